import ArgumentParser

struct Triage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage", abstract: "Investigate a mismatch, or any text you paste.",
        discussion: """
            With TEXT, an id, an order number, a symbol or a pasted log line, it says what it took it for and runs the \
            procedure that calls for: an open order unexpected, another order missing, a symbol position, a line the one \
            of its mismatch type.

            EXAMPLES
              grinderctl triage unexpected
              grinderctl triage missing grinder_d_BTCUSDT_2_1772964000_17
              grinderctl triage position BTCUSDT
              grinderctl triage grinder_d_BTCUSDT_2_1772964000_17
            """,
        subcommands: [
            TriageMissing.self, TriageUnexpected.self, TriageDivergence.self, TriagePosition.self,
            TriageAlert.self, TriageText.self,
        ], defaultSubcommand: TriageText.self)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
}
