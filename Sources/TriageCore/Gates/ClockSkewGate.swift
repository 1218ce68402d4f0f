/// Refuses when the local clock is over 60 s off, or the offset is known no better than a second.
enum ClockSkewGate: Gate {
    static let code = GateCode.clockSkew

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        guard let clock = facts.clock else { return .refused("the exchange's clock could not be read", remedy: nil) }
        let seen = "exchange offset \(clock.offsetMilliseconds) ms, known to ±\(clock.errorMilliseconds) ms"
        guard abs(clock.offsetMilliseconds) <= 60_000, clock.errorMilliseconds <= 1_000 else {
            return .refused("\(seen); allowed 60000 ms, ±1000 ms", remedy: nil)
        }
        return .passed("within 60 s of the exchange's, known to better than 1 s")
    }
}
