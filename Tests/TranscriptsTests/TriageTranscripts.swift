import OperatorStage
import Testing

@Suite struct TriageTranscripts {
    static let verdicts: [(name: String, words: [String], changes: [String: String?])] = [
        ("orphaned", [Account.orphan], [:]), ("orphaned-in-colour", [Account.orphan], ["CLICOLOR_FORCE": "1"]),
        ("expected", [Account.bots], [:]), ("gone", [Account.cancelled], [:]),
        ("gone-with-fills", [Account.filled], [:]),
        ("not-ours", [Account.persons, "--symbol", "BTCUSDT"], [:]),
        ("inconclusive", [Account.orphan], ["GRINDERCTL_HEALTH": nil]),
        ("inconclusive-in-colour", [Account.orphan], ["GRINDERCTL_HEALTH": nil, "CLICOLOR_FORCE": "1"]),
        ("exchange-down", [Account.orphan], ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9"]),
        ("contradicted-answer", [Account.orphan, "--answer", "instance-stopped=yes"], [:]), ("all", [], [:]),
    ]

    @Test(arguments: verdicts.indices)
    func `what triage unexpected tells an operator`(_ index: Int) async throws {
        let row = Self.verdicts[index]
        try await Stage.setStill(state: Account.state) { stage async throws in
            var transcript = Transcript(on: stage)
            try await transcript.run(["triage", "unexpected"] + row.words, with: row.changes)
            try transcript.check("unexpected-" + row.name)
        }
    }
}
