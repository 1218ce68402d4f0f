package import JSON

/// What a configuration demands of everybody who acts: kept with each intent, so that the next command can tell whether
/// it is asked to act under less.
package struct PolicyInForce: Sendable, Hashable {
    /// Of the actions that something is demanded of.
    package var actions: [ActionKind: ActionPolicy] = [:]
    /// Config `symbols`; `nil` allows every symbol.
    package var symbols: [Symbol]?
    /// The configuration's own `limits`; `nil` where it says nothing.
    package var limits = LimitCeilings()

    package init() {}

    package init(actions: [ActionKind: ActionPolicy], symbols: [Symbol], limits: LimitCeilings) {
        self.actions = actions.filter { !$0.value.demandsNothing }
        self.symbols = symbols.isEmpty ? nil : symbols.sorted()
        self.limits = limits
    }

    package func demands(of action: ActionKind) -> ActionPolicy { actions[action] ?? .none }

    /// Whatever either demands.
    package func joined(with other: PolicyInForce) -> PolicyInForce {
        var joined = self
        joined.actions.merge(other.actions) { $0.joined(with: $1) }
        switch (symbols, other.symbols) {
        case (let own?, let others?): joined.symbols = own.filter(others.contains)
        case (nil, let others): joined.symbols = others
        case (_, nil): break
        }
        joined.limits.orders = [limits.orders, other.limits.orders].compactMap(\.self).min()
        joined.limits.notional = [limits.notional, other.limits.notional].compactMap(\.self)
            .min { $0.value < $1.value }
        return joined
    }
}

/// The policy an audit log has last seen something done under.
package struct RememberedPolicy: Sendable, Hashable {
    /// Of the entry that says so.
    package let seq: Int64
    package let policy: PolicyInForce

    package init(seq: Int64, policy: PolicyInForce) {
        self.seq = seq
        self.policy = policy
    }
}

/// Which of the limits this command names itself: by a flag, as it may, and is recorded.
package struct NamedLimits: Sendable, Hashable {
    package var orders = false
    package var notional = false

    package init() {}
}

extension ActionPolicy {
    /// Whatever either demands.
    func joined(with other: ActionPolicy) -> ActionPolicy {
        var joined = self
        joined.needsTicket = needsTicket || other.needsTicket
        joined.needsSecondOperator = needsSecondOperator || other.needsSecondOperator
        joined.freshTriageMinutes = [freshTriageMinutes, other.freshTriageMinutes].compactMap(\.self).min()
        // The lifetime of approvals says something only where one is demanded.
        let lifetimes = [self, other].filter(\.needsSecondOperator).map(\.approvalLifetimeMilliseconds)
        joined.approvalLifetimeMilliseconds = lifetimes.min() ?? approvalLifetimeMilliseconds
        return joined
    }

    /// `ticket`, `second operator`, `triage within 10 minutes`
    fileprivate var words: [String] {
        [
            needsTicket ? "ticket" : nil, needsSecondOperator ? "second operator" : nil,
            freshTriageMinutes.map { "triage within \($0) minutes" },
        ].compactMap(\.self)
    }
}

extension PolicyInForce {
    /// For a reviewer: `cancel: ticket, second operator; symbols BTCUSDT`; empty where nothing is demanded.
    package var words: String {
        let actions = ActionKind.allCases.compactMap { action -> String? in
            let words = demands(of: action).words
            return words.isEmpty ? nil : "\(action.rawValue): \(words.joined(separator: ", "))"
        }
        let rest = [
            symbols.map { "symbols \($0.map(\.rawValue).joined(separator: " "))" },
            limits.orders.map { "at most \($0) orders" }, limits.notional.map { "at most \($0) USDT" },
        ]
        return (actions + rest.compactMap(\.self)).joined(separator: "; ")
    }

    /// Only what is demanded: `{}` where nothing is.
    package var json: JSONValue {
        var members: JSONValue.Members = [:]
        for (action, policy) in actions {
            var demands: JSONValue.Members = [:]
            if policy.needsTicket { demands["ticket"] = true }
            if let minutes = policy.freshTriageMinutes { demands["freshTriage"] = .integer(Int64(minutes)) }
            if policy.needsSecondOperator {
                demands["secondOperator"] = true
                demands["approvalLifetimeMs"] = .integer(policy.approvalLifetimeMilliseconds)
            }
            members[action.rawValue] = .object(demands)
        }
        if let symbols { members["symbols"] = .array(symbols.map { .string($0.rawValue) }) }
        if let orders = limits.orders { members["maxOrders"] = .integer(Int64(orders)) }
        if let notional = limits.notional { members["maxNotional"] = .string(notional.description) }
        return .object(members)
    }

    /// `nil` when it is no object.
    package init?(_ json: JSONValue) {
        guard json.objectValue != nil else { return nil }
        for action in ActionKind.allCases {
            guard let demands = json[action.rawValue] else { continue }
            var policy = ActionPolicy()
            policy.needsTicket = demands["ticket"]?.boolValue == true
            policy.freshTriageMinutes = demands["freshTriage"]?.integerValue.map { Int($0) }
            policy.needsSecondOperator = demands["secondOperator"]?.boolValue == true
            if let lifetime = demands["approvalLifetimeMs"]?.integerValue {
                policy.approvalLifetimeMilliseconds = lifetime
            }
            actions[action] = policy
        }
        symbols = json["symbols"]?.arrayValue?.compactMap { $0.stringValue.flatMap { Symbol($0) } }
        limits.orders = json["maxOrders"]?.integerValue.map { Int($0) }
        limits.notional = json["maxNotional"]?.stringValue.flatMap { Amount($0) }
    }
}

/// What the configuration demands of one kind of action beyond the gates that hold for everybody.
package struct ActionPolicy: Sendable, Hashable {
    package static let none = ActionPolicy()
    /// How long an approval may hold unless the configuration says otherwise; also how old a plan may be approved.
    package static let standardLifetimeMilliseconds: Int64 = 30 * 60_000

    /// `--ticket` must be given.
    package var needsTicket = false
    /// The verdict may be at most so many minutes old, and `--without-triage` is not accepted.
    package var freshTriageMinutes: Int?
    /// Another person than the planner must have signed the plan.
    package var needsSecondOperator = false
    package var approvalLifetimeMilliseconds = standardLifetimeMilliseconds

    package init() {}

    package var demandsNothing: Bool { !needsTicket && freshTriageMinutes == nil && !needsSecondOperator }
}
