import ArgumentParser

struct Triage: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Investigate one mismatch by its runbook.",
        discussion: """
            EXAMPLES
              grinderctl triage unexpected
              grinderctl triage missing grinder_d_BTCUSDT_2_1772964000_17
              grinderctl triage position BTCUSDT
            """,
        subcommands: [
            TriageMissing.self, TriageUnexpected.self, TriageDivergence.self, TriagePosition.self,
            TriageAlert.self,
        ])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
}
