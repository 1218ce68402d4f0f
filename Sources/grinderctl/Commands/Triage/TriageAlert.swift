import ArgumentParser
import FoundationEssentials
import TriageCore

struct TriageAlert: BenchCommand {
    static let name = "triage alert"
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "Triage what is firing.",
        discussion: """
            Reads FILE, or standard input with - or without FILE in a pipe: the webhook of Alertmanager or
            Grafana, the answer of GET /api/v2/alerts, what amtool alert query -o json prints.

            EXAMPLES
              grinderctl triage alert payload.json
              curl -s http://alertmanager:9093/api/v2/alerts | grinderctl triage alert -
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Argument(help: ArgumentHelp("The payload.", valueName: "FILE|-"), completion: .file())
    var file: String?

    func run(at bench: Bench) async throws -> Int32 {
        let payload = try AlertPayload.read(try data(bench))
        let settings = try SettingsReader(shared, environment: bench.environment)
            .settings(evidence: evidence, reading: [Sourced([file ?? "-"], .flag("the payload"))])
        let answers = try AnswerFlags.read(evidence.answer, asked: UnexpectedOrders.steps)
        let inputs = try TriageInputs.read(settings, home: bench.environment["HOME"])
        let symbol = try evidence.symbol.map(SymbolFlag.reading)
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: bench, recording: !evidence.noAudit, reads: true)
        return try await session.whileOpen { session in
            try await AlertDesk(
                session: session, inputs: inputs, answers: answers, symbol: symbol, payload: payload
            ).run()
        }
    }

    private func data(_ bench: Bench) throws -> Data {
        if let file, file != "-" {
            let path = try GivenFiles.path(file, "the payload")
            guard let data = FileManager.default.contents(atPath: path) else {
                throw Complaint(.inputMissing, "can't read the payload \(file). Nothing was asked.")
            }
            return data
        }
        guard file != nil || !bench.console.inputIsTerminal else {
            throw Complaint(.usage, "give the payload as FILE, or - for standard input")
        }
        var text = ""
        while let line = bench.console.readLine() { text += line + "\n" }
        return Data(text.utf8)
    }
}
