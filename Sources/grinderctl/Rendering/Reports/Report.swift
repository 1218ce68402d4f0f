import TriageCore

/// What a command answers: one value, rendered as text or as JSON.
struct Report: Sendable, Hashable {
    var command: String
    var environment: String
    var runbook: RunbookReference?
    var steps: [StepReport] = []
    var conclusion: Conclusion?
    /// What it means that there are no findings.
    var nothingFound = "No open order is grinder's or flagged by it."
    var action: ActionReport?
    var scan: ScanReport?
    var restart: RestartReport?
    /// Shown beside UTC on a terminal.
    var localTime = LocalTime.utc
    /// What is pasted into a ticket: plain lines.
    var ticket: String?
    /// When it was made; shown by what repeats itself.
    var time: Timestamp?
    var requests: [RequestRecord] = []
    var audit: AuditSpan?
    /// The words that make a next command act where this one did: `--env sandbox …`.
    var contextFlags: [String] = []
    /// The evidence that a next command needs too.
    var followUp = FollowUp()
    /// What the findings advise together.
    var recommendation: Recommendation?

    struct RunbookReference: Sendable, Hashable {
        let id: String
        let sha256: String
    }

    /// The entries an investigation wrote; `nil` in a report when nothing is recorded.
    struct AuditSpan: Sendable, Hashable {
        let investigation: String
        let firstSeq: Int64
        let lastSeq: Int64
        let head: String
    }

    /// As it is typed: `grinderctl cancel grinder_d_… --env sandbox`.
    func commandLine(_ next: NextCommand) -> String {
        let flags = followUp.flags(for: next.words, withinWindow: !isLeftOut)
        return Printable.shellLine(["grinderctl"] + next.words + flags + contextFlags)
    }

    /// Something that decides lies outside of `--since` and `--until`: within the same window no command can know more.
    private var isLeftOut: Bool {
        conclusion?.findings.contains {
            if case .inconclusive(let problem?) = $0.verdict.weight { problem.kind == .outsideWindow } else { false }
        } ?? false
    }

    func commandLine(_ remedy: Remedy, of words: [String]) -> String {
        switch remedy {
        case .command(let next): commandLine(next)
        case .again(let more): Printable.shellLine(["grinderctl"] + TypedCommand(words).sober.adding(more).words)
        case .leavingOut(let flag):
            Printable.shellLine(["grinderctl"] + TypedCommand(words).sober.without([flag]).words)
        case .outside(let command): command
        }
    }
}

extension Conclusion {
    /// The highest among 0, 2, 1, 69 in that order; a lone finding says why it could not be known.
    var exit: Int32 {
        let exits = findings.map(\.verdict.exit)
        for code: Int32 in [69, 75, 4, 1, 2] where exits.contains(code) { return code }
        return 0
    }
}

extension Verdict {
    var exit: Int32 {
        switch weight {
        case .clear: 0
        case .finding: 1
        case .inconclusive(let because): because?.kind.exit ?? 2
        case .unavailable(let because): because.kind.exit ?? 69
        }
    }
}

extension Unavailable.Kind {
    /// The exit of what the operator can mend; `nil` where the verdict's own says enough.
    var exit: Int32? {
        switch self {
        case .credentialsRefused: 4
        case .rateLimited: 75
        case .unreachable, .unusable, .refused, .unreadable, .notAsked, .outsideWindow: nil
        }
    }
}
