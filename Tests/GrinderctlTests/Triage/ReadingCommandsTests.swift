import AuditLog
import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

/// What every command that only reads owes its operator, whichever it is.
@Suite struct ReadingCommandsTests {
    static let commands: [[String]] = [
        ["triage", "unexpected", States.orphanID], ["triage", "unexpected"], ["triage", "missing", States.orphanID],
        ["triage", "divergence", States.orphanID], ["scan"], ["triage", "alert", "FOLDER/alert.json"],
    ]

    private static func placed(_ words: [String], on stage: Stage) throws -> [String] {
        _ = try stage.write(AlertPayloads.unexpected, to: "alert.json")
        return words.map { $0.replacing("FOLDER", with: stage.folder) }
    }

    private static func name(_ words: [String]) -> String {
        words.prefix(words[0] == "triage" ? 2 : 1).joined(separator: " ")
    }

    @Test(arguments: commands)
    func `without a key it ends 78 and points to the drill`(_ command: [String]) async throws {
        try await Stage.set { stage async throws in
            let words = try Self.placed(command, on: stage) + ["--json"]
            let answer = await stage.run(words, with: ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil])
            #expect(answer.exit == 78)
            #expect(answer.attempt == "grinderctl drill")
            #expect(answer.json["command"].text == Self.name(command))
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test(arguments: commands)
    func `with a log that cannot be written it ends 74 and says how to go on`(_ command: [String]) async throws {
        try await Stage.set { stage async throws in
            let words = try Self.placed(command, on: stage) + ["--json", "--audit-db", "/proc/none.db"]
            let answer = await stage.run(words)
            #expect(answer.exit == 74)
            #expect(answer.attempt == "grinderctl \(words.joined(separator: " ")) --no-audit")
            #expect(stage.exchange.seenRequests().isEmpty)
            let without = await stage.run(words + ["--no-audit"])
            #expect(without.json["audit"] == .null)
            #expect(without.json["error"] == .missing)
        }
    }

    @Test(arguments: commands)
    func `a wrong key ends 4, an exchange that is down 69, a limit 75: each with a report`(
        _ command: [String]
    ) async throws {
        try await Stage.set { stage async throws in
            let words = try Self.placed(command, on: stage) + ["--json"]
            let key = String(repeating: "k", count: 64)
            let wrong = await stage.run(words, with: ["BINANCE_API_KEY": key])
            #expect(wrong.exit == 4)
            let down = await stage.run(words, with: ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9"])
            #expect(down.exit == 69)
            stage.exchange.add(faults: [try Fault(spec: "429")])
            let limited = await stage.run(words)
            #expect(limited.exit == 75)
            for answer in [wrong, down, limited] {
                #expect(answer.json["command"].text == Self.name(command))
                #expect(answer.json["error"] == .missing)
                #expect(!answer.all.contains(key))
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test(arguments: commands)
    func `it changes nothing, records what it did and names its requests`(_ command: [String]) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(try Self.placed(command, on: stage) + ["--json"])
            #expect([0, 1, 2].contains(answer.exit))
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let requests = answer.json["requests"].elements
            #expect(requests.count == stage.exchange.seenRequests().count)
            #expect(answer.json["weight"].number == requests.compactMap { $0["weight"].number }.reduce(0, +))
            #expect(answer.json["schema"].text == "grinderctl/1")
            let entries = try stage.entries()
            #expect(answer.json["audit"]["firstSeq"].number == entries.first?.seq)
            #expect(answer.json["audit"]["lastSeq"].number == entries.last?.seq)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }
}

/// Webhook payloads of an Alertmanager.
enum AlertPayloads {
    static let unexpected = payload("firing", "ORDER_EXISTS_UNEXPECTED")

    static func payload(_ status: String, _ type: String, name: String = "ReconcileMismatchDetected") -> String {
        #"{"version":"4","status":"\#(status)","alerts":[{"status":"\#(status)","#
            + #""labels":{"alertname":"\#(name)","type":"\#(type)"}}]}"#
    }
}

@Suite struct TriageAlertTests {
    @Test(
        arguments: [
            (AlertPayloads.payload("resolved", "ORDER_EXISTS_UNEXPECTED"), 0, 0),
            (AlertPayloads.payload("firing", "SOMETHING_ELSE"), 2, 1),
            (AlertPayloads.payload("firing", "x", name: "DiskFull"), 0, 0),
            (AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), 2, 1),
            (AlertPayloads.payload("firing", "ORDER_EXISTS_UNEXPECTED"), 1, 5),
        ] as [(String, Int32, Int)])
    func `what fires is run, what is resolved or unknown is listed and skipped`(
        _ payload: String, _ exit: Int32, _ findings: Int
    ) async throws {
        try await Stage.set { stage async throws in
            let file = try stage.write(payload, to: "alert.json")
            let answer = await stage.run(["triage", "alert", file, "--json"])
            #expect(answer.exit == exit)
            #expect(answer.json["findings"].elements.count == findings)
            #expect(answer.json["verdict"] == .missing)
            let piped = ScriptedConsole(input: payload.split(separator: "\n").map(String.init))
            #expect(await stage.run(["triage", "alert", "-", "--json"], console: piped).exit == exit)
        }
    }

    @Test func `what is no payload ends 65, none on a terminal 64, a file that is not there 66`() async throws {
        try await Stage.set { stage async throws in
            for text in ["{}", "[{}]", "not JSON", #"{"alerts":{}}"#, #"{"alerts":[{"labels":{}}]}"#] {
                let file = try stage.write(text, to: "alert.json")
                #expect(await stage.run(["triage", "alert", file]).exit == 65, "\(text)")
            }
            let terminal = ScriptedConsole(isTerminal: true)
            #expect(await stage.run(["triage", "alert"], console: terminal).exit == 64)
            #expect(await stage.run(["triage", "alert", stage.folder + "/none"]).exit == 66)
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }
}
