import TriageCore

extension ActionReport {
    /// The one command to type after a plan or a refusal: what must be run first, else the same command with everything that
    /// flags can satisfy. `nil` where no flag would help, and where nothing is planned.
    func proposal(executes: Bool) -> NextCommand? {
        let refused = gates.filter(\.isRefused)
        guard !refused.contains(where: { $0.code.isFinal && $0.remedy == nil }) else { return nil }
        var words = TypedCommand(typed).without(TypedCommand.contextFlags)
        var changes = executes ? 0 : 1
        for gate in refused {
            switch gate.remedy {
            case .command(let first)?: return first
            case .again(let more)?: words = words.adding(more)
            case .leavingOut(let flag)?: words = words.without([flag])
            case nil: continue
            }
            changes += 1
        }
        guard changes > 0, !plan.isEmpty, planFile == nil, !typed.contains("--out") else { return nil }
        let plain = words.words.filter { !["--json", "--quiet", "-q", "--verbose", "-v"].contains($0) }
        return NextCommand(executes || plain.contains("--execute") ? plain : plain + ["--execute"])
    }

    mutating func propose(executes: Bool) {
        if next.isEmpty { next = proposal(executes: executes).map { [$0] } ?? [] }
    }
}
