import ArgumentParser
import AuditLog
import TriageCore

struct IncidentNote: ToolCommand {
    static let name = "incident note"
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Add a permanent note to an incident.",
        discussion: """
            EXAMPLES
              grinderctl incident note INC-42 'restarted the bot on bot-1 at 03:12'
              GRINDERCTL_INCIDENT=INC-42 grinderctl incident note 'the text alone'
              grinderctl incident note INC-42 - < what-was-said.txt
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Argument(
        help: ArgumentHelp(
            "Incident (unless --incident is given) and text; - reads stdin.", valueName: "ID] [TEXT"),
        completion: .incidents)
    var words: [String] = []

    @Option(help: ArgumentHelp("The text, instead of an argument.", valueName: "TEXT"))
    var text: String?

    private static let longest = 16_384

    func run(at context: CommandContext) async throws -> Int32 {
        let (named, given) = try parts
        let typed = try IncidentFlag.read(named, shared, context, command: Self.name)
        let text = (given == "-" ? input(context) : given).trimmed
        guard !text.isEmpty else { throw CommandError(.usage, "the note is empty. Nothing was recorded.") }
        guard text.utf8.count <= Self.longest else {
            throw CommandError(.usage, "the note is longer than \(Self.longest) bytes. Nothing was recorded.")
        }
        let writer = try IncidentWriter.open(shared, at: context)
        let id = try CaseName(store: writer.store).incident(typed)
        // What is learnt after the end belongs there too; an id nobody opened is a typing error.
        if try writer.incident(id).status != .closed { _ = try writer.openIncident(id, toBe: "noted") }
        let head = try writer.record(.note, id, NoteRecord(text: text))
        if shared.json {
            print([("incident", try writer.incident(id).json), ("audit", head.json)], at: context)
        } else {
            printAnswer("noted in incident \(Printable.line(id)), seq \(head.seq)\n", at: context)
        }
        return 0
    }

    private var parts: (id: String?, text: String) {
        get throws {
            switch (words.count, text) {
            case (0, let text?): return (nil, text)
            case (1, let text?): return (words[0], text)
            case (1, nil): return (nil, words[0])
            case (2, nil): return (words[0], words[1])
            default:
                throw CommandError(
                    .usage, "a note needs an incident and a quoted text: grinderctl incident note ID 'TEXT'")
            }
        }
    }

    private func input(_ context: CommandContext) -> String {
        var lines: [String] = []
        var size = 0
        while size <= Self.longest, let line = context.console.readLine() {
            lines.append(line)
            size += line.utf8.count + 1
        }
        return lines.joined(separator: "\n")
    }
}
