/// How far is this machine's clock from the exchange's, and does anything keep it in step? A clock that is wrong makes
/// requests fail (-1021) and snapshots look stale or ahead.
package struct ClockCheck: Procedure {
    package static let offsetStep = StepDefinition(
        "clock-offset", "This machine's clock against the exchange's", asks: [.clockSamples])
    package static let localStep = StepDefinition(
        "clock-local", "Is the clock synchronised?", asks: [.timeSynchronisation])

    package static let steps = [offsetStep, localStep]

    /// Binance general info, "timing security": accepted iff timestamp < serverTime + 1000 and
    /// serverTime − timestamp ≤ recvWindow.
    package static let mostAhead: Int64 = 1_000
    /// recvWindow, the default and the bot's.
    package static let mostBehind: Int64 = 5_000
    /// Half of what is allowed ahead: not wrong yet.
    static let noticeable: Int64 = 500

    var evidenceStore = EvidenceStore()

    package init() {}

    package func step(asking request: EvidenceRequest) -> StepID {
        Self.steps.first { $0.asks.contains(request.kind) }?.id ?? Self.offsetStep.id
    }

    package mutating func receive(_ evidence: Evidence) { evidenceStore.file(evidence) }

    /// It asks the operator nothing.
    package mutating func receive(_ answer: Answer) {}

    package func next() -> NextMove {
        let open = evidenceStore.unanswered([.clockSamples, .timeSynchronisation])
        guard open.isEmpty else { return .gather(open) }
        return .conclude(.single(Finding(subject: Subject(.clock), verdict: verdict)))
    }

    var samples: [ClockSample] {
        if case .clockSamples(let samples)? = evidenceStore.content(.clockSamples) { return samples }
        return []
    }

    /// The shortest round trip knows best.
    var best: ClockSample? { samples.min { $0.roundTrip < $1.roundTrip } }

    var synchronisation: TimeSynchronisation? {
        if case .timeSynchronisation(let reading)? = evidenceStore.content(.timeSynchronisation) { return reading }
        return nil
    }
}
