import ExchangeSandbox
import Foundation
import Synchronization
import Testing

@Suite struct FaultTests {
    private let cancel = "symbol=BTCUSDT&orderId=77"

    @Test(arguments: [
        ("503-unknown", 503, "Unknown error, please check your request or try again later.", "NEW"),
        ("503-unknown-applied", 503, "Unknown error, please check your request or try again later.", "CANCELED"),
        ("503-throttled", 503, "-1008", "NEW"), ("503-internal", 503, "-1001", "NEW"),
        ("503-unavailable", 503, "Service Unavailable.", "NEW"),
        ("-1007", 408, "-1007", "NEW"), ("-1007-applied", 408, "-1007", "CANCELED"), ("-1021", 400, "-1021", "NEW"),
        ("429", 429, "Too many requests", "NEW"), ("418", 418, "banned until", "NEW"), ("html", 503, "<html>", "NEW"),
    ])
    func `an injected answer hides or does not hide what happened`(
        name: String, status: Int, words: String, left: String
    ) async throws {
        try await withExchange(state: Seed.oneOrder, faults: [name + "@DELETE:/fapi/v1/order*1"]) { _, client in
            let answer = try await client.signed(.delete, "/fapi/v1/order", cancel)
            #expect(answer.status == status)
            #expect(answer.text.contains(words))
            if status == 429 || status == 418 {
                #expect(answer.header("Retry-After").map { Int($0) ?? 0 } ?? 0 > 0)
            }
            let order = try await client.signed(.get, "/fapi/v1/order", cancel)
            #expect(order.text("status") == left)
            if left == "NEW" {
                let second = try await client.signed(.delete, "/fapi/v1/order", cancel)
                #expect(second.status == 200)
            }
        }
    }

    @Test(arguments: [("drop-before", "NEW"), ("drop-after", "CANCELED")])
    func `a dropped connection leaves no byte`(name: String, left: String) async throws {
        try await withExchange(state: Seed.oneOrder, faults: [name + "@DELETE:/fapi/v1/order"]) { exchange, client in
            await #expect(throws: (any Error).self) { try await client.signed(.delete, "/fapi/v1/order", cancel) }
            #expect(exchange.mutatingRequests().map(\.status) == [0])
            let order = try await client.signed(.get, "/fapi/v1/order", cancel)
            #expect(order.text("status") == left)
        }
    }

    @Test func `the order may be filled just before the cancel`() async throws {
        try await withExchange(state: Seed.oneOrder, faults: ["fill-before-cancel"]) { _, client in
            let answer = try await client.signed(.delete, "/fapi/v1/order", cancel)
            #expect(answer.code == -2011)
            let order = try await client.signed(.get, "/fapi/v1/order", cancel)
            #expect(order.text("status") == "FILLED")
            let position = try await client.signed(.get, "/fapi/v3/positionRisk").rows
            #expect(position.map { $0["positionAmt"] as? String } == ["0.010"])
        }
    }

    @Test func `the order may be filled in part just before the cancel`() async throws {
        try await withExchange(state: Seed.oneOrder, faults: ["partial-fill-before-cancel"]) { _, client in
            let answer = try await client.signed(.delete, "/fapi/v1/order", cancel)
            #expect(answer.text("status") == "CANCELED")
            #expect(answer.text("executedQty") == "0.005")
        }
    }

    @Test(arguments: [("fill-between-reads", 1), ("fill-between-reads+3", 3)])
    func `a live order may be filled after it was read`(spec: String, reads: Int) async throws {
        try await withExchange(state: Seed.oneOrder, faults: [spec]) { _, client in
            for _ in 0..<reads {
                let order = try await client.signed(.get, "/fapi/v1/order", cancel)
                #expect(order.text("status") == "NEW")
            }
            let order = try await client.signed(.get, "/fapi/v1/order", cancel)
            #expect(order.text("status") == "FILLED")
        }
    }

    @Test func `an order may end and another take its client order id, once`() async throws {
        try await withExchange(state: Seed.oneOrder, faults: ["reuse-id"]) { _, client in
            let open = try await client.signed(.get, "/fapi/v1/openOrders", "symbol=BTCUSDT").rows
            let again = try await client.signed(.get, "/fapi/v1/openOrders", "symbol=BTCUSDT").rows
            let all = try await client.signed(.get, "/fapi/v1/allOrders", "symbol=BTCUSDT").rows
            #expect(open.count == 1 && all.compactMap { $0["status"] as? String } == ["CANCELED", "NEW"])
            #expect(Set(all.compactMap { $0["clientOrderId"] as? String }).count == 1)
            #expect(open.first?["orderId"] as? Int64 == all.last?["orderId"] as? Int64)
            #expect(again.first?["orderId"] as? Int64 == open.first?["orderId"] as? Int64)
        }
    }

    @Test(
        arguments: [("clock+1500", -1021), ("clock-1500", -1021), ("clock-900", nil), ("clock+4000", nil)]
            as [(String, Int?)])
    func `the exchange's clock may be off`(spec: String, code: Int?) async throws {
        let clock = ManualClock(1_780_000_000_000)
        try await withExchange(faults: [spec], clock: clock.clock) { exchange, client in
            let ahead = spec == "clock+1500"
            let answer = try await client.signed(
                .get, "/fapi/v1/openOrders", ahead ? "recvWindow=1000" : "recvWindow=5000")
            #expect(answer.code == code)
            let time = try await client.send(.get, "/fapi/v1/time")
            #expect(time.integer("serverTime") == exchange.now)
            #expect(exchange.now != clock.now)
        }
    }

    @Test func `without a target a fault befalls signed requests only, and N times`() async throws {
        try await withExchange(faults: ["503-internal*2"]) { _, client in
            let open = try await client.send(.get, "/fapi/v1/premiumIndex?symbol=BTCUSDT")
            #expect(open.status == 200)
            var statuses: [Int] = []
            for _ in 0..<3 { statuses.append(try await client.signed(.get, "/fapi/v1/openOrders").status) }
            #expect(statuses == [503, 503, 200])
        }
    }

    @Test func `faults can be added and cleared while it runs`() async throws {
        try await withExchange { exchange, client in
            exchange.add(faults: [try Fault(spec: "html@GET:/fapi/v1/openOrders")])
            let broken = try await client.signed(.get, "/fapi/v1/openOrders")
            exchange.clearFaults()
            let whole = try await client.signed(.get, "/fapi/v1/openOrders")
            #expect(broken.header("Content-Type") == "text/html")
            #expect(whole.text == "[]")
        }
    }

    @Test(arguments: [
        ("drop-befor", "did you mean drop-before"), ("503", "no such fault"), ("html@GET", "METHOD:/path"),
        ("html@FETCH:/fapi/v1/order", "not one of GET POST PUT DELETE"), ("html*0", "number from 1"),
        ("html*x", "number from 1"),
        ("html@GET:/fapi/v1/nothing", "has no GET /fapi/v1/nothing"), ("clock+", "no such fault"),
        ("latency-5", "no such fault"),
        ("clock+5@GET:/fapi/v1/order", "no @"), ("", "no such fault"),
    ])
    func `a malformed fault says what is wrong with it`(spec: String, words: String) {
        #expect {
            try Fault(spec: spec)
        } throws: { error in
            error is FaultSpecProblem && "\(error)".contains(words)
        }
    }

    @Test func `a mutating request is announced before it is applied and reported afterwards`() async throws {
        let told = Mutex<[String]>([])
        let clock = ManualClock(1_780_000_000_000)
        let state = try SandboxState(json: Data(Seed.oneOrder.utf8), now: clock.now)
        let exchange = try await SandboxExchange.start(
            state: state, clock: clock.clock,
            onRequest: { seen in told.withLock { $0.append("done \(seen.method) \(seen.status)") } },
            beforeMutation: { seen in
                told.withLock { $0.append("about \(seen.method) \(seen.parameters["orderId"] ?? "")") }
            })
        let client = WireClient(exchange: exchange, now: { clock.now })
        _ = try await client.signed(.get, "/fapi/v1/openOrders")
        _ = try await client.signed(.delete, "/fapi/v1/order", cancel)
        await exchange.stop()
        #expect(told.withLock { $0 } == ["done GET 200", "about DELETE 77", "done DELETE 200"])
        let seen = exchange.seenRequests()
        #expect(seen.map(\.mutating) == [false, true])
        #expect(seen.allSatisfy { $0.parameters["signature"] == nil && $0.parameters["timestamp"] != nil })
    }
}
