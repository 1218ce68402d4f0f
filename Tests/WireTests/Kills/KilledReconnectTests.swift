import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import Testing

/// A reconnect that is killed when the bot is stopped and not yet started again.
@Suite struct KilledReconnectTests {
    private static let words = [
        "stream", "reconnect", "--execute", "--confirm", "reconnect", "--reason", "blind since 03:00", "--json",
    ]

    @Test func `later commands say what may be stopped, until a reconnect has come to its end`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            let (hold, mark) = (stage.folder + "/hold", stage.folder + "/starting")
            try "".write(toFile: hold, atomically: false, encoding: .utf8)
            let instance = try StoppableInstance(stage, holding: hold, starting: mark)
            let changes = instance.environment
            let child = try stage.start(Self.words, with: changes)
            try await eventually("it is stopped, and being started") { FileManager.default.fileExists(atPath: mark) }
            child.send(signal: SIGKILL)
            #expect(await child.end().exit == 128 + SIGKILL)
            for words in [["triage", "unexpected", Orphans.first], ["audit", "list"], ["stream", "reconnect"]] {
                let told = try await stage.run(words, with: changes).errorText
                #expect(told.contains("has no outcome: grinder-1 may be stopped"), "\(words): \(told)")
                #expect(told.contains("grinderctl stream reconnect"), "\(words): \(told)")
            }
            try FileManager.default.removeItem(atPath: hold)
            try await eventually("what it had started ends") { instance.runs }
            let again = try await stage.run(Self.words, with: changes)
            #expect(again.exit == 1, "\(again.outputText)\(again.errorText)")
            #expect(instance.runs)
            let after = try await stage.run(["audit", "list"], with: changes)
            #expect(!after.errorText.contains("may be stopped"), "\(after.errorText)")
            #expect(stage.exchange.mutatingRequests().allSatisfy { $0.path == "/fapi/v1/listenKey" })
        }
    }
}
