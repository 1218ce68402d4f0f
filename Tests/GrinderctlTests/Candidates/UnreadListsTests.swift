import ExchangeSandbox
import Testing

@testable import grinderctl

/// An alert without an id while the exchange answers none of the lists that its candidates are held against.
@Suite struct UnreadListsTests {
    private static let payload =
        #"{"alerts":[{"status":"firing","labels":{"alertname":"ReconcileMismatchDetected","#
        + #""type":"ORDER_MISSING_ON_EXCHANGE"}}]}"#
    private static let placed =
        #"2026-03-08 11:59:00,000 INFO httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&"#
        + #"newClientOrderId=grinder_d_BTCUSDT_7_1772971100_7&timestamp=1772971140000 "HTTP/1.1 503 Unavailable""#
    private static let lists = ["openOrders", "openAlgoOrders", "allOrders", "allAlgoOrders"]

    @Test(arguments: [lists, Array(lists.prefix(1))])
    func `no list answered ends 69, a single one that is missing 2 or more`(_ silent: [String]) async throws {
        let faults = silent.map { "503-unavailable@GET:/fapi/v1/\($0)*99" }
        try await Stage.set(faults: faults) { stage async throws in
            let log = try stage.write(Self.placed + "\n", to: "grinder.log")
            let alert = try stage.write(Self.payload, to: "alert.json")
            let answer = await stage.run(
                ["triage", "alert", alert, "--logs", log, "--since", "2026-03-01T00:00:00Z", "--json"])
            let findings = answer.json["findings"].elements
            #expect(findings.first?["verdict"]["code"].text == "inconclusive", "\(answer.all)")
            #expect(answer.exit == (silent.count == Self.lists.count ? 69 : 2), "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
