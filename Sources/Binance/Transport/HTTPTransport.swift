import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Takes one request to the exchange, once, and brings back what became of it: HTTP, unless a test stands in for it.
package protocol ExchangeTransport: Sendable {
    func send(_ request: WireRequest) async -> Result<HTTPAnswer, TransportFailure>
    /// Nothing is sent afterwards.
    func shutdown() async
}

/// A request in its final form, signature included. It holds what must never be shown: it is never printed.
package struct WireRequest: Sendable {
    package let method: String
    /// Sent byte for byte as it stands here.
    package let url: String
    package let headers: [(name: String, value: String)]
    /// Whether giving up on the task gives up on the request. A write is seen through to its answer.
    package let isCancellable: Bool
}

/// A request as it leaves, for showing: without its signature and without the key.
package struct OutgoingRequest: Sendable, Hashable {
    package let method: String
    /// Without a query: `https://fapi.binance.com/fapi/v1/order`.
    package let address: String
    /// Percent-encoded, without `recvWindow`, `timestamp` and `signature`.
    package let parameters: String
    /// As signed: with `recvWindow` and `timestamp`.
    package let query: String
    package let isSigned: Bool
    /// The API key goes along in a header.
    package let namesKey: Bool
    /// How far the exchange's clock is ahead of the local one.
    package let offsetMilliseconds: Int64

    package init(
        method: String, address: String, parameters: String, query: String, isSigned: Bool, namesKey: Bool,
        offsetMilliseconds: Int64
    ) {
        self.method = method
        self.address = address
        self.parameters = parameters
        self.query = query
        self.isSigned = isSigned
        self.namesKey = namesKey
        self.offsetMilliseconds = offsetMilliseconds
    }

    /// The query included.
    package var url: String { query.isEmpty ? address : "\(address)?\(query)" }
}

/// An HTTP answer, read to its end.
package struct HTTPAnswer: Sendable, Hashable {
    package let status: Int
    /// Names in lower case: HTTP header names have no case.
    package let headers: [String: String]
    package let body: [UInt8]

    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// `X-MBX-USED-WEIGHT-1M`: what this IP has used in the exchange's running minute.
    var usedWeight: Int? {
        headers["x-mbx-used-weight-1m"].flatMap { Int($0) }.flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }
}

/// Why a request has no HTTP answer.
package struct TransportFailure: Error, Sendable, Hashable {
    package enum Reach: Sendable, Hashable {
        /// No connection: not one byte of the request left.
        case notSent
        /// The request had begun, or that cannot be told any more.
        case perhapsSent
    }
    package let reach: Reach
    /// For the operator; without URL, query or header.
    package let reason: String

    package init(_ reach: Reach, _ reason: String) {
        self.reach = reach
        self.reason = reason
    }
}

/// How long to wait for the exchange.
package struct Timeouts: Sendable, Hashable {
    package let connectMilliseconds: Int64
    /// From the first step to the last byte of the answer.
    package let requestMilliseconds: Int64

    package init(connectMilliseconds: Int64 = 5_000, requestMilliseconds: Int64 = 10_000) {
        self.connectMilliseconds = connectMilliseconds
        self.requestMilliseconds = requestMilliseconds
    }
}

/// HTTP to one host: no redirects, no retries, no proxy; connections are kept and reused.
struct HTTPTransport: ExchangeTransport {
    /// `exchangeInfo` is some megabytes.
    static let largestBody = 32 * 1024 * 1024

    private let client: HTTPClient
    private let timeouts: Timeouts
    private let bodyLimit: Int

    init(timeouts: Timeouts, bodyLimit: Int = largestBody) {
        self.timeouts = timeouts
        self.bodyLimit = bodyLimit
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(timeouts.connectMilliseconds)),
            decompression: .disabled)
        // Otherwise a refused connection is tried again until the deadline and looks like one.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func send(_ request: WireRequest) async -> Result<HTTPAnswer, TransportFailure> {
        let collector = AnswerCollector(bodyLimit: bodyLimit)
        do {
            let wire = try HTTPClient.Request(
                url: request.url, method: HTTPMethod(rawValue: request.method),
                headers: HTTPHeaders(request.headers.map { ($0.name, $0.value) }))
            let task = client.execute(
                request: wire, delegate: collector, deadline: .now() + .milliseconds(timeouts.requestMilliseconds))
            let answer = try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                if request.isCancellable { task.cancel() }
            }
            return .success(answer)
        } catch {
            return .failure(failure(error, requestBegan: collector.requestBegan))
        }
    }

    func shutdown() async {
        // Fails only when it was shut down before.
        try? await client.shutdown()
    }

    /// The request surely did not leave when its head was never written. A deadline or a cancellation races with that
    /// writing, so after one nothing is sure.
    private func failure(_ error: any Error, requestBegan: Bool) -> TransportFailure {
        switch error as? HTTPClientError {
        case .deadlineExceeded?:
            return TransportFailure(.perhapsSent, "no answer within \(timeouts.requestMilliseconds) ms")
        case .cancelled?:
            return TransportFailure(.perhapsSent, "interrupted before the answer came")
        case .connectTimeout?:
            return TransportFailure(.notSent, "no connection within \(timeouts.connectMilliseconds) ms")
        default:
            break
        }
        if error is AnswerCollector.BodyTooLarge {
            return TransportFailure(.perhapsSent, "the answer is larger than \(bodyLimit) bytes")
        }
        guard requestBegan else { return TransportFailure(.notSent, "no connection: \(Self.cause(of: error))") }
        return TransportFailure(.perhapsSent, "the connection broke before the answer was complete")
    }

    private static func cause(of error: any Error) -> String {
        if let error = error as? NIOConnectionError {
            if error.dnsAError != nil || error.dnsAAAAError != nil, error.connectionErrors.isEmpty {
                return "\(error.host) has no address"
            }
            let causes = error.connectionErrors.map { cause(of: $0.error) }
            return causes.first ?? "\(error.host):\(error.port) does not answer"
        }
        if let error = error as? IOError {
            return error.errnoCode == ECONNREFUSED ? "refused" : "system error \(error.errnoCode)"
        }
        // The type alone: an error may hold the request, and so the key.
        return String(describing: type(of: error))
    }
}

/// Collects one answer and remembers whether its request's head was handed to the socket.
final class AnswerCollector: HTTPClientResponseDelegate {
    struct BodyTooLarge: Error {}

    private struct State {
        var requestBegan = false
        var head: HTTPResponseHead?
        var body: [UInt8] = []
    }

    private let state = Mutex(State())
    private let bodyLimit: Int

    init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

    var requestBegan: Bool { state.withLock { $0.requestBegan } }

    func didSendRequestHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPRequestHead) {
        state.withLock { $0.requestBegan = true }
    }

    func didReceiveHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock { $0.head = head }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<HTTPAnswer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let fits = state.withLock { state in
            guard state.body.count + buffer.readableBytes <= bodyLimit else { return false }
            state.body.append(contentsOf: buffer.readableBytesView)
            return true
        }
        return fits
            ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(BodyTooLarge())
    }

    func didFinishRequest(task: HTTPClient.Task<HTTPAnswer>) throws -> HTTPAnswer {
        try state.withLock { state in
            guard let head = state.head else { throw HTTPClientError.remoteConnectionClosed }
            let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
            return HTTPAnswer(
                status: Int(head.status.code), headers: Dictionary(headers) { first, _ in first }, body: state.body)
        }
    }
}
