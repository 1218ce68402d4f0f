import Testing
import TriageCore

@Suite struct PastedTextTests {
    private static let id = "grinder_d_BTCUSDT_3_1772964000_41"

    private static func read(_ text: String) -> PastedText { PastedText(text, identity: Identity()) }

    private static func order(_ id: String, _ symbol: String? = nil, _ mismatch: Mismatch? = nil) -> PastedText {
        .order(ClientOrderID(id), symbol: symbol.flatMap { Symbol($0) }, mismatch: mismatch)
    }

    @Test(arguments: [id, " \(id)\n", "\"\(id)\"", "'\(id)',", "`\(id)`", "“\(id)”.", "(\(id))"])
    func `an id, with what a copy brings along`(_ text: String) {
        #expect(Self.read(text) == Self.order(Self.id))
    }

    @Test(arguments: [
        "BTCUSDT", "btcusdt", "BTC/USDT", "btc-usdt", "BTC/USDT:USDT", "BTCUSDT.P", " BtcUsdt ",
    ])
    func `a symbol, however it is written`(_ text: String) throws {
        #expect(Self.read(text) == .symbol(try #require(Symbol("BTCUSDT")), mismatch: nil))
    }

    @Test(arguments: [("1000pepeusdt", "1000PEPEUSDT"), ("ETHBTC", "ETHBTC"), ("BTCUSDT_260327", "BTCUSDT_260327")])
    func `other contracts`(_ text: String, _ symbol: String) throws {
        #expect(Self.read(text) == .symbol(try #require(Symbol(symbol)), mismatch: nil))
    }

    @Test func `the exchange's number of an order`() {
        #expect(Self.read("8389765612825190229") == .orderNumber(OrderID(8_389_765_612_825_190_229)))
    }

    @Test(arguments: ["web_Kp3vLx9QmTz2RbYc5NfA", "x-15PC4ZJyAB"])
    func `another's id`(_ text: String) { #expect(Self.read(text) == Self.order(text)) }

    @Test(arguments: [
        (
            #"{"message": "RECONCILE_MISMATCH", "mismatch_type": "ORDER_MISSING_ON_EXCHANGE", "symbol": "BTCUSDT", "client_order_id": "\#(id)"}"#,
            order(id, "BTCUSDT", .orderMissing)
        ),
        (
            "[pod/grinder-0/grinder] RECONCILE_MISMATCH mismatch_type=ORDER_STATUS_DIVERGENCE symbol=BTCUSDT client_order_id=web_1",
            order("web_1", "BTCUSDT", .statusDivergence)
        ),
        (
            "httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&newClientOrderId=\(id)&timestamp=1",
            order(id, "BTCUSDT")
        ),
        (
            #"{"mismatch_type": "ORDER_EXISTS_UNEXPECTED", "client_order_id": null, "symbol": "ETHUSDT"}"#,
            .symbol(Symbol("ETHUSDT")!, mismatch: .orderUnexpected)
        ),
        (
            "POSITION_NONZERO_UNEXPECTED on BTCUSDT: observed 0.010",
            .symbol(Symbol("BTCUSDT")!, mismatch: .positionNonzero)
        ),
        ("order \(id) is missing", order(id)),
        ("BTCUSDT is long 300usdt", .symbol(Symbol("BTCUSDT")!, mismatch: nil)),
    ])
    func `a line, by its type, its id and its symbol`(_ text: String, _ read: PastedText) {
        #expect(Self.read(text) == read)
    }

    @Test(arguments: [
        "", "   ", "12:00:00 WARNING grinder.reconcile.engine: RECONCILE_MISMATCH", "ORDER_EXISTS_UNEXPECTED",
    ])
    func `what names nothing`(_ text: String) { #expect(Self.read(text) == .nothing) }

    @Test(arguments: [
        "\(id) and grinder_d_BTCUSDT_4_1772964000_42", "BTCUSDT ETHUSDT", "ethusdt BTCUSDT",
        "btcusdt,ethusdc", "POSITION_NONZERO_UNEXPECTED on btcusdt and ETHUSDT",
        "ORDER_MISSING_ON_EXCHANGE or ORDER_EXISTS_UNEXPECTED \(id)",
    ])
    func `what names several`(_ text: String) {
        guard case .several(let names) = Self.read(text) else {
            Issue.record("\(Self.read(text))")
            return
        }
        #expect(names.count == 2)
    }
}
