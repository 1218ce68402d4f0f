import FoundationEssentials

/// One thing an action acts on, as the gates see it. A saga may hand them several of both kinds.
package enum ActionTarget: Sendable, Hashable {
    case cancel(CancelTarget)
    case flatten(FlattenTarget)

    package var symbol: Symbol {
        switch self {
        case .cancel(let target): target.order.symbol
        case .flatten(let target): target.symbol
        }
    }

    /// The client order id, or the symbol and its side.
    package var name: String {
        switch self {
        case .cancel(let target): target.order.clientOrderID.rawValue
        case .flatten(let target): target.name
        }
    }

    package var isPosition: Bool {
        if case .flatten = self { return true }
        return false
    }

    package var triages: [TriageRecord] {
        switch self {
        case .cancel(let target): target.triages
        case .flatten(let target): target.triages
        }
    }

    /// The verdict that arms the action, and the command that reaches it.
    package var arming: (code: String, command: NextCommand) {
        switch self {
        case .cancel: (UnexpectedVerdict.orphaned.rawValue, NextCommand("triage", "unexpected", name))
        case .flatten:
            (PositionVerdict.untrackedFills.rawValue, NextCommand("triage", "position", symbol.rawValue))
        }
    }

    /// Orders it would touch that are not grinder's, and why not.
    var strangers: [(name: String, reason: String)] {
        switch self {
        case .cancel(let target):
            if case .notGrinders(let reason) = target.ownership { return [(name, reason)] }
            return []
        case .flatten(let target):
            return (target.plan?.strangers ?? []).map { stranger in
                let order = stranger.order
                return (
                    order.clientOrderID.rawValue,
                    "\(stranger.reason); its \(order.sketch) can only reduce, and leaves no room for the closing order"
                )
            }
        }
    }

    /// An earlier request that may have been executed and stands in this one's way.
    func openIntent(for action: ActionKind, at station: Station) -> UnresolvedIntent? {
        switch self {
        case .cancel(let target) where !action.isBySymbol:
            target.unresolved.first { $0.concerns(target.order, at: station) }
        case .cancel(let target): target.unresolved.first { $0.concerns(symbol, at: station) }
        case .flatten(let target): target.unresolved.first { $0.concerns(symbol, at: station) }
        }
    }

    /// All requests of its plan, sent or still to be sent.
    var requestCount: Int {
        switch self {
        case .cancel: 1
        case .flatten(let target): target.plan?.steps.count ?? 0
        }
    }

    /// What a clearance may be given for now. A position's next request stands on what the one before left.
    var nextRequests: [PlannedRequest] {
        switch self {
        case .cancel(let target):
            return [PlannedRequest(target.order.cancelRequest, before: .order(target.preconditions))]
        case .flatten(let target):
            guard let progress = target.progress, let step = progress.next, let facts = progress.facts else {
                return []
            }
            return [PlannedRequest(step.request, before: facts)]
        }
    }

    /// The same action again, with its plan made anew.
    var command: NextCommand {
        switch self {
        case .cancel: NextCommand("cancel", name)
        case .flatten(let target): target.command
        }
    }
}

/// What the audit log says of a target's triage, as of now.
extension ActionTarget {
    static let lifetimeMilliseconds: Int64 = 15 * 60 * 1_000

    /// The newest verdict made here; one made elsewhere only where there is none, which `environment-mismatch` refuses.
    func lastTriage(_ facts: GateFacts) -> TriageRecord? {
        let recent = recentTriages(at: facts.now)
        return recent.last { $0.station == facts.station } ?? recent.last
    }

    /// `seq` of the verdict that arms it; `nil` where it stands on none: a reset's cancel, `--without-triage`.
    package func verdict(_ facts: GateFacts) -> Int64? {
        guard !facts.flags.withoutTriage, facts.action != .reset || isPosition else { return nil }
        return lastTriage(facts)?.seq
    }

    /// Not older than the lifetime, and not from a future a clock was set back from.
    func recentTriages(at now: Timestamp) -> [TriageRecord] {
        triages.filter { record in
            let age = now.milliseconds(since: record.at)
            return (-1_000...Self.lifetimeMilliseconds).contains(age)
                && (record.symbol == nil || record.symbol == symbol) && isAbout(record)
        }
    }

    /// A verdict on one hedge side says nothing of the other, nor of the position after the mode was switched.
    private func isAbout(_ record: TriageRecord) -> Bool {
        guard case .flatten(let target) = self, let plan = target.plan else { return true }
        return record.positionSide == (plan.positionSide == .both ? nil : plan.positionSide)
    }

    /// How the position was changed since its verdict so that the verdict no longer covers it.
    func outgrown(_ record: TriageRecord) -> String? {
        guard case .flatten(let target) = self, let plan = target.plan, let judged = record.amount else { return nil }
        let now = plan.amount.value
        let hasGrown = judged.value < 0 ? now < judged.value : now > judged.value
        guard hasGrown || (now < 0) != (judged.value < 0) else { return nil }
        return "the last verdict on \(name) (seq \(record.seq)) was about \(judged), and now it is \(plan.amount)"
    }
}
