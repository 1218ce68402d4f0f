import BotEvidence
import Foundation
import Testing
import TriageCore

@Suite struct InstanceControllerTests {
    @Test func `a stop command runs once, without the exchange's keys, and tells its last line`() async throws {
        try await withTemporaryFolder { folder async throws in
            let count = folder.at("count")
            let command = "echo stopping; echo x >> \(count); echo key=$BINANCE_API_KEY home=$HOME"
            let controller = Self.controller(["HOME": "/h", "BINANCE_API_KEY": "k", "PATH": "/usr/bin:/bin"])
            let source = InstanceSource(name: "bot", health: nil, stopCommand: command)
            #expect(await controller.run(.stop, of: source) == .done(said: "key= home=/h"))
            #expect(try String(contentsOfFile: count, encoding: .utf8) == "x\n")
        }
    }

    @Test(arguments: [
        ("echo first; echo no such service >&2; exit 5", "ended with exit status 5: no such service"),
        ("exit 1", "ended with exit status 1"), ("kill -9 $$", "was ended by signal 9"),
        ("echo token=hunter22 >&2; exit 2", "ended with exit status 2: token=<redacted>"),
    ])
    func `a command that fails says how`(command: String, reason: String) async {
        let source = InstanceSource(name: "bot", health: nil, startCommand: command)
        let ending = await Self.controller().run(.start, of: source)
        #expect(ending == .failed(reason))
    }

    @Test func `without a command nothing is run`() async {
        let source = InstanceSource(name: "bot", health: nil, statusCommand: "echo up", stopCommand: "true")
        #expect(await Self.controller().run(.start, of: source) == .notConfigured)
    }

    @Test func `a look goes on until what is waited for is seen, and no longer`() async throws {
        try await withTemporaryFolder { folder async throws in
            let file = folder.at("looks")
            let status = "echo x >> \(file); test $(wc -l < \(file)) -lt 3 && echo running || echo stopped"
            let source = InstanceSource(name: "bot", health: nil, statusCommand: status)
            let report = await Self.controller().look(at: source, times: 9, exchangeNow: { nil }) {
                $0.presence == .stopped
            }
            #expect(report?.presence == .stopped)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "x\nx\nx\n")
        }
    }

    @Test func `metrics of grinder's prove that it runs, and name the leader`() async throws {
        let page = "grinder_up 1\ngrinder_ha_role{role=\"active\"} 1\ngrinder_ha_role{role=\"standby\"} 0"
        let answer = "HTTP/1.0 200 OK\r\nContent-Length: \(page.utf8.count)\r\n\r\n\(page)"
        try await ScriptedServer.serve(["/metrics": .bytes(answer)]) { server in
            let source = InstanceSource(
                name: "bot", health: server.url, metrics: server.url, statusCommand: "echo stopped")
            let report = try #require(
                await Self.controller().look(at: [source], exchangeNow: { Timestamp(milliseconds: 1) }).first)
            #expect(report.leads)
            guard case .running = report.presence else {
                Issue.record("\(report.presence)")
                return
            }
        }
    }

    private static func controller(_ environment: [String: String] = ["PATH": "/usr/bin:/bin"]) -> InstanceController {
        InstanceController(
            probe: InstanceProbe(environment: environment, requestTimeout: .seconds(900), commandTimeout: .seconds(60)),
            environment: environment, redaction: Redaction(secrets: ["hunter22"]), sleep: { _ in })
    }
}
