import ArgumentParser
import Revision

struct GrinderCtl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grinderctl",
        abstract: "Resolve mismatches between grinder and Binance USD-M futures.",
        discussion: """
            It follows the runbook step by step, reaches a verdict with evidence, acts only through gates, reads back the \
            result and records everything in a local audit log.

            New here? grinderctl drill plays an incident on an embedded exchange: no key, no money.

            EXAMPLES
              grinderctl drill
              grinderctl scan
              grinderctl triage unexpected
            """,
        version: version,
        subcommands: [
            Scan.self, Triage.self, Listen.self, Cancel.self, Flatten.self, Reset.self, Approve.self, Check.self,
            StreamCommand.self,
            TimelineCommand.self, Audit.self, IncidentCommand.self, RunbookCommand.self, SandboxCommand.self,
            Drill.self, Config.self, Explain.self, Help.self,
        ])

    private static let number = "0.1.0"
    static let version = "\(number) (\(Revision.commit ?? "no commit"))"

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
