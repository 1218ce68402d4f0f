/// Refuses when the orders, read again right before sending, are not what the plan stands on.
enum StalePlan {
    static func judge(_ facts: GateFacts, reread: [Reread]) -> GateJudgement {
        var differences: [String] = []
        for target in facts.targets {
            let id = target.order.clientOrderID.rawValue
            let planned = target.preconditions
            switch target.reread(among: reread)?.order {
            case .success(let now?)?:
                differences += planned.differences(to: OrderPreconditions(now)).map { "\(id): \($0)" }
            case .success(nil)?:
                differences.append("\(id): \(planned.statusName) \(planned.status) → not known to the exchange")
            case .failure(let problem)?:
                differences.append("\(id): could not be read again (\(problem.source): \(problem.detail))")
            case nil:
                differences.append("\(id): was not read again")
            }
        }
        guard differences.isEmpty else {
            return .refused(
                differences.joined(separator: "; "), remedy: .command(NextCommand(["cancel"] + facts.ids)))
        }
        return .passed("read again, unchanged")
    }
}

extension CancelTarget {
    /// Order ids count per symbol, and algo ids in a space of their own: two targets may share one.
    fileprivate func reread(among all: [Reread]) -> Reread? {
        let sameID = all.filter { $0.exchangeID == order.exchangeID }
        let mine = sameID.first { candidate in
            guard case .success(let now?) = candidate.order else { return false }
            return now.symbol == order.symbol && OrderPreconditions(now).isAlgo == preconditions.isAlgo
        }
        return mine ?? sameID.first { (try? $0.order.get()) == nil }
    }
}

/// One order as it is right before sending.
package struct Reread: Sendable, Hashable {
    package let exchangeID: String
    package let order: Result<ObservedOrder?, Unavailable>

    package init(exchangeID: String, order: Result<ObservedOrder?, Unavailable>) {
        self.exchangeID = exchangeID
        self.order = order
    }
}
