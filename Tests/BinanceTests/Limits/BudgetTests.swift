import Testing
import TriageCore

@testable import Binance

/// The ledger at work in the client.
@Suite struct BudgetTests {
    private func budget(_ weight: Int) throws -> WeightBudget { try #require(WeightBudget(perMinute: weight)) }

    @Test func `without room a read is refused and nothing is sent`() async throws {
        try await ClientFixture.working(budget: budget(10)) { _, _ in
            .ok("[]")
        } _: { _, client, exchange in
            #expect(kind(await client.positions(nil).value) == nil)
            #expect(kind(await client.positions(nil).value) == .rateLimited(retryAfter: 40))
            #expect(exchange.requests.count == 2)
            #expect(await client.weight().usedHere == 6)
            #expect(await client.weight().hasRoom(for: 4))
        }
    }

    @Test func `a read that may wait, waits for the next minute and says so`() async throws {
        try await ClientFixture.working(budget: budget(10), policy: .wait) { _, _ in
            .ok("[]")
        } _: { fixture, client, exchange in
            for _ in 0..<3 { #expect(kind(await client.positions(nil).value) == nil) }
            #expect(fixture.waits == [40])
            #expect(fixture.slept == [.seconds(40)])
            #expect(exchange.requests.count == 4)
        }
    }

    @Test func `a read that failed does not wait a minute to be asked again`() async throws {
        try await ClientFixture.working(budget: budget(45), policy: .wait) { _, _ in
            .answer(503, "Service Unavailable.", headers: [])
        } _: { fixture, client, exchange in
            let problem = kind(await client.openOrders(nil).value)
            #expect(problem != nil && problem != .rateLimited(retryAfter: 40))
            #expect(fixture.waits.isEmpty)
            #expect(exchange.requests(to: "/fapi/v1/openOrders").count == 1)
        }
    }

    @Test(arguments: [BudgetPolicy.wait, .refuse])
    func `a read heavier than the budget is refused at once`(policy: BudgetPolicy) async throws {
        try await ClientFixture.working(budget: budget(39), policy: policy) { _, _ in
            .ok("[]")
        } _: { fixture, client, exchange in
            #expect(kind(await client.openOrders(nil).value) == .rateLimited(retryAfter: nil))
            #expect(fixture.waits.isEmpty)
            #expect(exchange.requests(to: "/fapi/v1/openOrders").isEmpty)
        }
    }

    @Test func `the use of others is read from the header, whatever its case`() async throws {
        try await ClientFixture.working(policy: .refuse) { _, _ in
            .answer(200, "[]", headers: ["X-Mbx-Used-Weight-1M: 2398"])
        } _: { _, client, exchange in
            #expect(kind(await client.openOrders(ClientFixture.btc).value) == nil)
            #expect(await client.weight().usedByAll == 2398)
            #expect(kind(await client.positions(nil).value) == .rateLimited(retryAfter: 40))
            #expect(exchange.requests(to: "/fapi/v3/positionRisk").isEmpty)
        }
    }

    @Test(arguments: [418, 429])
    func `after a ban nobody speaks until it is over`(status: Int) async throws {
        try await ClientFixture.working(policy: .wait) { _, _ in
            .answer(status, #"{"code":-1003,"msg":"Too many requests"}"#, headers: ["retry-after: 17"])
        } _: { fixture, client, exchange in
            #expect(kind(await client.openOrders(ClientFixture.btc).value) == .rateLimited(retryAfter: 17))
            #expect(kind(await client.markPrice(ClientFixture.btc).value) == .rateLimited(retryAfter: 17))
            let write = await client.perform(
                .cancelOrder(symbol: ClientFixture.btc, orderID: OrderID(1), clientOrderID: ClientOrderID("c")))
            #expect(refusal(write.outcome)?.kind == .rateLimited(retryAfter: 17))
            #expect(write.requests.isEmpty)
            #expect(exchange.requests.count == 2 && fixture.waits.isEmpty)
        }
    }
}
