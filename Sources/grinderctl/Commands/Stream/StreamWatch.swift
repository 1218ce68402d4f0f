import ArgumentParser
import AuditLog
import Binance
import TriageCore

struct StreamWatch: ToolCommand {
    static let name = "stream watch"
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follow the account's events, one per line.",
        discussion: """
            Asks once for this API key's listenKey, which renews it for 60 minutes: a running bot renews the key itself, and \
            without one the watch sees it expire. Nothing is created or closed.

            With --expect it exits 0 when an event for that order arrives; when --for ends, 1 if none did and 2 if one may \
            have arrived in a gap. With --json it prints one object per line: type event, note, end.

            EXAMPLES
              grinderctl stream watch --for 10m
              grinderctl stream watch --expect grinder_d_BTCUSDT_2_1772964000_17 --for 2h
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions

    @Option(
        help: ArgumentHelp("End when an event for this client order id arrives.", valueName: "CID"), completion: .orders
    )
    var expect: String?

    @Option(name: .customLong("for"), help: ArgumentHelp("End after this long: 90s, 10m, 2h.", valueName: "DURATION"))
    var limit: String?

    @Flag(help: "Create a listenKey if none exists, for an account without a bot. Refused while an instance answers.")
    var create = false

    func run(at context: CommandContext) async throws -> Int32 {
        let settings = try SettingsReader(shared, environment: context.environment).settings(evidence: evidence)
        let seconds = try limit.map(Self.seconds)
        let symbol = try evidence.symbol.map(SymbolFlag.reading)
        let expected = try expect.map { try TypedOrder(text: $0, command: Self.name, identity: settings.identity).id() }
        guard let url = settings.streamURL else {
            throw CommandError(
                .configuration, "\(settings.environment.rawValue) has no default stream: give --ws-url.",
                try: "grinderctl sandbox serve")
        }
        let session = try Session.open(
            Self.name, shared: shared, settings: settings, at: context, recording: !evidence.noAudit, reads: true)
        return try await session.whileOpen { session in
            let workflow = WatchWorkflow(
                session: session, url: url, symbol: symbol, expected: expected,
                seconds: seconds, creates: create)
            return try await workflow.run()
        }
    }

    private static func seconds(_ text: String) throws(CommandError) -> Int64 {
        guard let milliseconds = DurationWords.milliseconds(text), milliseconds > 0 else {
            throw CommandError(.usage, "--for \(text) isn't a duration: give 90s, 10m or 2h30m")
        }
        return milliseconds / 1_000
    }
}
