/// Refuses when the orders or the position, read again right before sending, are not what the plan stands on.
enum StalePlan {
    static func judge(_ facts: GateFacts, positions: [PositionRecheck]) -> GateJudgement {
        var differences = facts.targets.flatMap { target in
            switch target {
            case .cancel(let target): target.differences
            case .flatten(let target): target.differences(among: positions)
            }
        }
        differences += facts.differencesFromPlanFile
        guard differences.isEmpty else {
            return .refused(differences.joined(separator: "; "), remedy: .command(remedy(facts)))
        }
        return .passed("read again, unchanged")
    }

    static func remedy(_ facts: GateFacts) -> NextCommand {
        switch facts.action {
        case .cancel: NextCommand(["cancel"] + facts.ids)
        case .flatten: facts.targets.first?.command ?? NextCommand("flatten")
        case .reset: NextCommand("reset")
        case .reconnect: NextCommand("stream", "reconnect")
        }
    }
}

extension CancelTarget {
    fileprivate var differences: [String] {
        let id = order.clientOrderID.rawValue
        let planned = preconditions
        switch reread {
        case .success(let now?)? where isSame(now):
            return planned.differences(to: OrderPreconditions(now)).map { "\(id): \($0)" }
        case .success(nil)?: return ["\(id): \(planned.statusName) \(planned.status) → not known to the exchange"]
        case .failure(let problem)?: return ["\(id): could not be read again (\(problem.source): \(problem.detail))"]
        case .success?, nil: return ["\(id): was not read again"]
        }
    }

    /// Order ids count per symbol, and algo ids in a space of their own: another order may have this one's id.
    private func isSame(_ now: ObservedOrder) -> Bool {
        now.symbol == order.symbol && OrderPreconditions(now).isAlgo == preconditions.isAlgo
    }
}

extension FlattenTarget {
    fileprivate func differences(among all: [PositionRecheck]) -> [String] {
        switch all.first(where: { $0.symbol == symbol })?.reading {
        case .success(let now)?:
            guard let progress else { return ["\(name): no side was chosen"] }
            return progress.differences(to: now).map { "\(name): \($0)" }
        case .failure(let problem)?: return ["\(name): could not be read again (\(problem.source): \(problem.detail))"]
        case nil: return ["\(name): was not read again"]
        }
    }
}

/// One position with its mode and resting orders as they are right before sending.
package struct PositionRecheck: Sendable, Hashable {
    package let symbol: Symbol
    package let reading: Result<PositionReading, Unavailable>

    package init(symbol: Symbol, reading: Result<PositionReading, Unavailable>) {
        self.symbol = symbol
        self.reading = reading
    }
}
