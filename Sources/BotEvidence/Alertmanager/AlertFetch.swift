import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import TriageCore

/// Asks Alertmanager once which alerts are firing. No redirect is followed, at most 16 MiB are read.
package struct AlertFetch: Sendable {
    private static let largestBody = 16 << 20
    package let address: AlertmanagerAddress
    /// Sent as `Authorization: Bearer`.
    let token: String?
    let timeout: Duration

    package init(_ address: AlertmanagerAddress, token: String?, timeout: Duration = .seconds(10)) {
        self.address = address
        self.token = token
        self.timeout = timeout
    }

    /// What must never be shown or recorded.
    package var secrets: [String] { token.map { [$0] } ?? [] }

    /// The body of a 200.
    package func get() async -> Result<[UInt8], Unavailable> {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        let limit = TimeAmount.seconds(timeout.components.seconds)
        configuration.timeout.connect = limit
        configuration.httpVersion = .http1Only
        // A refused connection is an answer now, not after ten seconds of trying.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result = await withTaskGroup(of: Result<[UInt8], Unavailable>?.self) { group in
            group.addTask { await ask(client, limit) }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        try? await client.shutdown()
        return result ?? failure(.unreachable, "no answer within \(timeout.components.seconds) s")
    }

    private func failure(_ kind: Unavailable.Kind, _ detail: String) -> Result<[UInt8], Unavailable> {
        .failure(Unavailable(kind, source: address.source, detail: detail))
    }

    private func ask(_ client: HTTPClient, _ limit: TimeAmount) async -> Result<[UInt8], Unavailable> {
        var request = HTTPClientRequest(url: address.url)
        request.headers.add(name: "Accept", value: "application/json")
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        do {
            let response = try await client.execute(request, timeout: limit)
            switch response.status.code {
            case 200: break
            case 300..<400:
                return failure(
                    .unusable, "it answered with a redirect (\(response.status.code)), which is not followed")
            case 401, 403:
                return failure(.unusable, "it refused the token or requires one (\(response.status.code))")
            case 429: return failure(.rateLimited(retryAfter: nil), "it answered 429")
            default: return failure(.unusable, "it answered with status \(response.status.code)")
            }
            let body = try await response.body.collect(upTo: Self.largestBody)
            return .success(Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            return failure(.unusable, "its answer is larger than \(Self.largestBody) bytes")
        } catch let error as HTTPClientError where error == .connectTimeout || error == .deadlineExceeded {
            return failure(.unreachable, "no answer within \(timeout.components.seconds) s")
        } catch is HTTPParserError {
            return failure(.unusable, "its answer is not HTTP, or broken off")
        } catch {
            return failure(.unreachable, "no connection, or it ended before the answer did")
        }
    }
}
