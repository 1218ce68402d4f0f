import NIOCore
import NIOPosix
import Testing

@testable import Binance

@Suite struct HTTPTransportTests {
    private func send(
        _ url: String, method: String = "GET", isCancellable: Bool = false, timeouts: Timeouts = ClientFixture.patience,
        bodyLimit: Int = HTTPTransport.largestBody
    ) async -> Result<HTTPAnswer, TransportFailure> {
        let transport = HTTPTransport(timeouts: timeouts, bodyLimit: bodyLimit)
        let result = await transport.send(
            .init(method: method, url: url, headers: [], isCancellable: isCancellable))
        await transport.shutdown()
        return result
    }

    private func failure(_ result: Result<HTTPAnswer, TransportFailure>) -> TransportFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    /// A port whose server closes each connection as soon as it is made.
    private func withClosingServer(_ body: (Int) async throws -> Void) async throws {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { $0.close() }
            .bind(host: "127.0.0.1", port: 0).get()
        try await body(try #require(listener.localAddress?.port))
        try await listener.close()
    }

    @Test func `a failed TLS handshake was surely not sent`() async throws {
        try await withClosingServer { port in
            let result = await send("https://127.0.0.1:\(port)/fapi/v1/order?a=1", method: "DELETE")
            #expect(failure(result)?.reach == .notSent)
        }
    }

    @Test func `a certificate nobody vouches for, or none, was surely not sent`() async throws {
        // A plain HTTP server does not answer a TLS hello: the connection is never made.
        try await ScriptedExchange.serving { _, _ in
            .ok("{}")
        } _: { exchange, url in
            let secure = url.replacing("http://", with: "https://")
            let result = await send(secure, method: "DELETE", timeouts: Timeouts(connectMilliseconds: 150))
            #expect(failure(result)?.reach == .notSent)
            #expect(exchange.requests.isEmpty)
        }
    }

    @Test func `an answer larger than the limit is none`() async throws {
        try await ScriptedExchange.serving { request, _ in
            .ok(String(repeating: "x", count: request.path == "/small" ? 1_000 : 1_001))
        } _: { _, url in
            let small = try await send("\(url)/small", bodyLimit: 1_000).get()
            #expect(small.body.count == 1_000)
            let result = await send("\(url)/large", bodyLimit: 1_000)
            #expect(failure(result) == TransportFailure(.perhapsSent, "the answer is larger than 1000 bytes"))
        }
    }

    @Test func `query bytes are sent as they stand, header names have no case`() async throws {
        let target = "/p?a=%2B%2F%3D%20~-._&b=%E6%B5%8B&c=%27%22%5B%5D&d="
        try await ScriptedExchange.serving { _, _ in
            .answer(200, "{}", headers: ["X-MBX-USED-WEIGHT-1M: 7"])
        } _: { exchange, url in
            let answer = try await send("\(url)\(target)").get()
            #expect(answer.usedWeight == 7)
            #expect(exchange.requests.map(\.target) == [target])
        }
    }

    @Test(arguments: ["-1", "99999999999999999999", "9223372036854775807", "many", ""])
    func `a used weight that is none is not counted`(text: String) {
        #expect(HTTPAnswer(status: 200, headers: ["x-mbx-used-weight-1m": text], body: []).usedWeight == nil)
    }

    @Test func `a read is given up with its task, perhaps sent`() async throws {
        try await ScriptedExchange.serving { _, _ in
            .silence
        } _: { _, url in
            let task = Task { await send(url, isCancellable: true) }
            task.cancel()
            #expect(failure(await task.value)?.reach == .perhapsSent)
        }
    }
}
