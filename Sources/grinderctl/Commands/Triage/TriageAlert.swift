import ArgumentParser
import BotEvidence
import FoundationEssentials
import TriageCore

struct TriageAlert: ToolCommand {
    static let name = "triage alert"
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "Triage what is firing.",
        discussion: """
            Reads FILE, or standard input with - or without FILE in a pipe: the webhook of
            Alertmanager or Grafana, the answer of GET /api/v2/alerts, what amtool alert
            query -o json prints. With --alertmanager, or alertmanager in the configuration
            and no FILE, it asks Alertmanager itself.

            EXAMPLES
              grinderctl triage alert payload.json
              grinderctl triage alert --alertmanager http://alertmanager:9093
              amtool alert query -o json | grinderctl triage alert -
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Option(help: ArgumentHelp("Fetch the firing alerts of this Alertmanager.", valueName: "URL"))
    var alertmanager: String?

    @Argument(help: ArgumentHelp("The payload.", valueName: "FILE|-"), completion: .file())
    var file: String?

    func run(at context: CommandContext) async throws -> Int32 {
        if file != nil, alertmanager != nil {
            throw CommandError(.usage, "a payload and --alertmanager exclude each other. Nothing was asked.")
        }
        let reader = try SettingsReader(shared, environment: context.environment)
        let source = try source(reader, context)
        var settings = try reader.settings(
            evidence: evidence, reading: source.isFetched ? [] : [Sourced([file ?? "-"], .flag("the payload"))])
        if case .fetched(let fetch) = source { settings.secrets += fetch.secrets }
        let answers = try AnswerFlags.read(evidence.answer, asked: UnexpectedOrders.steps)
        let inputs = try TriageInputs.read(settings, home: context.environment["HOME"])
        let symbol = try evidence.symbol.map(SymbolFlag.reading)
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: context, recording: !evidence.noAudit, reads: true)
        return try await session.whileOpen { session in
            let (payload, unread) = await source.alerts()
            return try await AlertWorkflow(
                session: session, inputs: inputs, answers: answers, symbol: symbol, payload: payload, unread: unread
            ).run()
        }
    }

    /// Where the alerts come from. What is given by a file or a pipe is read at once: a mistake ends the command before
    /// anything is asked.
    private enum Source {
        case given(AlertPayload)
        case fetched(AlertFetch)

        var isFetched: Bool { if case .fetched = self { true } else { false } }

        /// What cannot be fetched, or is no list of alerts, is a read that failed.
        func alerts() async -> (AlertPayload, Unavailable?) {
            switch self {
            case .given(let payload): return (payload, nil)
            case .fetched(let fetch):
                switch await fetch.get() {
                case .failure(let problem): return (AlertPayload(alerts: []), problem)
                case .success(let bytes):
                    if let payload = try? AlertPayload.read(Data(bytes)) { return (payload, nil) }
                    let problem = Unavailable(
                        .unusable, source: fetch.address.source, detail: "its answer isn't a list of alerts")
                    return (AlertPayload(alerts: []), problem)
                }
            }
        }
    }

    private func source(_ reader: SettingsReader, _ context: CommandContext) throws -> Source {
        if alertmanager != nil, let fetch = try reader.alertmanager(alertmanager) { return .fetched(fetch) }
        if let file, file != "-" {
            let path = try GivenFiles.path(file, "the payload")
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandError(.inputMissing, "can't read the payload \(file). Nothing was asked.")
            }
            return .given(try AlertPayload.read(data))
        }
        let isTerminal = file == nil && context.console.inputIsTerminal
        let text = isTerminal ? "" : Self.everything(from: context.console)
        // Started without a terminal and without a pipe, as cron does: nothing was given, and so it is fetched.
        if file == nil, text.isEmpty, let fetch = try reader.alertmanager(nil) { return .fetched(fetch) }
        guard !isTerminal else {
            throw CommandError(
                .usage, "give the payload as FILE, - for standard input, or --alertmanager URL. Nothing was asked.",
                try: "grinderctl triage alert --alertmanager http://alertmanager:9093")
        }
        return .given(try AlertPayload.read(Data(text.utf8)))
    }

    private static func everything(from console: any Console) -> String {
        var text = ""
        while let line = console.readLine() { text += line + "\n" }
        return text
    }
}
