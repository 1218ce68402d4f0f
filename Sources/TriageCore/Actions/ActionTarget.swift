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
    func openIntent(for action: ActionKind, at accountContext: AccountContext) -> UnresolvedIntent? {
        switch self {
        case .cancel(let target) where !action.isBySymbol:
            target.unresolved.first { $0.concerns(target.order, at: accountContext) }
        case .cancel(let target): target.unresolved.first { $0.concerns(symbol, at: accountContext) }
        case .flatten(let target): target.unresolved.first { $0.concerns(symbol, at: accountContext) }
        }
    }

    /// All requests of its plan, sent or still to be sent.
    var requestCount: Int {
        switch self {
        case .cancel: 1
        case .flatten(let target): target.plan?.steps.count ?? 0
        }
    }

    /// What a clearance may be given for now, with the facts it is based on; `nil` where nothing is left to send. A
    /// position's next request stands on what the one before left.
    var nextRequest: (request: MutatingRequest, before: IntentFacts)? {
        switch self {
        case .cancel(let target):
            return (target.order.cancelRequest, .order(target.preconditions))
        case .flatten(let target):
            guard let progress = target.progress, let step = progress.next, let facts = progress.facts else {
                return nil
            }
            return (step.request, facts)
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
    package static let lifetimeMilliseconds: Int64 = 15 * 60 * 1_000

    /// The newest verdict made here; one made elsewhere only where there is none, which `environment-mismatch` refuses.
    func lastTriage(_ facts: GateFacts) -> TriageRecord? { lastTriage(at: facts.now, facts.accountContext) }

    package func lastTriage(at now: Timestamp, _ accountContext: AccountContext) -> TriageRecord? {
        let recent = recentTriages(at: now)
        return recent.last { $0.accountContext == accountContext } ?? recent.last
    }

    /// `seq` of the verdict that arms it; `nil` where it stands on none: a reset's cancel, `--without-triage`.
    package func verdict(_ facts: GateFacts) -> Int64? {
        guard !facts.flags.withoutTriage, facts.action != .reset || isPosition else { return nil }
        return armed(facts)?.seq
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

    /// Why the last verdict does not cover what the action would touch; `nil` when it does.
    func outgrown(_ record: TriageRecord) -> String? {
        switch self {
        case .cancel(let target): target.outgrown(record)
        case .flatten(let target): target.outgrown(record)
        }
    }

    /// The verdict it stands on; `nil` where there is none, or it does not arm this very action.
    package func armed(_ facts: GateFacts) -> TriageRecord? {
        lastTriage(facts).flatMap { $0.code == arming.code && outgrown($0) == nil ? $0 : nil }
    }
}

extension CancelTarget {
    /// Client ids may be reused: the verdict must name the exchange's id.
    fileprivate func outgrown(_ record: TriageRecord) -> String? {
        let mine = "\(order.clientOrderID) is \(OrderPreconditions(order).idName) \(order.exchangeID) now"
        guard case .order(let id, let isAlgo)? = record.judged else {
            return "the last verdict on the id (seq \(record.seq)) names no order of the exchange's; \(mine)"
        }
        guard id != order.exchangeID || isAlgo != preconditions.isAlgo else { return nil }
        let judged = "\(isAlgo ? "algoId" : "orderId") \(id)"
        return "the last verdict on the id (seq \(record.seq)) was about \(judged), another order; \(mine)"
    }
}

extension FlattenTarget {
    /// The verdict saw every fill up to the `updateTime` it names. What this very plan has closed itself is expected.
    fileprivate func outgrown(_ record: TriageRecord) -> String? {
        guard let plan, let judged = record.amount else { return nil }
        let said = "the last verdict on \(name) (seq \(record.seq))"
        let now = plan.amount.value
        let hasGrown = judged.value < 0 ? now < judged.value : now > judged.value
        if hasGrown || (now < 0) != (judged.value < 0) {
            return "\(said) was about \(judged), and now it is \(plan.amount)"
        }
        guard case .position(let mark)? = record.judged, let seen = mark.updateTime else {
            return "\(said) does not say which fills it saw"
        }
        guard let updated = updateTime else { return "the exchange does not say when \(name) last changed" }
        guard updated != seen else { return nil }
        return
            "\(name) was traded since the last verdict on it (seq \(record.seq)): it changed \(updated), and the verdict saw it as of \(seen)"
    }
}
