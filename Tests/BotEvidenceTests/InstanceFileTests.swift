import BotEvidence
import Foundation
import Testing
import TriageCore

@Suite struct InstanceFileTests {
    static let health = #"{"status": "ok", "uptime_s": 0.28}"#
    static let ready =
        #"{"ready": true, "loop_ready": true, "ha_enabled": false, "ha_role": "n/a", "mode": "trading_loop"}"#
    static let trading = InstanceReport.Readiness(isReady: true, mode: "trading_loop", role: "n/a")

    @Test func `a file is read at its modification time and its sibling tells the mode`() async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file("bot.healthz.json", Self.health)
            try folder.file("bot.readyz.json", Self.ready + " HTTP 200\n")
            let modified = Date(timeIntervalSince1970: 1_772_971_200)
            try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path)
            let report = try #require(await Self.probe(path).first)
            let readAt = Timestamp(milliseconds: 1_772_971_200_000)
            #expect(report.health == .success(InstanceReport.Health(uptimeMilliseconds: 280, readAt: readAt)))
            #expect(report.readiness == .success(Self.trading))
        }
    }

    @Test(arguments: [
        (#"{"uptime_s": 1, "ready": true, "ha_role": "n/a", "mode": "trading_loop"}"#, Self.trading),
        (#"{"uptime_s": 1, "mode": "trading_loop"}"#, InstanceReport.Readiness(isReady: false, mode: "trading_loop")),
    ])
    func `the keys of readyz may be merged into the file`(text: String, readiness: InstanceReport.Readiness)
        async throws
    {
        try await withTemporaryFolder { folder in
            let report = try #require(await Self.probe(try folder.file("health.json", text)).first)
            #expect(report.readiness == .success(readiness))
            #expect(try report.health.get().uptimeMilliseconds == 1_000)
        }
    }

    @Test(
        arguments: [
            ("healthz.json", Self.health, nil, .notAsked), ("bot.json", Self.health, Self.ready, .notAsked),
            ("healthz.json", Self.health, "<html>", .unusable),
            ("healthz.json", #"{"uptime_s": 1, "mode": 7}"#, Self.ready, .unusable),
        ] as [(String, String, String?, Unavailable.Kind)])
    func `a mode nobody said is not made up`(
        name: String, text: String, sibling: String?, kind: Unavailable.Kind
    ) async throws {
        try await withTemporaryFolder { folder in
            if let sibling { try folder.file("readyz.json", sibling) }
            let report = try #require(await Self.probe(try folder.file(name, text)).first)
            #expect(Self.kind(report.readiness) == kind)
        }
    }

    @Test func `a file that is not there, is a folder or a pipe is unreadable`() async throws {
        try await withTemporaryFolder { folder in
            for path in [folder.at("healthz"), folder.path, try folder.pipe("healthz.pipe")] {
                let report = try #require(await Self.probe(path).first)
                #expect(Self.kind(report.health) == .unreadable)
            }
        }
    }

    @Test func `a host without http is a file that is not there, and says so`() async throws {
        let report = try #require(await Self.probe("localhost:9090").first)
        let detail = "there is no such file (a URL begins with http://)"
        #expect(report.health == .failure(Unavailable(.unreadable, source: "localhost:9090", detail: detail)))
    }

    @Test func `an instance known by nothing but its name was not asked`() async throws {
        let report = try #require(await InstanceProbe().probe([InstanceSource(name: "a", health: nil)]) { nil }.first)
        #expect(Self.kind(report.health) == .notAsked)
        #expect(Self.kind(report.readiness) == .notAsked)
        #expect(report.service == nil)
    }

    private static func probe(_ path: String) async -> [InstanceReport] {
        await InstanceProbe().probe([InstanceSource(name: "bot", health: path)]) { nil }
    }

    private static func kind<Answer>(_ result: Result<Answer, Unavailable>) -> Unavailable.Kind? {
        guard case .failure(let problem) = result else { return nil }
        return problem.kind
    }
}
