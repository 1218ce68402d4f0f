import AsyncHTTPClient
import Crypto
import ExchangeSandbox
import Foundation
import NIOCore
import NIOHTTP1

/// What came back, undecoded but for JSON.
struct WireAnswer {
    let status: Int
    let headers: HTTPHeaders
    let text: String

    var json: Any? { try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) }
    var object: [String: Any] { json as? [String: Any] ?? [:] }
    var rows: [[String: Any]] { json as? [[String: Any]] ?? [] }
    var code: Int? { object["code"] as? Int }
    var message: String { object["msg"] as? String ?? "" }

    func header(_ name: String) -> String? { headers.first(name: name) }
    func text(_ name: String) -> String? { object[name] as? String }
    func integer(_ name: String) -> Int64? { (object[name] as? NSNumber)?.int64Value }
}

enum Verb: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
}

/// A client of its own: it builds and signs requests by hand and knows nothing of the sandbox's code.
struct WireClient {
    let exchange: SandboxExchange
    let now: @Sendable () -> Int64

    func signed(_ method: Verb, _ path: String, _ query: String = "") async throws -> WireAnswer {
        let payload = [query, "timestamp=\(now())"].filter { !$0.isEmpty }.joined(separator: "&")
        return try await send(method, path + "?" + payload + "&signature=" + sign(payload))
    }

    func sign(_ payload: String) -> String {
        let key = SymmetricKey(data: Data(exchange.apiSecret.utf8))
        return HMAC<SHA256>.authenticationCode(for: Data(payload.utf8), using: key)
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// `key`: nil sends the right one, an empty one none.
    func send(
        _ method: Verb, _ target: String, body: String? = nil, key: String? = nil,
        contentType: String = "application/x-www-form-urlencoded"
    ) async throws -> WireAnswer {
        var request = HTTPClientRequest(url: exchange.baseURL + target)
        request.method = HTTPMethod(rawValue: method.rawValue)
        if key != "" { request.headers.add(name: "X-MBX-APIKEY", value: key ?? exchange.apiKey) }
        if let body {
            request.headers.add(name: "Content-Type", value: contentType)
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(900))
        let bytes = try await response.body.collect(upTo: 1 << 22)
        return WireAnswer(
            status: Int(response.status.code), headers: response.headers, text: String(buffer: bytes))
    }
}

/// Runs a body against a fresh exchange and stops it afterwards. Its clock stands still unless a test moves it: no request is
/// late because a busy machine took its time between signing and reading.
func withExchange<Result>(
    state: String? = nil, faults: [String] = [], clock: SandboxClock = ManualClock(1_780_000_000_000).clock,
    limits: SandboxLimits = .binance,
    _ body: (SandboxExchange, WireClient) async throws -> Result
) async throws -> Result {
    let now = clock.now
    let start = try state.map { try SandboxState(json: Data($0.utf8), now: now()) } ?? .empty
    let exchange = try await SandboxExchange.start(
        state: start, faults: try faults.map { try Fault(spec: $0) }, clock: clock, limits: limits)
    do {
        let result = try await body(exchange, WireClient(exchange: exchange, now: now))
        await exchange.stop()
        return result
    } catch {
        await exchange.stop()
        throw error
    }
}

func fetch(_ url: String) async throws -> WireAnswer {
    let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(900))
    let bytes = try await response.body.collect(upTo: 1 << 22)
    return WireAnswer(status: Int(response.status.code), headers: response.headers, text: String(buffer: bytes))
}
