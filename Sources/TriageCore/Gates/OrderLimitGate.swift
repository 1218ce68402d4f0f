/// Refuses more orders at once than `--max-orders`; every request of the plan counts.
enum OrderLimitGate: Gate {
    static let code = GateCode.orderLimit

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard !facts.isUndecided else { return nil }
        let count = facts.targets.map(\.requestCount).reduce(0, +)
        guard count <= facts.maxOrders else {
            let remedy = facts.ceilings.remedy(orders: count)
            return .refused(
                "\(count) orders, limit \(facts.maxOrders)\(facts.ceilings.note(remedy, "max-orders"))", remedy: remedy)
        }
        return .passed("\(count) of at most \(facts.maxOrders)")
    }
}
