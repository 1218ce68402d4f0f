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

    /// In the address of an exchange that listens nowhere.
    private static let deafPort: UInt16 = 18_080

    private let router: RequestRouter
    private let server: LoopbackServer?
    private let isStopped = Mutex(false)

    private init(router: RequestRouter, server: LoopbackServer?, port: UInt16) {
        self.router = router
        self.server = server
        baseURL = "http://127.0.0.1:\(port)"
        wsURL = "ws://127.0.0.1:\(port)"
    }

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - listens: `false` opens no port: it is asked by ``answer(_:target:apiKey:)`` alone.
    ///   - latencyMilliseconds: how long each request waits before it is looked at.
    ///   - keys: known beside ``apiKey``.
    ///   - onRequest: told of each request once its answer is known; status 0 means that there was none.
    ///   - keepsConnections: `false` answers each request on a connection of its own.
    ///   - beforeMutation: awaited when a mutating request has arrived, before anything is applied.
    ///   - beforeAnswer: awaited when any request has arrived, before it is looked at.
    package static func start(
        state: SandboxState = .empty, faults: [Fault] = [], port: UInt16 = 0, latencyMilliseconds: Int = 0,
        clock: SandboxClock = .system, limits: SandboxLimits = .binance, keys: [SandboxKey] = [],
        keepsConnections: Bool = true, listens: Bool = true,
        onRequest: (@Sendable (SeenRequest) -> Void)? = nil,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)? = nil,
        beforeAnswer: (@Sendable (SeenRequest) async -> Void)? = nil
    ) async throws -> SandboxExchange {
        let core = ExchangeCore(
            book: state.book, faults: faults, limits: limits,
            authentication: Authentication(keys: [.hmac(apiKey: sandboxKey, secret: sandboxSecret)] + keys))
        let router = RequestRouter(
            core: core, clock: clock, latency: latencyMilliseconds, onRequest: onRequest,
            beforeMutation: beforeMutation, beforeAnswer: beforeAnswer)
        guard listens else { return SandboxExchange(router: router, server: nil, port: deafPort) }
        let server = try await LoopbackServer.start(
            port: port, keepsConnections: keepsConnections, upgrade: { router.upgrade($0) }
        ) {
            await router.answer($0)
        }
        return SandboxExchange(router: router, server: server, port: server.port)
    }

    package func stop() async {
        isStopped.withLock { $0 = true }
        router.endStreams()
        await server?.stop()
    }

    /// The exchange's time in milliseconds, clock faults included.
    package var now: Int64 { router.now }

    /// Every request answered so far, in the order of the answers.
    package func seenRequests() -> [SeenRequest] { router.core.withLock { $0.seen } }
    package func mutatingRequests() -> [SeenRequest] { seenRequests().filter(\.mutating) }

    /// Moves the mark: conditional orders trigger and resting orders fill. An unknown symbol or no price is ignored.
    package func setMark(_ symbol: String, _ price: String) {
        guard let mark = Amount(price), mark > .zero else { return }
        let now = now
        router.change { $0.book.setMark(symbol, to: mark, now: now) }
    }

    package func add(faults: [Fault]) { router.core.withLock { $0.faults.add(faults) } }
    package func clearFaults() { router.core.withLock { $0.faults.clear() } }

    /// Adds the orders, trades, … of a state to what is there; positions and marks replace.
    package func add(state json: Data) throws(StateProblem) {
        let value = try SandboxState.read(json)
        let clock = StateClock(now: now)
        let result = router.change { core in
            Result { () throws(StateProblem) in
                var book = core.book
                try SandboxState.add(value, to: &book, clock: clock)
                core.book = book
            }
        }
        try result.get()
    }
}

/// The exchange without its network.
extension SandboxExchange {
    /// What comes of a request.
    package enum DirectAnswer: Sendable {
        /// Header names in lower case.
        case answered(status: Int, headers: [String: String], body: String)
        /// The connection was closed without a byte.
        case hungUp
        /// It was stopped: nothing listens any more.
        case refused
    }

    /// Answers a request as if it had come over the network.
    /// - Parameter target: path and query, byte for byte as they were signed.
    package func answer(_ method: String, target: String, apiKey: String?) async -> DirectAnswer {
        guard !isStopped.withLock({ $0 }) else { return .refused }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let request = ReceivedRequest(
            method: method, path: parts[0], rawQuery: parts.count > 1 ? parts[1] : "", body: [], apiKey: apiKey,
            contentType: nil)
        guard let answer = await router.answer(request) else { return .hungUp }
        let headers = answer.headers.map { ($0.name.lowercased(), $0.value) }
        return .answered(
            status: answer.status, headers: Dictionary(headers) { first, _ in first }, body: answer.body)
    }
}

/// The streams, from a test's side.
extension SandboxExchange {
    /// WebSocket connections that are open.
    package var openStreams: Int { router.hub.count }

    /// Lets pings, ends and expiries fall due by the clock, without waiting for the exchange to look at it.
    package func passTime() { router.tick() }

    /// Ends every connection without a close frame.
    package func dropStreams() { router.endStreams() }

    /// A valid listen key, as a bot has it.
    package func makeListenKey() {
        let now = now
        router.change { core in
            core.book.listenKey = (core.book.nextClientId(length: 64), now + ExchangeBook.listenKeyLife)
        }
    }

    /// The listen key is gone, as after a DELETE of its owner; no event tells of it.
    package func closeListenKey() { router.change { $0.book.listenKey = nil } }

    /// The valid listen key expires now; nothing happens without one.
    package func expireListenKey() { router.expireListenKey() }
}
