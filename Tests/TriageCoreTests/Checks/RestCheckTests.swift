import Testing
import TriageCore

struct RestCheckTests {
    private static func failed(_ kind: Unavailable.Kind, _ trouble: ExchangeTrouble?) -> Unavailable {
        Unavailable(kind, source: "GET /fapi/v1/x", detail: "as it said", trouble: trouble)
    }

    @Test func `answers, a key that may trade, no lock: healthy`() {
        let drive = CheckWorld().rest
        #expect(drive.verdict?.code == "healthy")
        #expect(drive.verdict?.weight == .clear)
        #expect(drive.procedure.report().map(\.status) == Array(repeating: .ok, count: 5))
    }

    @Test(arguments: [(nil, false), (.some(nil), false), (.some(true), true)] as [(Bool??, Bool)])
    func `what the key may do is claimed on its restrictions alone`(allows: Bool??, isTold: Bool) throws {
        var world = CheckWorld()
        if let allows {
            world.key = .success(KeyRestrictions(allowsReading: true, allowsFutures: allows, isBoundToIP: true))
        }
        let verdict = try #require(world.rest.verdict)
        #expect(verdict.code == "healthy")
        #expect(verdict.weight == .clear)
        #expect(verdict.confidence == (isTold ? .certain : .likely))
        #expect(verdict.cause.contains("the key may read and trade") == isTold)
        #expect(verdict.cause.contains("the account may trade; whether this key may trade isn't shown here") == !isTold)
    }

    @Test func `latency is asked first and alone; a silent exchange is asked nothing more`() {
        var world = CheckWorld()
        #expect(world.rest.asked.first == .latency)
        world.latency = .success(LatencyReading(answered: [], failures: [Given.unreachable]))
        let drive = world.rest
        #expect(drive.asked == [.latency, .weightUse])
        #expect(drive.verdict?.code == "exchange-unavailable")
        #expect(drive.verdict?.action == .wait)
        #expect(drive.verdict?.weight == .unavailable(because: Given.unreachable))
        #expect(drive.step("rest-key")?.status == .skipped)
    }

    /// What one read's failure makes of the verdict.
    @Test(
        arguments: [
            (.credentialsRefused, .keyRefused, "credentials-refused"),
            (.credentialsRefused, .keyUnknown, "credentials-refused"),
            (.credentialsRefused, .keyFormat, "credentials-refused"),
            (.credentialsRefused, .signature, "credentials-refused"),
            (.rateLimited(retryAfter: 30), .tooManyRequests, "rate-limited"),
            (.rateLimited(retryAfter: 120), .banned, "rate-limited"),
            (.unreachable, .executionUnknown, "degraded"), (.unreachable, .serviceUnavailable, "degraded"),
            (.unreachable, .throttled, "degraded"), (.unreachable, .internalError, "degraded"),
            (.unreachable, .foreignPage, "degraded"), (.unusable, nil, "inconclusive"),
        ] as [(Unavailable.Kind, ExchangeTrouble?, String)])
    func `a failed read is told by what refused it`(
        kind: Unavailable.Kind, trouble: ExchangeTrouble?, code: String
    ) throws {
        var world = CheckWorld()
        world.account = .failure(Self.failed(kind, trouble))
        let drive = world.rest
        let verdict = try #require(drive.verdict)
        #expect(verdict.code == code)
        #expect(verdict.action != .none)
        if let trouble {
            #expect((verdict.cause + verdict.summary).contains(trouble.advice))
            #expect(drive.step("rest-key")?.facts.contains { $0.value == trouble.advice } == true)
        }
    }

    @Test func `each trouble has advice of its own`() {
        #expect(Set(ExchangeTrouble.allCases.map(\.advice)).count == ExchangeTrouble.allCases.count)
    }

    @Test func `slow, unanswered or nearly used up is degraded`() {
        var slow = CheckWorld()
        slow.latency = .success(LatencyReading(answered: [1_400, 1_001, 1_500], failures: []))
        #expect(slow.rest.verdict?.code == "degraded")
        slow.latency = .success(LatencyReading(answered: [1_400, 1_000, 900], failures: []))
        #expect(slow.rest.verdict?.code == "healthy")
        var lossy = CheckWorld()
        lossy.latency = .success(LatencyReading(answered: [9, 9], failures: [Given.unreachable]))
        #expect(lossy.rest.verdict?.cause == "1 of 3 requests were not answered")
        var used = CheckWorld()
        used.weight = CheckWorld.weight(1_919)
        #expect(used.rest.verdict?.code == "healthy")
        used.weight = CheckWorld.weight(1_920)
        #expect(used.rest.verdict?.code == "degraded")
    }

    @Test func `what would refuse the bot's orders is restricted, certain`() {
        var worlds = [CheckWorld(), CheckWorld(), CheckWorld()]
        worlds[0].account = .success(AccountConfiguration(canTrade: false, isHedge: false))
        worlds[1].key = .success(KeyRestrictions(allowsReading: true, allowsFutures: false, isBoundToIP: true))
        worlds[2].locks = .success([
            TradingLock(scope: "ACCOUNT", indicator: "UFR", isLocked: true, recovers: Given.noon)
        ])
        for world in worlds {
            #expect(world.rest.verdict?.code == "restricted")
            #expect(world.rest.verdict?.action == .escalate)
            #expect(world.rest.verdict?.weight == .finding)
        }
        var free = CheckWorld()
        free.locks = .success([TradingLock(scope: "BTCUSDT", indicator: "GCR", isLocked: false, recovers: nil)])
        #expect(free.rest.verdict?.code == "healthy")
    }
}
