import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import TriageCore

/// What an instance's page answered.
package struct PageAnswer: Sendable, Hashable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Reads an instance's pages: HTTP, unless a test stands in for it.
package protocol PageReading: Sendable {
    /// An answer of any status but a redirect.
    func get(_ page: InstancePage) async -> Result<PageAnswer, Unavailable>
    /// To be called once, after the last ``get(_:)``.
    func close() async
}

/// Plain GETs of an instance's pages: no redirect is followed, no header of ours but the authorization of a server that
/// has one, at most 1 MiB.
package struct PageFetch: PageReading {
    private let largestBody: Int
    private let client: HTTPClient
    private let timeout: Duration
    private let authorization: Authorization?

    /// - Parameters:
    ///   - timeout: for a connection, and for the whole of an answer.
    ///   - largest: bytes of an answer.
    ///   - authorization: sent with each request; every page is of the one server it is for.
    package init(timeout: Duration, largest: Int = 1 << 20, authorization: Authorization? = nil) {
        largestBody = largest
        self.authorization = authorization
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .nanoseconds(timeout.nanoseconds)
        configuration.httpVersion = .http1Only
        // A refused connection is an answer now, not after ten seconds of trying.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.timeout = timeout
    }

    package func close() async {
        // Only connections still in use make it fail, and there are none.
        try? await client.shutdown()
    }

    /// An answer of any status but a redirect; the whole of it within the timeout.
    package func get(_ page: InstancePage) async -> Result<PageAnswer, Unavailable> {
        let answer = await withTaskGroup(of: Result<PageAnswer, Unavailable>?.self) { group in
            group.addTask { await request(page) }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return nil
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? nil
        }
        let late = Unavailable(.unreachable, source: Self.source(page), detail: "no answer within \(timeout)")
        return answer ?? .failure(late)
    }

    private func request(_ page: InstancePage) async -> Result<PageAnswer, Unavailable> {
        func failure(_ kind: Unavailable.Kind, _ detail: String) -> Result<PageAnswer, Unavailable> {
            .failure(Unavailable(kind, source: Self.source(page), detail: detail))
        }
        do {
            var request = HTTPClientRequest(url: page.url)
            if let authorization { request.headers.add(name: "Authorization", value: authorization.header) }
            let response = try await client.execute(request, timeout: .nanoseconds(timeout.nanoseconds))
            let status = Int(response.status.code)
            guard !(300..<400).contains(status) else {
                return failure(.unusable, "it answered with a redirect (\(status)), which is not followed")
            }
            let body = try await response.body.collect(upTo: largestBody)
            return .success(PageAnswer(status: status, body: Array(body.readableBytesView)))
        } catch is NIOTooManyBytesError {
            return failure(.unusable, "its answer is larger than \(largestBody) bytes")
        } catch let error as HTTPClientError where error == .connectTimeout || error == .deadlineExceeded {
            return failure(.unreachable, "no answer within \(timeout)")
        } catch is HTTPParserError {
            return failure(.unusable, "its answer is not HTTP, or broken off")
        } catch {
            return failure(.unreachable, "no connection, or it ended before the answer did")
        }
    }

    private static func source(_ page: InstancePage) -> String { page.source }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
