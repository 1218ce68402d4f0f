import BotEvidence
import Testing
import TriageCore

/// What `/metrics` says of an instance's account sync, by a live page or a file.
@Suite struct AccountSyncTests {
    private static let gauge = "grinder_account_sync_last_wall_ts"
    private static let now = Timestamp(milliseconds: 1_772_971_200_000)

    private static func reports(_ metrics: String, _ source: (String) -> InstanceSource) async throws -> InstanceReport
    {
        let scripts = [
            "/healthz": ScriptedServer.Script.bytes(InstanceURLTests.health), "/readyz": .bytes(InstanceURLTests.ready),
            "/metrics": .bytes(metrics), "/federate": .bytes(metrics),
        ]
        return try await ScriptedServer.serve(scripts) { server in
            let probe = InstanceProbe(requestTimeout: .seconds(900))
            return try #require(
                await probe.probe([source(server.url)], exchangeNow: { now }, withMetrics: true).first)
        }
    }

    private static func page(_ lines: String...) -> String {
        InstanceURLTests.head + (["grinder_up 1"] + lines).joined(separator: "\n")
    }

    @Test(
        arguments: [
            (["\(gauge) 0"], false), (["\(gauge) 0.00"], false), (["\(gauge) 0", "\(gauge) 0"], false),
            (["\(gauge) 1772971190000"], true), (["\(gauge) 1"], true), (["\(gauge) +Inf"], true),
            (["\(gauge) NaN"], nil), (["\(gauge) -5"], nil), ([], nil), (["\(gauge) zero"], nil),
            (["\(gauge) 0", "\(gauge) 1772971190000"], nil), (["\(gauge){bot=\"a\"} 0", "\(gauge){bot=\"b\"} 0"], nil),
            (["\(gauge) 0", "grinder_account_sync_errors_total{reason=\"TimeoutError\"} 3"], true),
            (["\(gauge) 0", "grinder_account_sync_errors_total{reason=\"none\"} 0"], false),
            (["\(gauge) 0", "grinder_account_sync_open_orders_count 2"], true),
            (["\(gauge) 0", "\(gauge){bot=\"b} 1"], nil), (["\(gauge) 0 1772971199000"], false),
            (["\(gauge) 0 1772971100000"], nil), (["# EOF", "\(gauge) 0 1772971199.5"], false),
        ] as [([String], Bool?)])
    func `only a 0 that was read, once, says that an instance does not sync`(lines: [String], syncs: Bool?) async throws
    {
        let body = InstanceURLTests.head + (["grinder_up 1"] + lines).joined(separator: "\n")
        let report = try await Self.reports(body) { InstanceSource(name: "bot", health: $0) }
        #expect(report.syncing.isSyncing == syncs, "\(report.syncing)")
        #expect(report.metrics != nil)
    }

    @Test(
        arguments: [
            (["grinder_port_order_attempts_total{port=\"noop\",op=\"place\"} 4"], "noop"),
            (["grinder_port_order_attempts_total{port=\"futures\",op=\"place\"} 0"], "futures"), ([], nil),
        ] as [([String], String?)])
    func `what it places orders through is told`(lines: [String], port: String?) async throws {
        let body = InstanceURLTests.head + (["grinder_up 1"] + lines).joined(separator: "\n")
        #expect(try await Self.reports(body) { InstanceSource(name: "bot", health: $0) }.metrics?.port == port)
    }

    @Test(arguments: [
        "HTTP/1.0 404 Not Found\r\n\r\n", "HTTP/1.0 502 Bad Gateway\r\n\r\n\(gauge) 0",
        "HTTP/1.0 200 OK\r\n\r\n<html>login</html>", "HTTP/1.0 200 OK\r\n\r\nprometheus_build_info 1",
    ])
    func `a page that is none leaves it open`(answer: String) async throws {
        let report = try await Self.reports(answer) { InstanceSource(name: "bot", health: $0) }
        #expect(report.syncing.isSyncing == nil)
        #expect(report.metrics == nil)
    }

    @Test(arguments: [
        (Bool?.some(false), "0", Bool?.some(false)), (false, "1772971190000", true), (true, "0", true),
        (nil, "0", false),
        (false, "NaN", false), (true, "NaN", true),
    ])
    func `the config's word counts where the page does not contradict it`(stated: Bool?, value: String, syncs: Bool?)
        async throws
    {
        let report = try await Self.reports(Self.page("\(Self.gauge) \(value)")) {
            InstanceSource(name: "bot", health: $0, statedSyncing: stated)
        }
        #expect(report.syncing.isSyncing == syncs)
    }

    @Test func `of a page with two bots only the part that is surely this one's counts`() async throws {
        let others = [#"grinder_up{instance="x:1"} 1"#, #"\#(Self.gauge){instance="x:1"} 0"#]
        let without = try await Self.reports(Self.page(others[0], others[1], #"grinder_up{instance="y:1"} 1"#)) {
            InstanceSource(name: "bot", health: $0, metrics: $0 + "/federate?match[]=a")
        }
        #expect(without.syncing.isSyncing == nil, "\(without.syncing)")
        let alone = InstanceURLTests.head + others.joined(separator: "\n")
        let foreign = try await Self.reports(alone) {
            InstanceSource(name: "bot", health: $0, metrics: $0 + "/federate?match[]=a")
        }
        #expect(foreign.syncing.isSyncing == nil, "\(foreign.syncing)")
        #expect(foreign.metrics == nil)
    }

    @Test(
        arguments: [
            ("0", "0", false), ("1772971190000", "0", true), ("0", "1772971190000", true), ("NaN", "0", nil),
            ("0", "NaN", nil), ("NaN", "1772971190000", true), ("1772971190000", "NaN", true),
        ] as [(String, String, Bool?)])
    func `a saved page beside a live bot does not replace its own`(live: String, saved: String, syncs: Bool?)
        async throws
    {
        try await withTemporaryFolder { folder in
            let file = try folder.file("m0.txt", "grinder_up 1\n\(Self.gauge) \(saved)\n")
            let report = try await Self.reports(Self.page("\(Self.gauge) \(live)")) {
                InstanceSource(name: "bot", health: $0, metrics: file)
            }
            #expect(report.syncing.isSyncing == syncs, "\(report.syncing)")
            #expect(report.metrics != nil)
        }
    }

    @Test func `a file beside the health file is read, and one from before the start says nothing`() async throws {
        try await withTemporaryFolder { folder in
            let health = try folder.file("bot.healthz.json", #"{"uptime_s": 3600}"#)
            try folder.file("bot.readyz.json", #"{"ready": true, "mode": "trading_loop"}"#)
            func syncing() async -> Bool? {
                let probe = InstanceProbe()
                return await probe.probe(
                    [InstanceSource(name: "bot", health: health)], exchangeNow: { nil }, withMetrics: true
                ).first?.syncing.isSyncing
            }
            #expect(await syncing() == nil)
            try folder.file("bot.metrics.prom", "grinder_up 1\n\(Self.gauge) 0\n")
            #expect(await syncing() == false)
            try folder.file("bot.healthz.json", #"{"uptime_s": -0.0}"#)
            try folder.touch("bot.metrics.prom", secondsAgo: 60)
            #expect(await syncing() == nil)
        }
    }
}
