/// Refuses more orders at once than `--max-orders`; every request of the plan counts.
enum OrderLimitGate: Gate {
    static let code = GateCode.orderLimit

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard !facts.isUndecided else { return nil }
        let count = facts.targets.map(\.requestCount).reduce(0, +)
        guard count <= facts.maxOrders else {
            return .refused("\(count) orders, limit \(facts.maxOrders)", remedy: .again(["--max-orders", "\(count)"]))
        }
        return .passed("\(count) of at most \(facts.maxOrders)")
    }
}
