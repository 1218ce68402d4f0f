/// The verdict on one order that grinder did not expect, from everything that was read.
package struct OrphanRule: Sendable {
    package let subject: Subject
    package let order: ObservedOrder
    package let ownership: Ownership
    package let expected: [ExpectedOrder]
    package let instances: InstanceRule
    /// Inputs that were named but could not be read (an unreadable log): `orphaned` needs every read answered.
    package let unread: [Unavailable]
    package let placement: Placement
    /// What the bot's own logs say of it.
    package let bot: BotStatements

    package init(
        subject: Subject, order: ObservedOrder, ownership: Ownership, expected: [ExpectedOrder],
        instances: InstanceRule, unread: [Unavailable], placement: Placement? = nil, bot: BotStatements = .none
    ) {
        self.placement = placement ?? order.placedAt.map(Placement.at) ?? .unknown
        self.bot = bot
        self.subject = subject
        self.order = order
        self.ownership = ownership
        self.expected = expected
        self.instances = instances
        self.unread = unread
    }

    package func judge() -> Verdict {
        if case .notGrinders(let reason) = ownership { return UnexpectedWording.notOurs(order, reason: reason) }
        guard order.isLive else { return UnexpectedWording.ended(order) }
        let finding = instanceFinding
        if let entry = activeEntry, !finding.isStandstill {
            return expected { UnexpectedWording.activeInExpected(order, entry, $0, $1) }
        }
        switch finding {
        case .placedByRunning(let name, let start):
            return expected {
                UnexpectedWording.placedByRunning(
                    order, placement, name: name, start: start, $0, $1, isAccepted: !bot.accepted.isEmpty)
            }
        case .undecided(let doubt):
            return InstanceDoubtWording(order, placement, contradicted: instances.isContradicted).verdict(doubt)
        case .predates, .allStopped:
            if let problem = unread.first { return UnexpectedWording.unread(subject, problem) }
            return orphaned(finding)
        }
    }

    /// Unless the log shows a bot that handles the order after the start that ought to have come after it.
    private func orphaned(_ finding: InstanceRule.Finding) -> Verdict {
        var doubt: LogEvent?
        switch finding {
        case .predates(let starts):
            if let start = starts.min() {
                // What the bot prints as it starts stands a moment before the start it tells.
                let begun = start.advanced(byMilliseconds: -BotStatements.nearMargin)
                if let line = bot.syncs.last(where: { $0.isLater(than: begun) == true }) {
                    let doubt = InstanceRule.Doubt.takesOver(
                        name: "the bot of \(line.file)", because: "its log says so (\(line.place))")
                    return InstanceDoubtWording(order, placement, contradicted: false).verdict(doubt)
                }
                let later = bot.handling.map { ($0, $0.isLater(than: start)) }
                if let line = later.first(where: { $0.1 == true })?.0 ?? bot.handling.first(where: { $0.time == nil }) {
                    return UnexpectedWording.handled(order, line, start: start)
                }
                doubt = later.first { $0.1 == nil }?.0 ?? bot.displaced ?? bot.syncs.last { $0.time == nil }
            }
        default:
            let moment = placement.moment?.advanced(byMilliseconds: BotStatements.margin)
            doubt = bot.handling.first { line in moment.map { line.isLater(than: $0) != false } ?? true }
        }
        return UnexpectedWording.orphaned(
            order, placement, finding, stale: activeEntry, handling: doubt, bot.contradictionsOfAnEarlierRun)
    }

    private var activeEntry: ExpectedOrder? { activeEntries.first }

    /// An order that a trigger made at a known moment was placed before it: what predates every start by its trigger's
    /// time does so all the more, and what does not is not decided by it.
    private var instanceFinding: InstanceRule.Finding {
        switch placement {
        case .at(let moment): return instances.judge(placedAt: moment)
        case .unknown: return instances.judge(placedAt: nil)
        case .notAfter(let moment):
            switch instances.judge(placedAt: moment) {
            case .placedByRunning, .undecided(.withinMargin): return .undecided(.placementUnknown)
            case let finding: return finding
            }
        }
    }

    /// `expected`, as far as the bot's own word carries it.
    private func expected(_ verdict: (Verdict.Confidence, [String]) -> Verdict) -> Verdict {
        if let problem = bot.unread.first { return UnexpectedWording.unread(subject, problem) }
        guard bot.flags.isEmpty || bot.flagIsExplained else {
            return UnexpectedWording.denied(order, bot.contradictions)
        }
        // A log does not say which of several bots wrote it: the one that placed the order may be gone.
        let gone = isActiveInARun ? [] : instances.instances.filter { !$0.answersAnything }.map(\.name)
        let nobody = instances.instances.isEmpty && !isActiveInARun
        let strangers =
            nobody
            ? ["no instance is known, so nothing shows that the bot that placed it still runs"]
            : gone.isEmpty ? [] : ["\(gone.joined(separator: ", ")) may have placed it, and does not answer"]
        let isProved = isActiveInARun || !bot.attested.isEmpty
        let isWhole = unread.isEmpty && bot.contradictions.isEmpty && strangers.isEmpty
        let stale = isProved ? [] : [staleness].compactMap(\.self)
        return verdict(
            isProved && isWhole ? .certain : .likely, strangers + bot.contradictions + stale + unread.map(\.told))
    }

    private var activeEntries: [ExpectedOrder] {
        expected.filter {
            $0.clientOrderID == order.clientOrderID && $0.isActive && ($0.symbol == nil || $0.symbol == order.symbol)
        }
    }

    private var trading: [InstanceReport] { instances.instances.filter { $0.answers && $0.trades } }

    /// A row that a running bot has written.
    private var isActiveInARun: Bool {
        activeEntries.contains { entry in trading.contains { entry.age.isOfRun(of: $0) == true } }
    }

    /// Why no row proves that a running bot means the order.
    private var staleness: String? {
        guard let entry = activeEntry, !trading.isEmpty else { return nil }
        let isOld = activeEntries.allSatisfy { entry in trading.allSatisfy { entry.age.isOfRun(of: $0) == false } }
        return isOld
            ? "its row in \(entry.file) is older than the start of every trading instance: it is of an earlier run"
            : "when its row in \(entry.file) was written is not known"
    }

    /// A person's word could still change the verdict.
    package var needsOperator: Bool {
        guard ownership.isGrinders, order.isLive, unread.isEmpty, instances.needsOperator else { return false }
        return activeEntry == nil
    }
}

extension InstanceRule.Finding {
    /// No instance runs: an expected state is then nobody's.
    fileprivate var isStandstill: Bool { if case .allStopped = self { true } else { false } }
}

extension Unavailable {
    static func notUnderstood(_ line: LogEvent) -> Unavailable {
        Unavailable(.unusable, source: line.place, detail: "the line names the id, but I can't interpret it")
    }

    /// `grinder.log: permission denied`
    var told: String { "\(source): \(detail)" }
}
