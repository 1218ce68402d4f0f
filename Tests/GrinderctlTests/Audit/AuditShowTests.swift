import AuditLog
import ExchangeSandbox
import Foundation
import Testing
import TriageCore

@testable import grinderctl

@Suite struct AuditShowTests {
    /// An incident with a triage attached and a cancel that stands on it.
    private static func worked(_ stage: Stage) async throws {
        #expect(await stage.run(["incident", "open", "INC-7", "--title", "two orders at 03:00"]).exit == 0)
        _ = await stage.triage(States.orphanID)
        let cancel = Stage.cancel(States.orphanID, more: ["--incident", "INC-7", "--ticket", "OPS-7"])
        let cancelled = await stage.run(cancel)
        #expect(cancelled.exit == 0, "\(cancelled.all)")
        #expect(await stage.run(["incident", "note", "INC-7", "told the desk"]).exit == 0)
        #expect(await stage.run(["incident", "close", "INC-7", "--reason", "cancelled"]).exit == 0)
    }

    @Test func `a case begins with who, when, where, what was found and done, and is told by investigation`()
        async throws
    {
        try await Stage.set { stage async throws in
            try await Self.worked(stage)
            let answer = await stage.run(["audit", "show", "INC-7"])
            #expect(answer.exit == 0)
            let header = answer.output.split(separator: "\n\n")[0]
            for part in [
                "incident INC-7  closed  two orders at 03:00\n", "  opened  ", "  closed  ", " by ada: cancelled\n",
                "  who     ada on oncall-1\n", "  where   sandbox\n", "  about   \(States.orphanID)\n",
                "  found   orphaned (certain) \(States.orphanID), seq ",
                "  done    cancel \(States.orphanID): verified, seq ",
            ] { #expect(header.contains(part), "\(part): \(header)") }
            let groups = answer.output.split(separator: "\n\n").dropFirst().map { $0.split(separator: "\n")[0] }
            #expect(groups.count == 5)
            #expect(groups[0].contains("incident.opened  two orders at 03:00"))
            #expect(groups[1] == "triage unexpected \(States.orphanID) (not attached; belongs to it)")
            #expect(groups[2] == "cancel \(States.orphanID)")
            #expect(groups[3].contains("note  told the desk"))
            #expect(groups[4].contains("incident.closed  cancelled"))
            for part in [
                "typed: grinderctl cancel", "ok  open-intent: no unresolved requests", "reason: left behind",
                "request: endpoint DELETE /fapi/v1/order, orderId ", "action.outcome  done", "status: CANCELED",
                "[GET /fapi/v1/order]",
            ] { #expect(answer.output.contains(part), "\(part)") }
            #expect(!answer.output.contains(stage.exchange.apiKey))
            // Absent members and what the heading says are not said again.
            #expect(!answer.output.contains(": none"))
        }
    }

    @Test func `in JSON a case is its entries, and those that belong to it stand apart`() async throws {
        try await Stage.set { stage async throws in
            try await Self.worked(stage)
            let json = await stage.run(["audit", "show", "INC-7", "--json"]).json
            #expect(json["entries"].elements.allSatisfy { $0["incident"].text == "INC-7" })
            #expect(json["related"].elements.contains { $0["kind"].text == "verdict" })
            #expect(json["related"].elements.allSatisfy { $0["incident"] == .null })
            let investigation = try #require(json["related"][0]["investigation"].text)
            let triage = await stage.run(["audit", "show", investigation])
            #expect(triage.output.hasPrefix("investigation \(investigation)\n"))
            #expect(await stage.run(["audit", "show"]).exit == 64)
            #expect(await stage.run(["audit", "show", "--incident", "INC-7"]).output.hasPrefix("incident INC-7"))
        }
    }

    @Test func `an incident whose id is a number is found where no entry has that seq, or by its flag`() async throws {
        try await Stage.set { stage async throws in
            #expect(await stage.run(["incident", "open", "1"]).exit == 0)
            #expect(await stage.run(["incident", "open", "4711"]).exit == 0)
            #expect(await stage.run(["audit", "show", "1"]).output.hasPrefix("1  "))
            #expect(await stage.run(["audit", "show", "--incident", "1"]).output.hasPrefix("incident 1  open"))
            #expect(await stage.run(["audit", "show", "4711"]).output.hasPrefix("incident 4711  open"))
            #expect(await stage.run(["audit", "show", "4712"]).exit == 66)
        }
    }

    @Test func `on a terminal of 80 columns no line is longer, but for words that cannot be broken`() async throws {
        try await Stage.set { stage async throws in
            try await Self.worked(stage)
            let console = ScriptedConsole(outputWidth: 80)
            _ = await stage.run(["audit", "show", "INC-7"], console: console)
            let lines = console.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count > 60)
            for line in lines where line.count > 80 {
                #expect(!line.drop { $0 == " " }.contains(" "), "\(line)")
            }
            // Nothing was lost by breaking.
            func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
            #expect(words(console.output) == words(await stage.run(["audit", "show", "INC-7"]).output))
        }
    }

    @Test func `an end that cannot be read leaves exactly one JSON object`() async throws {
        try await Stage.set { stage async throws in
            try await Self.worked(stage)
            try stage.tamper("UPDATE entries SET payload = CAST(x'80' AS TEXT) WHERE seq = 12")
            for words in [
                ["audit", "show", "2"], ["audit", "show", "INC-7"], ["audit", "head"], ["audit", "list"],
                ["incident", "list"], ["audit", "report", "INC-7"],
            ] {
                let answer = await stage.run(words + ["--json"])
                #expect(answer.exit != 0)
                #expect(answer.json != .missing, "\(words): \(answer.output.prefix(300))")
            }
        }
    }
}
