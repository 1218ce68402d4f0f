import ArgumentParser
import Binance
import TriageCore

struct ConfigCheck: BenchCommand {
    static let name = "config check"
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "What would be used, and whether the keys answer and may trade.",
        discussion: """
            Reads accountConfig with each key, and nothing else; keys and secrets are never shown. With two keys it also \
            compares what each sees, because keys of two accounts must not share a profile. Records nothing.

            EXAMPLES
              grinderctl config check
              grinderctl config check --env demo --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at bench: Bench) async throws -> Int32 {
        let reader = try SettingsReader(shared, environment: bench.environment)
        let baseURL = try reader.baseURL()
        let auditPath = try reader.auditPath()
        guard let sources = try reader.credentials.choice.sources() else {
            throw Complaint(
                .configuration,
                "no API key: set BINANCE_API_KEY and BINANCE_API_SECRET, or credentials in the configuration. "
                    + "Nothing was sent.", try: "grinderctl config init")
        }
        let desk = KeyCheck(
            bench: bench, baseURL: baseURL, shared: shared, notes: Notes(console: bench.console, isQuiet: shared.quiet))
        var keys = [try await desk.check(.reading, sources.reading, by: reader.credentials)]
        if let acting = sources.acting { keys.append(try await desk.check(.acting, acting, by: reader.credentials)) }
        let agreement = KeyCheck.agreement(of: keys)
        if shared.json {
            print(
                [
                    ("environment", .string(reader.label.rawValue)),
                    ("file", .string(orNull: reader.configuration.path)),
                    ("baseURL", .string(baseURL.description)), ("auditDB", .string(auditPath)),
                    ("keys", .array(keys.map(\.json))), ("oneAccount", .string(orNull: agreement?.word)),
                ], at: bench)
        } else {
            let lines =
                [
                    "configuration  \(reader.configuration.path ?? "none")",
                    "environment    \(reader.label.rawValue), \(baseURL)",
                    "audit log      \(auditPath)",
                ] + keys.flatMap(\.lines) + (agreement.map { [$0.line] } ?? [])
            bench.console.output(lines.map(Printable.line).joined(separator: "\n") + "\n")
        }
        return KeyCheck.exit(keys, agreement)
    }
}
