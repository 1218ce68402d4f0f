import ArgumentParser

struct IncidentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident", abstract: "Group related investigations and actions.",
        discussion: """
            --incident ID (or GRINDERCTL_INCIDENT) attaches any command to one. No key is needed for these. \
            grinderctl audit report ID puts all of it on one page.

            EXAMPLES
              grinderctl incident open INC-42 --title 'two orphans after the restart'
              grinderctl triage unexpected --incident INC-42
            """,
        subcommands: [IncidentOpen.self, IncidentClose.self, IncidentList.self, IncidentNote.self])

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
}
