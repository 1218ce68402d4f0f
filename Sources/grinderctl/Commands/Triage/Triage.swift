import ArgumentParser

struct Triage: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Investigate one mismatch by its runbook.",
        subcommands: [TriageMissing.self, TriageUnexpected.self, TriageDivergence.self, TriageAlert.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
}
