import Synchronization
import TriageCore

/// The exchange's clock against the local one: measured once, then known; measured again on demand. Requests that need
/// it at the same moment share one measurement.
actor ExchangeClock {
    struct Measurement: Sendable {
        let result: Result<ClockReading, Unavailable>
        /// Empty for those who only waited for somebody else's measurement.
        let requests: [RequestRecord]
    }

    private var running: Task<Measurement, Never>?
    private nonisolated let known = Mutex<ClockReading?>(nil)

    /// The last reading; `nil` before the first.
    nonisolated var lastReading: ClockReading? { known.withLock { $0 } }

    func reading(measure: @escaping @Sendable () async -> Measurement) async -> Measurement {
        if let reading = lastReading { return Measurement(result: .success(reading), requests: []) }
        return await newReading(measure: measure)
    }

    func newReading(measure: @escaping @Sendable () async -> Measurement) async -> Measurement {
        if let running {
            return Measurement(result: await running.value.result, requests: [])
        }
        let task = Task { await measure() }
        running = task
        let measurement = await task.value
        if case .success(let reading) = measurement.result { known.withLock { $0 = reading } }
        running = nil
        return measurement
    }
}

/// Samples of `GET /fapi/v1/time`; the one with the shortest round trip knows best.
struct ClockSamples: Sendable {
    static let most = 3
    /// A round trip this short needs no second sample.
    private static let goodEnough: Int64 = 1_000

    private var best: (server: Int64, sent: Int64, received: Int64)?
    private(set) var count = 0

    mutating func add(server: Int64, sent: Int64, received: Int64) {
        count += 1
        if let best, best.received - best.sent <= received - sent { return }
        best = (server, sent, received)
    }

    var isEnough: Bool {
        count >= Self.most || best.map { $0.received - $0.sent < Self.goodEnough } == true
    }

    /// `now` is the local clock; the reading's exchange time is told for that moment.
    func reading(at now: Int64) -> ClockReading? {
        guard let best else { return nil }
        let offset = best.server - (best.sent + best.received) / 2
        return ClockReading(
            exchangeTime: Timestamp(milliseconds: now + offset), offsetMilliseconds: offset,
            errorMilliseconds: (best.received - best.sent + 1) / 2)
    }
}

/// `GET /fapi/v1/time`
struct ServerTimeRow: Decodable, Sendable {
    let milliseconds: Int64

    init(from decoder: any Decoder) throws { milliseconds = try Fields(decoder).time("serverTime").milliseconds }
}
