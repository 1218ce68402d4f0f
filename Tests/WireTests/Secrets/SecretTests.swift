import ExchangeSandbox
import Foundation
import OperatorStage
import Synchronization
import Testing

@Suite struct SecretTests {
    private static let flows: [[String]] = [
        ["triage", "unexpected"], ["triage", "unexpected", Orphans.first, "--json"],
        ["triage", "unexpected", Orphans.first, "--verbose"], ["triage", "unexpected", Orphans.first, "--print-curl"],
        ["cancel", Orphans.first], Orphans.cancel + ["--verbose", "--print-curl"], ["audit", "list", "--json"],
        ["audit", "list"], ["audit", "show", "1"], ["audit", "resolve"], ["config", "show"], ["--help"],
    ]

    @Test func `neither key nor secret nor signature is said, stored or shown among the processes`() async throws {
        let commandLine = Mutex("")
        let held = Held()
        try await OperatorStage.set(state: Orphans.state(), beforeMutation: { _ in await held.hold() }) {
            stage async throws in
            let marks = [stage.exchange.apiKey, stage.exchange.apiSecret]
            var said = ""
            for words in Self.flows {
                let child = try stage.start(words)
                if words.contains("--execute") {
                    await held.arrival()
                    let shown = child.commandLine
                    commandLine.withLock { $0 = shown }
                    held.letGo()
                }
                let ended = await child.end()
                said += ended.outputText + ended.errorText
            }
            let database = FileManager.default.contents(atPath: stage.auditPath) ?? Data()
            let wal = FileManager.default.contents(atPath: stage.auditPath + "-wal") ?? Data()
            let stored = String(decoding: database + wal, as: UTF8.self)
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(stored.contains(Orphans.first))
            for mark in marks {
                #expect(!said.contains(mark))
                #expect(!stored.contains(mark))
                #expect(!commandLine.withLock { $0.contains(mark) })
            }
            #expect(commandLine.withLock { $0.contains(Orphans.first) })
            #expect(!said.contains("signature="))
            #expect(!stored.contains("signature="))
            try await onlyHashes(in: said, stage)
        }
    }

    /// Every run of 64 hex digits that was said is a hash of the chain or a runbook's digest, and no signature.
    private func onlyHashes(in said: String, _ stage: OperatorStage) async throws {
        let list = try await stage.run(["audit", "list", "--json"]).outputText
        let runbooks = try await stage.run(["runbook", "list", "--json"]).outputText
        let known = Set((list + runbooks).matches(of: /[0-9a-f]{64}/).map { String($0.output) })
        let found = Set(said.matches(of: /[0-9a-f]{64}/).map { String($0.output) })
        #expect(found.subtracting(known).isEmpty)
    }

    @Test func `a log line that repeats the key is shown and stored without it`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            let log = stage.folder + "/grinder.log"
            let line =
                "12:00:00 INFO httpx: DELETE /fapi/v1/order?origClientOrderId=\(Orphans.first)"
                + "&signature=\(String(repeating: "ab", count: 32)) X-MBX-APIKEY: \(stage.exchange.apiKey)\n"
            try line.write(toFile: log, atomically: false, encoding: .utf8)
            for flags in [[], ["--json"]] {
                let answer = try await stage.run(["triage", "unexpected", Orphans.first, "--logs", log] + flags)
                // It names the order, and what it says of it is not understood.
                #expect(answer.exit == 2)
                #expect(answer.outputText.contains("1 line in"))
                #expect(!answer.outputText.contains(stage.exchange.apiKey))
                #expect(!answer.outputText.contains("abababab"))
            }
            let stored = String(
                decoding: FileManager.default.contents(atPath: stage.auditPath) ?? Data(), as: UTF8.self)
            #expect(!stored.contains("abababab"))
        }
    }
}
