import FoundationEssentials

/// Refuses when what is left of the orders and positions, at mark price, is worth more than `--max-notional` USDT.
enum NotionalCapGate: Gate {
    static let code = GateCode.notionalCap

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard !facts.isUndecided else { return nil }
        var total = Decimal(0)
        for target in facts.targets {
            guard let notional = target.notional else {
                return .refused("the mark price of \(target.symbol) is not known", remedy: nil)
            }
            total += notional
        }
        let text = "\(Amount(total)) USDT at mark price"
        guard total <= facts.maxNotional.value else {
            return .refused(
                "\(text), cap \(facts.maxNotional)", remedy: .again(["--max-notional", "\(Amount(total))"]))
        }
        return .passed("\(text), cap \(facts.maxNotional)")
    }
}
