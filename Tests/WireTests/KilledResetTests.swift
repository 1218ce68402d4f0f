import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import Testing

/// The built binary, killed in the middle of a reset, and the reset resumed.
@Suite struct KilledResetTests {
    private static let words = [
        "reset", "--execute", "--confirm", "reset", "--reason", "expected state lost", "--answer",
        "instance-stopped=yes", "--json",
    ]
    private static let silent: [String: String?] = ["GRINDERCTL_HEALTH": nil]

    private static func begun(_ stage: OperatorStage) async throws -> String {
        let listed = try await stage.run(["audit", "list", "--json"])
        let object = try JSONSerialization.jsonObject(with: listed.output) as? [String: Any]
        let rows = object?["entries"] as? [[String: Any]] ?? []
        return try #require(rows.last { $0["kind"] as? String == "reset.step" }?["investigation"] as? String)
    }

    @Test func `killed while a DELETE is on the way: resumed to its end, and no order cancelled twice`() async throws {
        let held = Held()
        try await OperatorStage.set(state: Orphans.state(3), beforeMutation: { _ in await held.hold() }) {
            stage async throws in
            let child = try stage.start(Self.words, with: Self.silent)
            await held.arrival()
            child.send(signal: SIGKILL)
            #expect(await child.end().exit == 128 + SIGKILL)
            held.letGo()
            let id = try await Self.begun(stage)
            let resumed = try await stage.run(Self.words + ["--resume", id], with: Self.silent)
            #expect(resumed.exit == 0, "\(resumed.outputText)\(resumed.errorText)")
            #expect(stage.exchange.mutatingRequests().count == 3)
            let again = try await stage.run(Self.words + ["--resume", id], with: Self.silent)
            #expect(again.exit == 0)
            #expect(stage.exchange.mutatingRequests().count == 3)
            #expect(try await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `killed while an instance is being stopped: resumed, started again, and nothing sent twice`()
        async throws
    {
        try await OperatorStage.set(state: Orphans.state(2)) { stage async throws in
            let (state, mark, go) = (stage.folder + "/state", stage.folder + "/stopping", stage.folder + "/go")
            try "running\n".write(toFile: state, atomically: false, encoding: .utf8)
            let config = stage.folder + "/config.yaml"
            try """
            instances:
              - name: grinder-1
                status: cat '\(state)'
                stop: echo x > '\(mark)'; until [ -e '\(go)' ]; do sleep 0.05; done; echo stopped > '\(state)'
                start: echo running > '\(state)'
            """.write(toFile: config, atomically: false, encoding: .utf8)
            let changes: [String: String?] = [
                "GRINDERCTL_HEALTH": nil, "GRINDERCTL_CONFIG": config, "PATH": "/usr/bin:/bin",
            ]
            let child = try stage.start(Self.words, with: changes)
            try await eventually("it is being stopped") { FileManager.default.fileExists(atPath: mark) }
            child.send(signal: SIGKILL)
            #expect(await child.end().exit == 128 + SIGKILL)
            // What the killed one had started goes on.
            try "".write(toFile: go, atomically: false, encoding: .utf8)
            try await eventually("it is stopped") {
                try String(contentsOfFile: state, encoding: .utf8) == "stopped\n"
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let id = try await Self.begun(stage)
            let resumed = try await stage.run(Self.words + ["--resume", id], with: changes)
            #expect(resumed.exit == 0, "\(resumed.outputText)\(resumed.errorText)")
            #expect(try String(contentsOfFile: state, encoding: .utf8) == "running\n")
            #expect(stage.exchange.mutatingRequests().count == 2)
        }
    }

    @Test func `interrupted during its first DELETE it ends by the state and names the resume`() async throws {
        let held = Held()
        try await OperatorStage.set(state: Orphans.state(3), beforeMutation: { _ in await held.hold() }) {
            stage async throws in
            let child = try stage.start(Self.words, with: Self.silent)
            await held.arrival()
            child.send(signal: SIGINT)
            try await eventually("it is told") { child.errorSoFar.contains("waiting for its outcome") }
            held.letGo()
            let ended = await child.end()
            #expect(ended.exit == 1)
            #expect(ended.outputText.contains("reset --resume"))
            #expect(stage.exchange.mutatingRequests().count == 1)
            let resumed = try await stage.run(
                Self.words + ["--resume", try await Self.begun(stage)], with: Self.silent)
            #expect(resumed.exit == 0, "\(resumed.outputText)\(resumed.errorText)")
            #expect(stage.exchange.mutatingRequests().count == 3)
        }
    }
}
