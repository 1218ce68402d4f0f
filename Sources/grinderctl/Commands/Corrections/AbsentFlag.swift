import ArgumentParser

/// A flag that other tools have and this one does not, on purpose.
enum AbsentFlag: CaseIterable {
    case yes, force, dryRun

    private var spellings: [String] {
        switch self {
        case .yes: ["--yes", "-y", "--assume-yes", "--no-confirm", "--auto-approve"]
        case .force: ["--force", "-f"]
        case .dryRun: ["--dry-run", "-n", "--plan-only", "--simulate"]
        }
    }

    private var why: String {
        switch self {
        case .yes:
            "an action is confirmed with --confirm NAME, which repeats what it acts on, so that habit cannot confirm the "
                + "wrong one"
        case .force: "no flag passes every gate at once; the plan names what each gate needs"
        case .dryRun: "without --execute a command only shows its plan"
        }
    }

    static func commandError(_ arguments: [String]) -> CommandError? {
        for word in arguments.prefix(while: { $0 != "--" }) {
            guard let flag = allCases.first(where: { $0.spellings.contains(word) }) else { continue }
            var rest = arguments.filter { !flag.spellings.contains($0) }
            if flag == .dryRun { rest = rest.filter { $0 != "--execute" } }
            if flag == .yes, let name = confirmation(of: rest) { rest += ["--confirm", name] }
            return CommandError(
                .usage, "there is no \(word): \(flag.why). Nothing was sent.",
                try: Printable.shellLine(["grinderctl"] + rest))
        }
        return nil
    }

    /// What `--confirm` must say of an action that is not confirmed yet.
    private static func confirmation(of arguments: [String]) -> String? {
        guard let command = try? GrinderCtl.parseAsRoot(arguments) else { return nil }
        switch command {
        case let cancel as Cancel where cancel.action.confirm == nil && !cancel.ids.isEmpty:
            return cancel.ids.count == 1 ? cancel.ids[0] : String(cancel.ids.count)
        case let flatten as Flatten where flatten.action.confirm == nil: return flatten.position?.uppercased()
        case let reset as Reset where reset.action.confirm == nil: return "reset"
        case let reconnect as StreamReconnect where reconnect.action.confirm == nil: return "reconnect"
        default: return nil
        }
    }
}
