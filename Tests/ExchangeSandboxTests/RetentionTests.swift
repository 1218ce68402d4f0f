import ExchangeSandbox
import Foundation
import Testing

@Suite struct RetentionTests {
    private let now: Int64 = 1_780_000_000_000

    @Test(arguments: [
        ("CANCELED", "0", "-2d", true), ("CANCELED", "0", "-4d", false), ("EXPIRED", "0", "-4d", false),
        ("CANCELED", "0.004", "-4d", true), ("FILLED", "0.010", "-89d", true), ("FILLED", "0.010", "-91d", false),
        ("NEW", "0", "-100d", true),
    ])
    func `an order is kept three days without fills, ninety days with, and while it is open`(
        status: String, executed: String, age: String, kept: Bool
    ) async throws {
        let state = """
            {"orders":[{"symbol":"BTCUSDT","orderId":77,"price":"59000","origQty":"0.010","status":"\(status)",
            "executedQty":"\(executed)","time":"\(age)"}]}
            """
        try await withExchange(state: state, clock: ManualClock(now).clock) { _, client in
            let order = try await client.signed(.get, "/fapi/v1/order", "symbol=BTCUSDT&orderId=77")
            #expect((order.status == 200) == kept)
            let all = try await client.signed(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT&orderId=77").rows
            #expect(all.isEmpty != kept)
        }
    }

    @Test func `lists reach seven days back by default, ascend, and end at their limit`() async throws {
        let rows = ["-8d", "-6d", "-1h", "-2d"].enumerated().map { index, age in
            """
            {"symbol":"BTCUSDT","orderId":\(index + 1),"id":\(index + 1),"price":"59000","origQty":"0.010",
            "qty":"0.010","status":"FILLED","time":"\(age)"}
            """
        }
        .joined(separator: ",")
        let state = #"{"orders":[\#(rows)],"trades":[\#(rows)]}"#
        try await withExchange(state: state, clock: ManualClock(now).clock) { _, client in
            func ids(_ path: String, _ query: String, _ name: String) async throws -> [Int] {
                try await client.signed(.get, path, "symbol=BTCUSDT" + query).rows.compactMap { $0[name] as? Int }
            }
            for (path, name) in [("/fapi/v1/allOrders", "orderId"), ("/fapi/v1/userTrades", "id")] {
                let recent = try await ids(path, "", name)
                #expect(recent == [2, 4, 3])
                let newest = try await ids(path, "&limit=1", name)
                #expect(newest == [3])
                let from = now - 8 * 86_400_000
                let week = try await ids(path, "&startTime=\(from)&limit=2", name)
                #expect(week == [1, 2])
                let window = try await ids(path, "&startTime=\(from)&endTime=\(from + 1)", name)
                #expect(window == [1])
            }
        }
    }

    @Test func `trades older than three months are gone`() async throws {
        let state = #"{"trades":[{"symbol":"BTCUSDT","id":1,"orderId":1,"price":"1","qty":"1","time":"-95d"}]}"#
        try await withExchange(state: state, clock: ManualClock(now).clock) { _, client in
            let rows = try await client.signed(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT&fromId=1").rows
            #expect(rows.isEmpty)
        }
    }
}
