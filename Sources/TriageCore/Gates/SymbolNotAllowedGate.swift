/// Refuses a symbol that the config's `symbols` does not list.
enum SymbolNotAllowedGate: Gate {
    static let code = GateCode.symbolNotAllowed

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard !facts.allowedSymbols.isEmpty else { return nil }
        let allowed = facts.allowedSymbols.map(\.rawValue).joined(separator: " ")
        for target in facts.targets where !facts.allowedSymbols.contains(target.symbol) {
            return .refused("\(target.symbol) is not one of the config's symbols: \(allowed)", remedy: nil)
        }
        return .passed(allowed)
    }
}
