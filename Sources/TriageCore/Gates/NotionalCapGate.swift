/// Refuses when what the action trades or leaves unprotected, at mark price, is worth more than `--max-notional` USDT.
/// The same for a cancel, a flatten and a reset: over all of it.
enum NotionalCapGate: Gate {
    static let code = GateCode.notionalCap

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard !facts.isUndecided else { return nil }
        switch Exposure(facts.targets).worth {
        case .failure(let problem): return .refused(problem.detail, remedy: nil)
        case .success(let total):
            let text = "\(Amount(total)) USDT at mark price"
            guard total <= facts.maxNotional.value else {
                let remedy = facts.ceilings.remedy(notional: total)
                return .refused(
                    "\(text), cap \(facts.maxNotional)\(facts.ceilings.note(remedy, "max-notional"))", remedy: remedy)
            }
            return .passed("\(text), cap \(facts.maxNotional)")
        }
    }
}
