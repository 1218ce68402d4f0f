package import Foundation
import Synchronization

/// The embedded exchange: a USD-M futures account and book over HTTP on 127.0.0.1, in Binance's words.
///
/// It shares no type with the client it examines. It serves from `start` until `stop`.
package final class SandboxExchange: Sendable {
    /// `http://127.0.0.1:PORT`
    package let baseURL: String
    /// `ws://127.0.0.1:PORT`
    package let wsURL: String
    /// 64 characters, well formed and obviously no real key.
    package let apiKey = sandboxKey
    package let apiSecret = sandboxSecret

    private static let sandboxKey = "sandboxKey" + String(repeating: "0", count: 54)
    private static let sandboxSecret = "sandboxSecret" + String(repeating: "0", count: 51)

    private let desk: Desk
    private let server: LoopbackServer

    private init(desk: Desk, server: LoopbackServer) {
        self.desk = desk
        self.server = server
        baseURL = "http://127.0.0.1:\(server.port)"
        wsURL = "ws://127.0.0.1:\(server.port)"
    }

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - latencyMilliseconds: how long each request waits before it is looked at.
    ///   - onRequest: told of each request once its answer is known; status 0 means that there was none.
    ///   - beforeMutation: awaited when a mutating request has arrived, before anything is applied.
    package static func start(
        state: SandboxState = .empty, faults: [Fault] = [], port: UInt16 = 0, latencyMilliseconds: Int = 0,
        clock: SandboxClock = .system, limits: SandboxLimits = .binance,
        onRequest: (@Sendable (SeenRequest) -> Void)? = nil,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)? = nil
    ) async throws -> SandboxExchange {
        let core = ExchangeCore(
            book: state.book, faults: faults, limits: limits,
            authentication: Authentication(apiKey: sandboxKey, apiSecret: sandboxSecret))
        let desk = Desk(
            core: core, clock: clock, latency: latencyMilliseconds, onRequest: onRequest,
            beforeMutation: beforeMutation)
        let server = try await LoopbackServer.start(port: port) { await desk.answer($0) }
        return SandboxExchange(desk: desk, server: server)
    }

    package func stop() async { await server.stop() }

    /// The exchange's time in milliseconds, clock faults included.
    package var now: Int64 { desk.now }

    /// Every request answered so far, in the order of the answers.
    package func seenRequests() -> [SeenRequest] { desk.core.withLock { $0.seen } }
    package func mutatingRequests() -> [SeenRequest] { seenRequests().filter(\.mutating) }

    /// Moves the mark: conditional orders trigger and resting orders fill. An unknown symbol or no price is ignored.
    package func setMark(_ symbol: String, _ price: String) {
        guard let mark = Amount(price), mark > .zero else { return }
        let now = now
        desk.core.withLock { $0.book.setMark(symbol, to: mark, now: now) }
    }

    package func add(faults: [Fault]) { desk.core.withLock { $0.faults.add(faults) } }
    package func clearFaults() { desk.core.withLock { $0.faults.clear() } }

    /// Adds the orders, trades, … of a state to what is there; positions and marks replace.
    package func add(state json: Data) throws(StateProblem) {
        let value = try SandboxState.read(json)
        let clock = StateClock(now: now)
        let result = desk.core.withLock { core in
            Result { () throws(StateProblem) in
                var book = core.book
                try SandboxState.add(value, to: &book, clock: clock)
                core.book = book
            }
        }
        try result.get()
    }
}

/// Takes requests one at a time to the core and reports them.
private final class Desk: Sendable {
    let core: Mutex<ExchangeCore>
    private let clock: SandboxClock
    private let latency: Int
    private let onRequest: (@Sendable (SeenRequest) -> Void)?
    private let beforeMutation: (@Sendable (SeenRequest) async -> Void)?

    init(
        core: ExchangeCore, clock: SandboxClock, latency: Int, onRequest: (@Sendable (SeenRequest) -> Void)?,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)?
    ) {
        self.core = Mutex(core)
        self.clock = clock
        self.latency = latency
        self.onRequest = onRequest
        self.beforeMutation = beforeMutation
    }

    var now: Int64 { clock.now() + core.withLock { $0.faults.clockOffset } }

    func answer(_ request: ReceivedRequest) async -> SandboxResponse? {
        let endpoint = Endpoint.byKey[request.method + " " + request.path]
        let mutating = endpoint?.mutating ?? (request.method != "GET")
        let wave = core.withLock { $0.deepestWave + 1 }
        if mutating, let beforeMutation { await beforeMutation(seen(request, 0, mutating: true, wave)) }
        let slow = latency + (endpoint.map { endpoint in core.withLock { $0.faults.takeLatency(endpoint) } } ?? 0)
        if slow > 0 { try? await Task.sleep(for: .milliseconds(slow)) }
        let time = clock.now()
        let response = core.withLock { core -> SandboxResponse? in
            let response = core.answer(request, now: time + core.faults.clockOffset)
            core.seen.append(seen(request, response?.status ?? 0, mutating: mutating, wave))
            core.deepestWave = max(core.deepestWave, wave)
            return response
        }
        onRequest?(seen(request, response?.status ?? 0, mutating: mutating, wave))
        return response
    }

    private func seen(_ request: ReceivedRequest, _ status: Int, mutating: Bool, _ wave: Int) -> SeenRequest {
        let parameters = Parameters(query: request.rawQuery, body: request.rawBody).values
        return SeenRequest(
            method: request.method, path: request.path,
            parameters: parameters.filter { $0.key != "signature" }, status: status, mutating: mutating,
            wave: wave)
    }
}
