import Synchronization
import Testing
import TriageCore

@testable import Binance

/// A client at a scripted exchange, with a clock that moves only when somebody sleeps.
final class ClientFixture: Sendable {
    static let key = "not-a-real-key"
    static let secret = "not-a-real-secret"
    /// 2026-03-08T12:00:20.000Z, 40 s before the next minute.
    static let start: Int64 = 1_772_971_220_000
    // swift-format-ignore: NeverForceUnwrap
    static let btc = Symbol("BTCUSDT")!

    private struct State {
        var now = ClientFixture.start
        var slept: [Duration] = []
        var shown: [OutgoingRequest] = []
        var waits: [Int] = []
    }

    private let state = Mutex(State())

    var now: Int64 { state.withLock { $0.now } }
    var slept: [Duration] { state.withLock { $0.slept } }
    var shown: [OutgoingRequest] { state.withLock { $0.shown } }
    var waits: [Int] { state.withLock { $0.waits } }

    /// A busy machine is no silent exchange.
    static let patience = Timeouts(connectMilliseconds: 900_000, requestMilliseconds: 900_000)

    func client(
        _ url: String, credentials: Credentials? = Credentials(apiKey: key, secret: secret),
        budget: WeightBudget = .standard, policy: BudgetPolicy = .refuse, timeouts: Timeouts = ClientFixture.patience,
        onRequest: @escaping @Sendable (OutgoingRequest) -> Void = { _ in }
    ) throws -> BinanceClient {
        BinanceClient(
            baseURL: try HostRule.rest(url, environment: .sandbox).get(), credentials: credentials, budget: budget,
            policy: policy, now: { self.now }, sleep: { self.sleep($0) }, timeouts: timeouts,
            onRequest: { request in
                self.state.withLock { $0.shown.append(request) }
                onRequest(request)
            },
            onWait: { seconds in self.state.withLock { $0.waits.append(seconds) } })
    }

    func sleep(_ duration: Duration) {
        state.withLock {
            $0.slept.append(duration)
            $0.now += duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        }
    }

    /// Runs `body` with a client of an exchange that tells the time and answers everything else from `script`.
    static func working(
        budget: WeightBudget = .standard, policy: BudgetPolicy = .refuse, timeouts: Timeouts = ClientFixture.patience,
        credentials: Credentials? = Credentials(apiKey: key, secret: secret), offset: Int64 = 0,
        _ script: @escaping @Sendable (ScriptedExchange.Request, [ScriptedExchange.Request]) -> ScriptedExchange.Reply,
        _ body: (ClientFixture, BinanceClient, ScriptedExchange) async throws -> Void
    ) async throws {
        let fixture = ClientFixture()
        let reply = { @Sendable (request: ScriptedExchange.Request, earlier: [ScriptedExchange.Request]) in
            request.path == "/fapi/v1/time"
                ? .ok(#"{"serverTime":\#(fixture.now + offset)}"#) : script(request, earlier)
        }
        try await ScriptedExchange.serving(reply) { exchange, url in
            let client = try fixture.client(
                url, credentials: credentials, budget: budget, policy: policy, timeouts: timeouts)
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(fixture, client, exchange))
            } catch {
                result = .failure(error)
            }
            await client.shutdown()
            try result.get()
        }
    }
}

/// `GET /fapi/v1/order`, trimmed to what is read.
func orderJSON(
    symbol: String = "BTCUSDT", id: String = "851230066701", client: String = "grinder_d_BTCUSDT_1_1772971200_1",
    status: String = "NEW", executed: String = "0"
) -> String {
    """
    {"avgPrice":"0.00000","clientOrderId":"\(client)","cumQuote":"0","executedQty":"\(executed)","orderId":\(id),\
    "origQty":"0.004","origType":"LIMIT","price":"61234.50","reduceOnly":false,"side":"BUY","positionSide":"BOTH",\
    "status":"\(status)","stopPrice":"0","closePosition":false,"symbol":"\(symbol)","time":1780000000000,\
    "timeInForce":"GTC","type":"LIMIT","updateTime":1780000000000,"goodTillDate":0}
    """
}
