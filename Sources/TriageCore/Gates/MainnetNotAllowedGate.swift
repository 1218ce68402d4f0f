/// Refuses `mainnet`, by its label, unless `ALLOW_MAINNET_TRADE` is exactly `1`. No command it prints sets that.
enum MainnetNotAllowedGate: Gate {
    static let code = GateCode.mainnetNotAllowed

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard facts.accountContext.isMainnet else { return .passed("environment \(facts.accountContext.environment)") }
        guard facts.mainnetAllowed else {
            return .refused("environment mainnet, and ALLOW_MAINNET_TRADE is not 1", remedy: nil)
        }
        return .passed("ALLOW_MAINNET_TRADE=1")
    }
}
