import OperatorStage
import Testing

@Suite struct IncidentTranscripts {
    private static let noKeys: [String: String?] = ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil]

    @Test func `incidents: opened, noted, listed, closed, and what is refused`() async throws {
        try await Stage.setStill(state: Account.state) { stage async throws in
            var transcript = Transcript(on: stage)
            let open = ["incident", "open", "INC-42", "--title", "two orphans after the restart"]
            try await transcript.run(["incident", "list"])
            try await transcript.run(open, with: Self.noKeys)
            try await transcript.run(open)
            try await transcript.run(["incident", "note", "INC-42", "restarted bot-1 at 03:12"])
            try await transcript.run(["triage", "unexpected", Account.orphan, "--incident", "INC-24"])
            try await transcript.run(["incident", "list"])
            try await transcript.run(["incident", "list", "--json"])
            try await transcript.run(["incident", "close", "INC-42", "--reason", "cancelled, bot restarted"])
            try await transcript.run(["audit", "show", "INC-42"])
            try await transcript.run(["incident", "close", "INC-42"])
            try await transcript.run(["incident", "close", "INC-43", "--json"])
            try await transcript.run(["incident", "note", "late"])
            try transcript.check("incident")
        }
    }
}
