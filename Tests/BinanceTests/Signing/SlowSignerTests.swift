import Synchronization
import Testing
import TriageCore

@testable import Binance

/// A person may be asked for each signature and be slow, or say no.
@Suite struct SlowSignerTests {
    @Test func `a signature that took too long is made anew with a new time, and only the last one is sent`()
        async throws
    {
        try await ask(taking: [4_000, 100]) { answer, signed, sent in
            let positions = try answer.get()
            #expect(positions.isEmpty)
            #expect(signed.count == 2 && signed.first != signed.last)
            #expect(sent.count == 1)
            #expect(sent.first?.query.hasPrefix((signed.last ?? "?") + "&signature=c2lnbmVk%2B%2F%3D") == true)
        }
    }

    @Test func `three slow signatures end it, and nothing was sent`() async throws {
        try await ask(taking: [4_000, 4_000, 4_000, 0]) { answer, signed, sent in
            let problem = try #require(throws: Unavailable.self) { try answer.get() }
            #expect(problem.kind == .credentialsRefused)
            #expect(problem.detail.contains("2.5 s"))
            #expect(signed.count == 3)
            #expect(sent.isEmpty)
        }
    }

    /// Whoever settles its intent by reading takes the request for spent ten seconds later.
    @Test(arguments: [0, 4_499, 4_501, 60_000] as [Int64])
    func `a mutating request is signed soon after its intent, or never`(_ late: Int64) async throws {
        let signer = SlowSigner([0, 0])
        try await ClientFixture.working(
            credentials: Credentials(apiKey: ClientFixture.key, signer: signer),
            { _, _ in .error(-2011, "Unknown order sent.") },
            { fixture, client, exchange in
                signer.watch(fixture)
                let deadline = fixture.now + BinanceClient.signingWindow
                fixture.sleep(.milliseconds(late))
                let cancel = MutatingRequest.cancelOrder(
                    symbol: ClientFixture.btc, orderID: OrderID(7),
                    clientOrderID: ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1"))
                let answer = await client.perform(cancel, signBefore: deadline)
                let sent = exchange.requests(to: "/fapi/v1/order").count
                #expect(sent == (late <= BinanceClient.signingWindow ? 1 : 0))
                if sent == 0, case .notExecuted(let refusal) = answer.outcome {
                    #expect(refusal.message.contains("within 4.5 s of its intent"))
                } else {
                    #expect(sent == 1)
                }
            })
    }

    @Test func `a refusal to sign is told in its own words, and nothing was sent`() async throws {
        try await ask(taking: [nil]) { answer, _, sent in
            let problem = try #require(throws: Unavailable.self) { try answer.get() }
            #expect(problem.kind == .credentialsRefused)
            #expect(problem.detail == "the agent said no")
            #expect(sent.isEmpty)
        }
    }

    /// - Parameter delays: the milliseconds each signature takes; `nil` refuses.
    private func ask(
        taking delays: [Int64?],
        _ judge: (Result<[Position], Unavailable>, [String], [ScriptedExchange.Request]) throws -> Void
    ) async throws {
        let signer = SlowSigner(delays)
        try await ClientFixture.working(
            credentials: Credentials(apiKey: ClientFixture.key, signer: signer), { _, _ in .ok("[]") },
            { fixture, client, exchange in
                signer.watch(fixture)
                let answer = await client.positions(nil)
                try judge(answer.value, signer.signed, exchange.requests(to: "/fapi/v3/positionRisk"))
            })
    }
}

private final class SlowSigner: RequestSigner {
    private struct State {
        var delays: ArraySlice<Int64?>
        var signed: [String] = []
        var fixture: ClientFixture?
    }

    private let state: Mutex<State>

    init(_ delays: [Int64?]) { state = Mutex(State(delays: delays[...])) }

    var signed: [String] { state.withLock { $0.signed } }

    func watch(_ fixture: ClientFixture) { state.withLock { $0.fixture = fixture } }

    func signature(over payload: [UInt8]) throws -> String {
        let (delay, fixture) = state.withLock { state in
            state.signed.append(String(decoding: payload, as: UTF8.self))
            return (state.delays.popFirst() ?? nil, state.fixture)
        }
        guard let delay else { throw SigningProblem("the agent said no") }
        fixture?.sleep(.milliseconds(delay))
        return "c2lnbmVk+/="
    }
}
