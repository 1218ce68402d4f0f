import BotEvidence
import Testing
import TriageCore

/// What is read of a Prometheus server, and what is never taken for an answer.
struct PrometheusReaderTests {
    private static let noon = Timestamp(milliseconds: 1_772_971_200_000)
    private struct NoPages: PageReading {
        func get(_ page: InstancePage) async -> Result<PageAnswer, Unavailable> {
            .failure(Unavailable(.unreachable, source: page.source, detail: "nobody answers"))
        }
        func close() async {}
    }

    private static func played(
        _ bots: [PlayedPrometheus.Bot], faults: [(query: String, answer: PageAnswer)] = []
    ) -> PlayedPrometheus { PlayedPrometheus(bots, faults: faults, now: { noon }) }

    private static func read(_ server: PlayedPrometheus) async throws -> Result<PrometheusReading, Unavailable> {
        let address = try PrometheusServer(PlayedPrometheus.address)
        return await PrometheusReader(address, fetch: server.pages(beside: NoPages())).read(now: { noon })
    }

    @Test func `the runbook's queries are asked as they are written there`() async throws {
        let server = Self.played([PlayedPrometheus.Bot("bot-1:9090")])
        _ = try await Self.read(server).get()
        let written =
            Mismatch.allCases.map { "grinder_reconcile_mismatch_total{type=\"\($0.rawValue)\"}" }
            + ["grinder_reconcile_last_snapshot_age_seconds", "grinder_reconcile_runs_total"]
        for query in written { #expect(server.queries.contains(query), "\(query)") }
    }

    @Test func `two bots are never mixed`() async throws {
        var first = PlayedPrometheus.Bot("bot-1:9090", counts: [.orderMissing: 120])
        first.growth = [.orderMissing: (perRun: 2, minutes: 30)]
        var second = PlayedPrometheus.Bot("bot-2:9090")
        second.runs = 7
        let reading = try await Self.read(Self.played([first, second])).get()
        #expect(reading.instances.map(\.label) == ["bot-1:9090", "bot-2:9090"])
        #expect(reading.listed == ["bot-1:9090", "bot-2:9090"] && reading.down.isEmpty && reading.unread.isEmpty)
        let counting = try #require(reading.instances[0].counting[.orderMissing])
        #expect(counting.perRun == 2)
        #expect(counting.since == Self.noon.advanced(byMilliseconds: -29 * 60_000))
        #expect(counting.stands(at: Self.noon) && !counting.isOlder)
        #expect(reading.instances[1].counting.isEmpty)
        let judged = reading.instances.map { ReconcileMetrics.reading(of: $0, now: Self.noon) }
        #expect(judged.map(\.runs) == [60, 7])
        #expect(judged.map(\.mismatches) == [[.orderMissing: 120], [:]])
        #expect(judged.map(\.snapshotAge) == [20_000, 20_000])
        #expect(
            reading.facts(now: Self.noon).map(\.value) == ["2 a run, counted since 2026-03-08T11:31:00.000Z (29 min)"])
    }

    @Test func `a target that is down is known and tells nothing; another job's is none`() async throws {
        var down = PlayedPrometheus.Bot("bot-2:9090")
        down.isUp = false
        let reading = try await Self.read(Self.played([PlayedPrometheus.Bot("bot-1:9090"), down])).get()
        #expect(reading.listed == ["bot-1:9090", "bot-2:9090"] && reading.down == ["bot-2:9090"])
        #expect(reading.instances.map(\.label) == ["bot-1:9090"])
        #expect(reading.unread.first?.source.contains("bot-2:9090") == true)
        let sources = [InstanceSource(name: "first", health: "http://bot-1:9090")].joined(by: reading)
        #expect(sources.map(\.name) == ["first", "bot-2:9090"])
        #expect(sources.map(\.health) == ["http://bot-1:9090", "http://bot-2:9090"])
    }

    @Test func `a sample that is old, and a type without a counter, say nothing of now`() async throws {
        var old = PlayedPrometheus.Bot("bot-1:9090")
        old.scrapedAgo = 200_000
        let aged = try await Self.read(Self.played([old])).get()
        #expect(aged.unread.first?.detail.contains("says nothing of now") == true)
        var partial = PlayedPrometheus.Bot("bot-1:9090")
        partial.counts[.orderMissing] = nil
        let lacking = try await Self.read(Self.played([partial])).get()
        #expect(lacking.unread.first?.detail == "it has no counter of ORDER_MISSING_ON_EXCHANGE")
    }

    private static let parts = [
        "mismatch_total{type=\"ORDER_STATUS_DIVERGENCE\"}", "last_snapshot_age", "timestamp(", "last_over_time", "up",
        "ALERTS", "grinder_reconcile_runs_total",
    ]

    @Test(
        arguments: [
            ("an error", 400, #"{"status":"error","errorType":"bad_data","error":"parse error"}"#, "parse error"),
            ("an error with 200", 200, #"{"status":"error","error":"boom"}"#, "boom"),
            (
                "a part", 200,
                #"{"status":"success","warnings":["store X is down"],"data":{"resultType":"vector","result":[]}}"#,
                "store X is down"
            ),
            ("a login page", 200, "<html><body>Sign in</body></html>", "not as Prometheus does"),
            ("a gateway's words", 502, "<html>Bad Gateway</html>", "502"),
            ("no right", 401, "Unauthorized", "refuses who asks"), ("no right", 403, "{}", "refuses who asks"),
            ("nothing", 200, "", "not as Prometheus does"),
            ("another type", 200, #"{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}"#, "no "),
            (
                "a row that is no sample", 200,
                #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":["x","1"]}]}}"#,
                "no "
            ),
            (
                "half an answer", 200, #"{"status":"success","data":{"resultType":"vector","result":[{"met"#,
                "Prometheus"
            ),
        ])
    func `what is no whole answer leaves all of it unread`(
        _ name: String, _ status: Int, _ body: String, _ told: String
    ) async throws {
        for part in Self.parts {
            let fault = (query: part, answer: PlayedPrometheus.json(body, status: status))
            let server = Self.played([PlayedPrometheus.Bot("bot-1:9090")], faults: [fault])
            guard case .failure(let problem) = try await Self.read(server) else {
                Issue.record("\(name) to \(part) was taken for an answer")
                continue
            }
            #expect(problem.detail.contains(told), "\(problem)")
            #expect(problem.source.hasPrefix(PlayedPrometheus.address))
        }
    }

    @Test func `a server that scrapes no bot says nothing of it`() async throws {
        guard case .failure(let problem) = try await Self.read(Self.played([])) else {
            Issue.record("no target was taken for no mismatch")
            return
        }
        #expect(problem.detail.contains("none of its targets is the bot"))
    }

    @Test(arguments: [
        ("http://p:9090", "http://p:9090"), ("http://p:9090/", "http://p:9090"),
        ("http://p:9090/graph", "http://p:9090"),
        ("https://p/prom/api/v1/query?tenant=a", "https://p/prom"), ("http://p/prom/", "http://p/prom"),
    ])
    func `an address is used as given`(_ text: String, _ source: String) throws {
        #expect(try PrometheusServer(text).source == source)
    }

    @Test(arguments: ["prometheus:9090", "ftp://p", "http://u:p@p:9090", "http://p:9090/#x", ""])
    func `what cannot be honoured is refused`(_ text: String) {
        #expect(throws: AddressProblem.self) { try PrometheusServer(text) }
    }

    @Test(arguments: [
        ("abc.def-123=\n", ["abc.def-123="]), ("ada:lovelace\n", ["ada:lovelace", "lovelace", "YWRhOmxvdmVsYWNl"]),
    ])
    func `a token file holds a token or a name and a password`(_ text: String, _ secrets: [String]) throws {
        let authorization = try #require(Authorization(file: Array(text.utf8)))
        #expect(authorization.secrets == secrets)
        #expect("\(authorization)" == "<redacted>" && !String(reflecting: authorization).contains(secrets[0]))
    }

    @Test(arguments: ["", "\n", "two words", "a\nb", ":x", "x:", "täglich"])
    func `anything else is none`(_ text: String) { #expect(Authorization(file: Array(text.utf8)) == nil) }
}
