/// Refuses an order that is not grinder's: one to be cancelled, or one that would compete with a closing order. Nothing
/// overrides it.
enum NotOursGate: Gate {
    static let code = GateCode.notOurs

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard !facts.isUndecided else { return nil }
        let strangers = facts.targets.flatMap(\.strangers)
        guard strangers.isEmpty else {
            return .refused(strangers.map { "\($0.name): \($0.reason)" }.joined(separator: "; "), remedy: nil)
        }
        let orders = facts.targets.map { target in
            switch target {
            case .cancel: 1
            case .flatten(let target): target.plan?.cancels.count ?? 0
            }
        }.reduce(0, +)
        switch orders {
        case 0: return .passed("no order competes")
        case 1: return .passed("grinder's")
        default: return .passed("all \(orders) are grinder's")
        }
    }
}
