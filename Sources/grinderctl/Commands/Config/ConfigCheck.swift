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
        if let acting = sources.acting {
            do {
                keys.append(try await desk.check(.acting, acting, by: reader.credentials))
            } catch let complaint as Complaint {
                // What was learnt of the other key is still worth knowing.
                if !shared.json { bench.console.output(text(keys, nil, reader, baseURL, auditPath)) }
                throw Complaint(complaint.code, "the acting key: \(complaint.message)", try: complaint.attempt)
            }
        }
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
            bench.console.output(text(keys, agreement, reader, baseURL, auditPath))
        }
        return KeyCheck.exit(keys, agreement)
    }

    private func text(
        _ keys: [KeyCheck.Checked], _ agreement: KeyCheck.Agreement?, _ reader: SettingsReader, _ baseURL: BaseURL,
        _ auditPath: String
    ) -> String {
        let lines =
            [
                "configuration  \(reader.configuration.path ?? "none")",
                "environment    \(reader.label.rawValue), \(baseURL)",
                "audit log      \(auditPath)",
            ] + keys.flatMap(\.lines) + (agreement.map { [$0.line] } ?? [])
        return lines.map(Printable.line).joined(separator: "\n") + "\n"
    }
}
