import BotEvidence
import Synchronization
import Testing
import TriageCore

@Suite struct InstanceURLTests {
    /// As scripts/run_trading.py answers: HTTP/1.0, no length, no newline behind the body.
    static let head =
        "HTTP/1.0 200 OK\r\nServer: BaseHTTP/0.6 Python/3.11.7\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    static let health = head + #"{"status": "ok", "uptime_s": 0.28}"#
    static let ready =
        head + #"{"ready": true, "loop_ready": true, "ha_enabled": false, "ha_role": "n/a", "mode": "trading_loop"}"#
    static let standby = "HTTP/1.0 503 Service Unavailable\r\n\r\n" + #"{"ready": false, "role": "unknown"}"#
    static let now = Timestamp(milliseconds: 1_772_971_200_000)

    @Test(
        arguments: [
            ("", "", ""), ("/", "", ""), ("/healthz", "", ""), ("/readyz", "", ""), ("/metrics", "", ""),
            ("/healthz?x=1", "", "?x=1"), ("?x=1", "", "?x=1"), ("/other/page", "/other/page", ""),
            ("/bot-1/healthz", "/bot-1", ""), ("/bot-2/", "/bot-2", ""),
            ("/a/b/metrics?k=v&l=%20", "/a/b", "?k=v&l=%20"),
            ("/healthz/bot", "/healthz/bot", ""),
        ] as [(String, String, String)])
    func `the three pages stand beside what the URL names, and a query goes along`(
        path: String, prefix: String, query: String
    ) async throws {
        let scripts = [
            "\(prefix)/healthz\(query)": ScriptedServer.Script.bytes(Self.health),
            "\(prefix)/readyz\(query)": .bytes(Self.ready),
        ]
        let (report, lines) = try await ScriptedServer.serve(scripts) { server in
            let report = try #require(await Self.probe(server.url + path).first)
            return (report, server.requests.compactMap { $0.split(separator: "\r\n").first.map(String.init) })
        }
        #expect(Set(lines) == ["GET \(prefix)/healthz\(query) HTTP/1.1", "GET \(prefix)/readyz\(query) HTTP/1.1"])
        #expect(report.health == .success(InstanceReport.Health(uptimeMilliseconds: 280, readAt: Self.now)))
        #expect(
            report.readiness == .success(InstanceReport.Readiness(isReady: true, mode: "trading_loop", role: "n/a")))
        #expect(report.service == nil)
    }

    @Test func `a standby's 503 is heard`() async throws {
        let report = try await Self.ask(["/healthz": .bytes(Self.health), "/readyz": .bytes(Self.standby)])
        #expect(report.readiness == .success(InstanceReport.Readiness(isReady: false, mode: nil, role: "unknown")))
    }

    @Test(
        arguments: [
            ("0.28", 280), ("0", 0), ("-0.0", 0), ("86400.1239", 86_400_123),
            ("9007199254740.993", 9_007_199_254_740_993),
            ("1e3", 1_000_000), ("1.5E-1", 150),
        ] as [(String, Int64)])
    func `the uptime is exact to the millisecond`(written: String, milliseconds: Int64) async throws {
        let report = try await Self.ask(["/healthz": .bytes(Self.head + #"{"uptime_s": \#(written)}"#)])
        #expect(try report.health.get().uptimeMilliseconds == milliseconds)
    }

    @Test(
        arguments: [
            (Self.head + #"{"uptime_s": "0.28"}"#, .unusable), (Self.head + #"{"uptime_s": -1}"#, .unusable),
            (Self.head + #"{"status": "ok"}"#, .unusable), (Self.head + "<html>", .unusable), (Self.head, .unusable),
            (Self.head + #"{"uptime_s": 1e999}"#, .unusable), (Self.head + #"[{"uptime_s": 1}]"#, .unusable),
            ("HTTP/1.0 404 Not Found\r\n\r\n", .unusable),
            ("HTTP/1.0 302 Found\r\nLocation: /readyz\r\n\r\n", .unusable),
            ("HTTP/1.0 500 Oops\r\n\r\n" + #"{"uptime_s": 1}"#, .unusable), ("", .unreachable),
            ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", .unusable), ("SSH-2.0-OpenSSH_9.2\r\n", .unusable),
            (Self.head + String(repeating: " ", count: 1_100_000), .unusable),
        ] as [(String, Unavailable.Kind)])
    func `another answer is no health`(answer: String, kind: Unavailable.Kind) async throws {
        let report = try await Self.ask(["/healthz": .bytes(answer), "/readyz": .bytes(Self.ready)])
        #expect(Self.kind(report.health) == kind, "\(report.health)")
        #expect(Self.kind(report.readiness) == nil, "\(report.readiness)")
    }

    @Test(
        arguments: [
            (Self.head + #"{"ready": "yes"}"#, .unusable), (Self.head + #"{"ready": true, "mode": 7}"#, .unusable),
            ("HTTP/1.0 404 Not Found\r\n\r\n", .unusable), ("HTTP/1.0 502 Bad Gateway\r\n\r\n<html>", .unusable),
        ] as [(String, Unavailable.Kind)])
    func `another answer is no readiness`(answer: String, kind: Unavailable.Kind) async throws {
        let report = try await Self.ask(["/healthz": .bytes(Self.health), "/readyz": .bytes(answer)])
        #expect(Self.kind(report.readiness) == kind)
        #expect(Self.kind(report.health) == nil)
    }

    @Test(arguments: [ScriptedServer.Script.silence, .drip(Self.head), .drip("HTTP/1.0 200 OK\r\nX: ")])
    func `an answer that does not end in time is no answer`(script: ScriptedServer.Script) async throws {
        let report = try await Self.ask(["/healthz": script], timeout: .milliseconds(200))
        #expect(Self.kind(report.health) == .unreachable)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "[::1]"])
    func `a refused connection is unreachable`(host: String) async throws {
        let url = "http://\(host):\(try ScriptedServer.refusingPort())"
        let report = try #require(await Self.probe(url).first)
        #expect(Self.kind(report.health) == .unreachable)
        #expect(Self.kind(report.readiness) == .unreachable)
    }

    @Test(arguments: [
        "ftp://127.0.0.1/healthz", "http://", "http://user:hunter2@127.0.0.1:1/", "http://user@127.0.0.1:1",
        "unix:///x",
        "http://a b/", "http://127.0.0.1:1/#here", "http://127.0.0.1:99999/", "http://127.0.0.1:1/a/../b",
    ])
    func `a URL that is not to be asked is unusable and shows no credentials`(url: String) async throws {
        let report = try #require(await Self.probe(url).first)
        #expect(Self.kind(report.health) == .unusable)
        #expect(Self.kind(report.readiness) == .unusable)
        #expect(!"\(report)".contains("hunter2"))
    }

    @Test func `nothing of ours is sent and no redirect followed`() async throws {
        try await ScriptedServer.serve([
            "/healthz": .bytes("HTTP/1.0 302 Found\r\nLocation: /elsewhere\r\n\r\n"), "/readyz": .bytes(Self.ready),
        ]) { server in
            let reports = await Self.probe(server.url + "/metrics?token=hunter2")
            #expect(!"\(reports.map(\.health))".contains("hunter2"))
            let addresses = try #require(reports.first?.addresses)
            #expect(addresses.health == nil && addresses.metrics == nil)
            #expect(addresses.place == server.url + "/healthz?token=…")
            #expect(server.requests.count == 2)
            for request in server.requests {
                let names = request.split(separator: "\r\n").dropFirst().compactMap { $0.split(separator: ":").first }
                #expect(Set(names.map { $0.lowercased() }).isSubset(of: ["host", "connection"]))
                #expect(
                    request.hasPrefix("GET /healthz?token=hunter2 HTTP/1.1")
                        || request.hasPrefix("GET /readyz?token=hunter2 HTTP/1.1"))
            }
        }
    }

    @Test func `the uptime is placed at the middle of the request`() async throws {
        let calls = Mutex<Int64>(0)
        let report = try await ScriptedServer.serve(["/healthz": .bytes(Self.health)]) { server in
            await InstanceProbe(requestTimeout: .seconds(900)).probe([InstanceSource(name: "bot", health: server.url)])
            {
                calls.withLock { count in
                    count += 1
                    return Timestamp(milliseconds: count * 1_000)
                }
            }
        }
        #expect(try report.map { try $0.health.get().readAt } == [Timestamp(milliseconds: 1_500)])
    }

    @Test func `without the exchange's time no start is placed, but readiness is heard`() async throws {
        let reports = try await ScriptedServer.serve([
            "/healthz": .bytes(Self.health), "/readyz": .bytes(Self.ready),
        ]) { server in
            await InstanceProbe(requestTimeout: .seconds(900)).probe([InstanceSource(name: "bot", health: server.url)])
            {
                nil
            }
        }
        #expect(reports.map { Self.kind($0.health) } == [.unusable])
        #expect(reports.map { Self.kind($0.readiness) } == [nil])
    }

    @Test func `many are asked at once and reported in their order`() async throws {
        let refused = "http://127.0.0.1:\(try ScriptedServer.refusingPort())"
        let reports = try await ScriptedServer.serve(["/healthz": .bytes(Self.health)]) { server in
            let sources = (0..<8).map {
                InstanceSource(name: "\($0)", health: $0 % 2 == 0 ? server.url : refused, statedTrading: $0 == 3)
            }
            return await InstanceProbe(requestTimeout: .seconds(900)).probe(sources) { Self.now }
        }
        #expect(reports.map(\.name) == (0..<8).map { "\($0)" })
        #expect(reports.map { Self.kind($0.health) == nil } == (0..<8).map { $0 % 2 == 0 })
        #expect(reports.map(\.statedTrading) == (0..<8).map { $0 == 3 })
    }

    @Test func `a ready URL of its own is asked as it is`() async throws {
        let reports = try await ScriptedServer.serve(["/bot/ready": .bytes(Self.ready)]) { server in
            await InstanceProbe(requestTimeout: .seconds(900)).probe([
                InstanceSource(name: "bot", health: nil, ready: server.url + "/bot/ready")
            ]) {
                Self.now
            }
        }
        #expect(reports.map { Self.kind($0.health) } == [.notAsked])
        #expect(try reports.map { try $0.readiness.get().mode } == ["trading_loop"])
    }

    private static func ask(
        _ scripts: [String: ScriptedServer.Script], path: String = "", timeout: Duration = .seconds(900)
    ) async throws -> InstanceReport {
        try await ScriptedServer.serve(scripts) { server in
            try #require(await probe(server.url + path, timeout: timeout).first)
        }
    }

    private static func probe(_ url: String, timeout: Duration = .seconds(900)) async -> [InstanceReport] {
        await InstanceProbe(requestTimeout: timeout).probe([InstanceSource(name: "bot", health: url)]) { now }
    }

    private static func kind<Answer>(_ result: Result<Answer, Unavailable>) -> Unavailable.Kind? {
        guard case .failure(let problem) = result else { return nil }
        return problem.kind
    }
}
