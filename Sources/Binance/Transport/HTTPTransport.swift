import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

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
