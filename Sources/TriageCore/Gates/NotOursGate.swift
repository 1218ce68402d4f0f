/// Refuses an order that is not grinder's. Nothing overrides it.
enum NotOursGate: Gate {
    static let code = GateCode.notOurs

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        for target in facts.targets {
            if case .notGrinders(let reason) = target.ownership {
                return .refused("\(target.order.clientOrderID.rawValue): \(reason)", remedy: nil)
            }
        }
        return .passed(facts.targets.count == 1 ? "grinder's" : "all \(facts.targets.count) are grinder's")
    }
}
