import FoundationEssentials

/// Acting under less than the audit log has last seen demanded: a configuration that was left out, or loosened, lifts
/// nothing until somebody says so with `--policy-loosened`, which is recorded.
struct PolicyMemory {
    let facts: GateFacts

    init(_ facts: GateFacts) { self.facts = facts }

    /// The remembered policy, unless it was said to hold no more.
    private var held: RememberedPolicy? { facts.flags.policyLoosened ? nil : facts.remembered }

    /// What is demanded of the action, by the configuration or from memory.
    var policy: ActionPolicy {
        held.map { facts.policy.joined(with: $0.policy.demands(of: facts.action)) } ?? facts.policy
    }

    /// Something is demanded that only the log knows of, or was said to be demanded no more.
    var applies: Bool {
        guard let remembered = facts.remembered?.policy else { return false }
        if facts.flags.policyLoosened { return loosened != nil }
        return !remembered.demands(of: facts.action).demandsNothing || !beyond.isEmpty
    }

    /// What the configuration demands, and what the log remembers.
    var demands: [PolicyGate.Objection] {
        let own = PolicyGate.demands(facts)
        guard let held else { return own }
        var strict = facts
        strict.policy = policy
        let all = PolicyGate.demands(strict) + beyond
        guard all.count > own.count else { return all }
        return all + [
            PolicyGate.Objection(
                what: "the audit log saw that required when it last acted (seq \(held.seq)), and this command's "
                    + "configuration requires less: use the same configuration; if it was loosened on purpose, "
                    + "--policy-loosened says so, and is recorded")
        ]
    }

    /// Symbols and limits that the configuration had then.
    private var beyond: [PolicyGate.Objection] {
        guard let held else { return [] }
        var found: [PolicyGate.Objection] = []
        if let symbols = held.policy.symbols,
            let stranger = facts.targets.map(\.symbol).first(where: { !symbols.contains($0) }),
            facts.allowedSymbols.isEmpty || facts.allowedSymbols.contains(stranger)
        {
            let words = symbols.map(\.rawValue).joined(separator: " ")
            found.append(PolicyGate.Objection(what: "\(stranger) is not one of the symbols allowed then: \(words)"))
        }
        guard !facts.isUndecided else { return found }
        let orders = facts.targets.map(\.requestCount).reduce(0, +)
        if let most = held.policy.limits.orders, !facts.namedLimits.orders, orders > most, orders <= facts.maxOrders {
            found.append(
                PolicyGate.Objection(
                    what: "\(orders) orders, limit then \(most)", remedy: .again(["--max-orders", "\(orders)"])))
        }
        if let most = held.policy.limits.notional, !facts.namedLimits.notional,
            case .success(let worth) = Exposure(facts.targets).worth, worth > most.value,
            worth <= facts.maxNotional.value
        {
            found.append(PolicyGate.Objection(what: "\(Amount(worth)) USDT at mark price, cap then \(most)"))
        }
        return found
    }

    /// What `--policy-loosened` lets go: for the record; `nil` where it makes no difference.
    var loosened: String? {
        guard facts.flags.policyLoosened, let remembered = facts.remembered,
            remembered.policy.joined(with: facts.inForce) != facts.inForce
        else { return nil }
        let now = facts.inForce.words
        return "loosened: seq \(remembered.seq) had \(remembered.policy.words); now \(now.isEmpty ? "nothing" : now)"
    }
}

extension GateFacts {
    /// What the next command must not act under less of.
    package var lastingPolicy: PolicyInForce {
        guard let remembered, !flags.policyLoosened else { return inForce }
        return inForce.joined(with: remembered.policy)
    }
}
