import TriageCore

/// What to type after a plan or a refusal: what must be run first, else the same command with everything that flags can
/// satisfy. Nothing where no flag would help. It carries no override and claims no fact.
struct ProposedCommand {
    /// As they would judge without an override.
    let gates: [GateResult]
    let typed: TypedCommand
    let executes: Bool
    /// There is something to be done, and no plan file is being written.
    let hasPlan: Bool

    /// One, but for a side that only a person can choose: one for each.
    var commands: [NextCommand] {
        let refused = gates.filter(\.isRefused)
        guard !refused.contains(where: isBeyondFlags) else { return [] }
        if refused.contains(where: { $0.code == .sideRequired }) {
            return ["long", "short"].map { NextCommand(plain.adding(["--side", $0]).words) }
        }
        for case .command(let first)? in refused.map(\.remedy) { return [first] }
        if refused.contains(where: { $0.code == .clockSkew }) { return [NextCommand("check", "clock")] }
        guard hasPlan else { return [] }
        // Once they are stopped, the plan is another.
        if refused.contains(where: { $0.code == .instanceRunning && !$0.isAnswerable }) {
            return [NextCommand(plain.without(valueless: ["--execute"]).words)]
        }
        return satisfying(refused).map { [$0] } ?? []
    }

    private func satisfying(_ refused: [GateResult]) -> NextCommand? {
        var words = plain
        var changes = executes ? 0 : 1
        for gate in refused {
            switch gate.remedy {
            case .again(let more)?: words = words.adding(more)
            case .leavingOut(let flag)?: words = words.without([flag])
            case .command?, .outside?: continue
            case nil where gate.code.passesLater: break
            case nil: continue
            }
            changes += 1
        }
        guard changes > 0 else { return nil }
        return NextCommand(words.words.contains("--execute") ? words.words : words.words + ["--execute"])
    }

    /// Neither a flag nor a command of this tool's nor a wait satisfies it.
    private func isBeyondFlags(_ gate: GateResult) -> Bool {
        guard gate.isRefused, gate.remedy == nil else { return false }
        return gate.code != .clockSkew && gate.code != .instanceRunning && !gate.code.passesLater
    }

    /// Without what only concerns this call's screen, and without what a report appends by itself.
    private var plain: TypedCommand {
        typed.sober.without(TypedCommand.contextFlags + ["--format"]).without(valueless: TypedCommand.screenFlags)
    }
}

extension GateResult {
    /// Somebody may answer that every instance is stopped.
    fileprivate var isAnswerable: Bool {
        if case .again? = remedy { return true }
        return false
    }
}

extension ActionReport {
    /// - Parameter facts: what the gates judged, to be judged anew without the overrides that were typed.
    mutating func propose(_ facts: GateFacts) {
        guard next.isEmpty else { return }
        var sober = facts
        sober.flags.withoutTriage = false
        sober.flags.whileRunning = false
        var typed = TypedCommand(typed)
        // What was answered to a question is said again.
        let isReasonTyped = typed.words.contains { $0 == "--reason" || $0.hasPrefix("--reason=") || $0 == "--plan" }
        if let reason = facts.flags.reason, !isReasonTyped, !gates.refusing.contains(.reasonMissing) {
            typed = typed.adding(["--reason", reason])
        }
        let isWordTyped = typed.words.contains { $0.contains("instance-stopped=") }
        if (facts.word ?? facts.standstill?.word) == .saysStopped, !isWordTyped {
            typed = typed.adding(["--answer", AnswerPlaceholder.stopped])
        }
        let judged = typed.overriding.isEmpty ? gates : Gates.judge(sober) + gates.filter { $0.code == .stalePlan }
        next =
            ProposedCommand(
                gates: judged, typed: typed, executes: facts.flags.executes,
                hasPlan: !plan.isEmpty && planFile == nil && !typed.words.contains("--out")
            ).commands
    }
}
