import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct OpeningTests {
    private func opened(_ stage: Stage) throws -> JSONValue {
        try #require(try stage.entries(.investigationOpened).last).payload()
    }

    @Test func `an investigation says who acts, with which version, configuration and arguments`() async throws {
        try await Stage.set { stage async throws in
            let config = try stage.write("symbols: [BTCUSDT]\n", to: "config.yaml")
            let words = ["triage", "unexpected", States.orphanID, "--config", config]
            _ = await stage.run(words)
            let payload = try opened(stage)
            #expect(payload["argv"] == .array((["grinderctl"] + words).map { .string($0) }))
            #expect(payload["version"]?.stringValue?.first?.isNumber == true)
            // printf 'symbols: [BTCUSDT]\n' | sha256sum
            #expect(
                payload["config"]?.stringValue == "7cf0c56324a91f61616e76abcd4469d383adf2ba166516ca96093c52c06065b9")
            #expect(payload["who"]?["user"]?.stringValue == "unknown")
            #expect(payload["command"]?.stringValue == "triage unexpected")
            _ = await stage.run(["triage", "unexpected", States.orphanID])
            #expect(try opened(stage)["config"] == .null)
        }
    }

    @Test func `an argument that holds a secret is recorded without it, and the command goes on`() async throws {
        try await Stage.set { stage async throws in
            let words = [
                "triage", "unexpected", States.orphanID, "--metrics", "http://127.0.0.1:9/m?token=abcdef&key=hunter22",
            ]
            let answer = await stage.run(words + ["--json"])
            let argv = try opened(stage)["argv"]?.arrayValue?.compactMap(\.stringValue).joined(separator: " ") ?? ""
            #expect(!argv.isEmpty)
            for secret in ["hunter22", "abcdef"] { #expect(!argv.contains(secret)) }
            #expect(argv.contains("http://127.0.0.1:9/m?token=<redacted>&key=<redacted>"))
            #expect(answer.exit != 0)
        }
    }

    @Test func `audit show tells who in a line`() async throws {
        try await Stage.set { stage async throws in
            let console = ScriptedConsole()
            var context = stage.context(["triage", "unexpected", States.orphanID], console: console)
            context.whoActs = {
                ActingIdentity(
                    user: "root", userID: 0, effectiveUser: nil, loginUser: "grace", sudoUser: "grace",
                    terminal: "/dev/pts/3", sshConnection: "10.0.0.7 50000 10.0.0.1 22", host: "oncall-1",
                    ancestry: [.init(id: 41, name: "sudo"), .init(id: 40, name: "ba\u{1B}sh")])
            }
            _ = await Shell.run(at: context)
            let shown = await stage.run(["audit", "show", "1"])
            let line =
                "who: root, through sudo by grace, logged in as grace, on oncall-1, /dev/pts/3, "
                + "over ssh from 10.0.0.7; ba\\u{1b}sh > sudo > grinderctl "
            #expect(shown.output.contains(line))
        }
    }

    @Test func `this process tells the truth about itself`() {
        let live = ActingIdentity.live(environment: ["SUDO_USER": "grace"], host: "here")
        #expect(live.userID == getuid())
        #expect(live.sudoUser == "grace")
        #expect(live.ancestry.first?.id == getppid())
        #expect(live.ancestry.count <= 16)
    }
}
