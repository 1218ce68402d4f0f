import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct IncidentTests {
    private static let noKeys: [String: String?] = ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil]

    @Test func `an incident is opened, noted, attached to and closed, without a key`() async throws {
        try await Stage.set { stage async throws in
            let opened = await stage.run(
                ["incident", "open", "INC-7", "--title", "two orders at 03:00", "--json"], with: Self.noKeys)
            #expect(opened.exit == 0)
            #expect(opened.json["incident"]["status"].text == "open")
            #expect(opened.json["incident"]["openedBy"].text == "ada")
            let noted = await stage.run(
                ["incident", "note", "INC-7", "restarted bot-1"], with: Self.noKeys)
            #expect(noted.exit == 0)
            let verdict = await stage.run(["triage", "unexpected", States.orphanID, "--incident", "INC-7"])
            #expect(verdict.exit == 1)
            #expect(!verdict.error.contains("warning"))
            let closed = await stage.run(
                ["incident", "close", "--reason", "cancelled"],
                with: ["GRINDERCTL_INCIDENT": "INC-7", "BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil])
            #expect(closed.exit == 0)
            let list = await stage.run(["incident", "list", "--json"], with: Self.noKeys).json["incidents"]
            #expect(list.elements.count == 1)
            #expect(list[0]["status"].text == "closed")
            #expect(list[0]["title"].text == "two orders at 03:00")
            #expect(list[0]["reason"].text == "cancelled")
            #expect(list[0]["investigations"].number == 1)
            let kinds = try stage.entries(.incidentOpened, .incidentClosed, .note).map(\.kindText)
            #expect(kinds == ["incident.opened", "note", "incident.closed"])
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `an id is made when none is given, and is all that stdout says`() async throws {
        try await Stage.set { stage async throws in
            let opened = await stage.run(["incident", "open", "--title", "x"])
            #expect(opened.output.wholeMatch(of: /inc-[0-9]{8}-[0-9]{4}-[0-9a-f]{4}\n/) != nil)
            let id = opened.output.trimmed
            #expect(try stage.entries(.incidentOpened).map(\.incident) == [id])
        }
    }

    @Test func `closing what is unknown or closed, and opening what is open, is refused and records nothing`()
        async throws
    {
        try await Stage.set { stage async throws in
            _ = await stage.run(["incident", "open", "INC-1", "--title", "first"])
            let unknown = await stage.run(["incident", "close", "INC-3"])
            #expect(unknown.exit == 66)
            #expect(unknown.error.contains("no incident INC-3 was opened"))
            #expect(await stage.run(["incident", "open", "INC-1"]).exit == 64)
            #expect(await stage.run(["incident", "close", "INC-1"]).exit == 0)
            let again = await stage.run(["incident", "close", "INC-1"])
            #expect(again.exit == 64)
            #expect(again.error.contains("was closed at"))
            #expect(await stage.run(["incident", "note", "INC-2", "text"]).exit == 66)
            #expect(try stage.entries().count == 2)
            // Opened again it keeps its title.
            let reopened = await stage.run(["incident", "open", "INC-1", "--json"]).json
            #expect(reopened["reopened"] == .bool(true))
            #expect(reopened["incident"]["title"].text == "first")
        }
    }

    @Test func `a command attached to an incident nobody opened, or a closed one, is warned`() async throws {
        try await Stage.set { stage async throws in
            let triage = ["triage", "unexpected", States.orphanID, "--quiet"]
            let unknown = await stage.run(triage, with: ["GRINDERCTL_INCIDENT": "INC-9"])
            #expect(unknown.error.contains("warning: no incident INC-9 was opened in sandbox"))
            #expect(unknown.exit == 1)
            let listed = await stage.run(["incident", "list", "--json"]).json["incidents"]
            #expect(listed[0]["status"].text == "never-opened")
            _ = await stage.run(["incident", "open", "INC-9"])
            _ = await stage.run(["incident", "close", "INC-9"])
            #expect(await stage.run(triage + ["--incident", "INC-9"]).error.contains("was closed at"))
        }
    }

    @Test func `a note that holds a key is refused, and hostile text is never printed raw`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.run(["incident", "open", "INC-1", "--title", "a\u{1B}[31mb"])
            #expect(!(await stage.run(["incident", "list"]).all.contains("\u{1B}")))
            let secret = await stage.run(["incident", "note", "INC-1", "it is \(stage.exchange.apiSecret)"])
            #expect(secret.exit == 64)
            #expect(!secret.all.contains(stage.exchange.apiSecret))
            for id in ["a b", "", "-x", "a\u{7}"] {
                #expect(await stage.run(["incident", "open", "--title", "x", "--", id]).exit == 64)
            }
            #expect(try stage.entries().count == 1)
        }
    }

    @Test func `a note comes from an argument, an option or stdin`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.run(["incident", "open", "INC-1"])
            let environment: [String: String?] = ["GRINDERCTL_INCIDENT": "INC-1"]
            #expect(await stage.run(["incident", "note", "one"], with: environment).exit == 0)
            #expect(await stage.run(["incident", "note", "INC-1", "--text", "two"]).exit == 0)
            let piped = ScriptedConsole(input: ["three", "and more"])
            #expect(await stage.run(["incident", "note", "INC-1", "-"], console: piped).exit == 0)
            #expect(await stage.run(["incident", "note", "INC-1", " "]).exit == 64)
            #expect(await stage.run(["incident", "note", "a", "b", "c"]).exit == 64)
            #expect(await stage.run(["incident", "note", "alone"]).exit == 64)
            let texts = try stage.entries(.note).map { try $0.payload()["text"]?.stringValue }
            #expect(texts == ["one", "two", "three\nand more"])
        }
    }
}
