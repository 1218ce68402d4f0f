import FoundationEssentials

/// Refuses when what is left of the orders and positions, at mark price, is worth more than `--max-notional` USDT.
enum NotionalCapGate: Gate {
    static let code = GateCode.notionalCap

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard !facts.isUndecided else { return nil }
        if facts.action == .reset { return judgeEach(facts) }
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

    /// Of a reset each position by itself: what is cancelled is no exposure.
    private static func judgeEach(_ facts: GateFacts) -> GateJudgement? {
        var most = Decimal(0)
        var over: [String] = []
        let positions = facts.targets.filter(\.isPosition)
        for target in positions {
            guard let notional = target.notional else {
                return .refused("the mark price of \(target.symbol) is not known", remedy: nil)
            }
            most = max(most, notional)
            if notional > facts.maxNotional.value { over.append("\(target.name) \(Amount(notional)) USDT") }
        }
        guard over.isEmpty else {
            return .refused(
                "\(over.joined(separator: ", ")) at mark price, cap \(facts.maxNotional) each",
                remedy: .again(["--max-notional", "\(Amount(most))"]))
        }
        return .passed("\(Count.of(positions.count, "position")), each within \(facts.maxNotional) USDT")
    }
}
