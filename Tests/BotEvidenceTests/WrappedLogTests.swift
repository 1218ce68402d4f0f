import BotEvidence
import Testing
import TriageCore

/// One line of grinder's log as the usual transports show it.
@Suite struct WrappedLogTests {
    static let signature = "0eb61600e6e1707f155a97b52f47ac04375dae4eab4a0a2b3709c272877f8c68"
    static let request =
        "httpx: HTTP Request: POST http://127.0.0.1:37965/fapi/v1/order?symbol=BTCUSDT&side=BUY&price=67183.1"
        + "&newClientOrderId=grinder_d_BTCUSDT_1_1772971200_1&timestamp=1772971200000&recvWindow=5000"
        + "&signature=\(signature)"

    @Test(arguments: [
        "12:00:00 INFO     REQUEST \"HTTP/1.1 200 OK\"",
        "grinder  | 12:00:00 INFO     REQUEST \"HTTP/1.1 200 OK\"",
        "2026-03-08T12:00:00.000000000Z 12:00:00 INFO     REQUEST \"HTTP/1.1 200 OK\"",
        "Mar 08 12:00:00 trader01 grinder[4242]: 12:00:00 INFO     REQUEST \"HTTP/1.1 200 OK\"",
        #"{"log": "12:00:00 INFO     REQUEST \"HTTP/1.1 200 OK\"\n", "stream": "stderr", "time": "2026-03-08"}"#,
        #"{"log": "{\"levelname\": \"INFO\", \"message\": \"REQUEST \\\"HTTP/1.1 200 OK\\\"\"}\n"}"#,
    ])
    func `the line is found and redacted, however it is wrapped`(wrapping: String) async throws {
        let line = wrapping.replacing("REQUEST", with: Self.request)
        let found = await NamingLines(of: NamedIDsTests.id, in: [.pasted(line)])
        let other = await NamingLines(of: ClientOrderID("grinder_d_BTCUSDT_1_1772971200_12"), in: [.pasted(line)])
        let shown = try #require(found.lines.first?.text)
        #expect(other.lines.isEmpty)
        #expect(!shown.contains(Self.signature))
        #expect(!shown.contains("timestamp=1772971200000"))
        #expect(
            shown.contains("newClientOrderId=grinder_d_BTCUSDT_1_1772971200_1&timestamp=<redacted>&recvWindow=5000"))
        #expect(shown.contains("HTTP/1.1 200 OK"))
    }
}
