import TriageCore

/// What stands above the last command of an action: what a person must do or have seen before typing it, and which value
/// a limit in it lets through.
struct ActionRemarks {
    let action: ActionReport
    /// As they are typed.
    let commands: [String]

    var sentences: [String] { stop + waiting + mainnet + limits + overrides + claims }

    private func refused(_ code: GateCode) -> GateResult? { action.gates.first { $0.code == code && $0.isRefused } }

    private var stop: [String] {
        // What only looks may be typed beside a running bot.
        guard let gate = refused(.instanceRunning), !commands.contains(where: looks) else { return [] }
        switch gate.remedy {
        case .outside(let command)?: return ["Stop the bot first: \(command)"]
        case nil: return ["Stop the bot first; no stop command is configured for it (instances[].stop)"]
        default: return []
        }
    }

    private func looks(_ command: String) -> Bool {
        ["triage", "audit", "check", "approve"].contains { command.hasPrefix("grinderctl \($0) ") }
    }

    private var waiting: [String] {
        guard let gate = refused(.weightBudget), !commands.isEmpty,
            let room = gate.detail.firstMatch(of: /room again in ([0-9]+ s)/)
        else { return [] }
        return ["Wait \(room.1) first"]
    }

    private var mainnet: [String] {
        guard refused(.mainnetNotAllowed) != nil, commands.contains(where: { $0.contains("--execute") }) else {
            return []
        }
        return ["It trades real money only with ALLOW_MAINNET_TRADE=1 in its environment"]
    }

    /// The value seen and the cap, beside the flag that raises it.
    private var limits: [String] {
        [GateCode.orderLimit, .notionalCap].compactMap { code in
            guard let gate = refused(code), case .again(let more)? = gate.remedy,
                commands.contains(where: { $0.contains(Printable.shellLine(more)) })
            else { return nil }
            return "\(Printable.shellLine(more)): \(gate.detail)"
        }
    }

    private var overrides: [String] {
        let typed = TypedCommand(action.typed).overriding
        guard !typed.isEmpty, commands.contains(where: { $0.contains("--execute") }) else { return [] }
        return ["It leaves out \(typed.joined(separator: " ")): add it yourself, if it still holds"]
    }

    private var claims: [String] {
        let placeholder = AnswerPlaceholder.text
        var said: [String] = []
        if commands.contains(where: { $0.contains("instance-stopped=\(placeholder)") }) {
            said.append("instance-stopped=yes once you have seen it stopped")
        }
        if commands.contains(where: { $0.contains("restart=\(placeholder)") }) {
            said.append("restart=yes once you have seen it started")
        }
        return said
    }
}

extension ActionReport {
    /// The one command to type next; several only where each is a choice or a position of its own.
    var lastCommands: [NextCommand] {
        if let file = planFile, next.isEmpty { return [NextCommand("approve", file.path)] }
        let isChoice = next.count > 1 && next.allSatisfy { $0.words.contains("--side") }
        guard next.isEmpty else { return isChoice ? next : Array(next.prefix(1)) }
        if results.contains(where: { $0.outcome == .unknown }) { return [NextCommand("audit", "resolve")] }
        var seen: Set<NextCommand> = []
        let wanted = results.flatMap { $0.next.prefix(1) }.filter { seen.insert($0).inserted }
        guard wanted.count > 1 else { return wanted }
        let isUnexpected = wanted.allSatisfy { $0.words.starts(with: ["triage", "unexpected"]) }
        return [isUnexpected ? NextCommand("triage", "unexpected") : NextCommand("scan", "--run")]
    }
}
