/// Refuses more orders at once than `--max-orders`.
enum OrderLimitGate: Gate {
    static let code = GateCode.orderLimit

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        let count = facts.targets.count
        guard count <= facts.maxOrders else {
            return .refused("\(count) orders, limit \(facts.maxOrders)", remedy: .again(["--max-orders", "\(count)"]))
        }
        return .passed("\(count) of at most \(facts.maxOrders)")
    }
}
