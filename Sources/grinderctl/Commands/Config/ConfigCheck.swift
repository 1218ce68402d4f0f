import ArgumentParser
import Binance
import JSON
import TriageCore

struct ConfigCheck: ToolCommand {
    static let name = "config check"
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the configuration, and whether the keys work and may trade.",
        discussion: """
            Looks at limits, policy and allowed signers, anchors, runbooks, stream URL and instances, and runs none of \
            the commands they name. Reads account and positions with each key; keys and secrets are never shown. With \
            two keys it also compares what each sees: keys of two accounts must not share a profile. Records nothing.

            A configuration that others can write, or that another user owns, is warned of with every command, and \
            --execute is refused with it (77).

            Exits 0 when all is well, 1 when something needs fixing, 78 when something is unusable; 4, 75 or 69 when a key is \
            refused or gets no answer.

            EXAMPLES
              grinderctl config check
              grinderctl config check --env demo --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at context: CommandContext) async throws -> Int32 {
        let reader = try SettingsReader(shared, environment: context.environment)
        let found = ConfigurationJudge(reader: reader, programs: context.programs).findings
        let place = Place(reader: reader, baseURL: try reader.baseURL(), auditPath: try reader.auditPath())
        var keys: [KeyCheck.Checked] = []
        do {
            try await ask(&keys, place, at: context)
        } catch let commandError as CommandError {
            // What was learnt until then is still worth knowing.
            if !shared.json { printAnswer(text(found, keys, nil, place), at: context) }
            throw commandError
        }
        let agreement = KeyCheck.agreement(of: keys)
        if shared.json {
            print(
                [
                    ("environment", .string(reader.label.rawValue)),
                    ("file", .string(orNull: reader.configuration.path)),
                    ("baseURL", .string(place.baseURL.description)), ("auditDB", .string(place.auditPath)),
                    ("findings", .array(found.map(\.json))),
                    ("keys", .array(keys.map(\.json))), ("oneAccount", .string(orNull: agreement?.word)),
                ], at: context)
        } else {
            printAnswer(text(found, keys, agreement, place), at: context)
        }
        return Self.exit(found, KeyCheck.exit(keys, agreement))
    }

    /// A key that does not answer goes before everything else; then what no command can work with.
    static func exit(_ found: [ConfigurationFinding], _ keys: Int32) -> Int32 {
        if keys > 1 { return keys }
        if found.contains(where: { $0.status == .failed }) { return CommandError.Code.configuration.exit }
        return found.contains { $0.status == .attention } ? 1 : keys
    }

    private struct Place {
        let reader: SettingsReader
        let baseURL: BaseURL
        let auditPath: String
    }

    private func ask(_ keys: inout [KeyCheck.Checked], _ place: Place, at context: CommandContext) async throws {
        let reader = place.reader
        guard let sources = try reader.credentials.choice.sources() else {
            throw CommandError(
                .configuration,
                "no API key: set BINANCE_API_KEY and BINANCE_API_SECRET, or credentials in the configuration. "
                    + "Nothing was sent.", try: "grinderctl config init")
        }
        let check = KeyCheck(
            context: context, baseURL: place.baseURL, shared: shared,
            notes: Notes(console: context.console, isQuiet: shared.quiet))
        keys.append(try await check.check(.reading, sources.reading, by: reader.credentials))
        guard let acting = sources.acting else { return }
        do {
            keys.append(try await check.check(.acting, acting, by: reader.credentials))
        } catch let commandError as CommandError {
            throw CommandError(commandError.code, "the acting key: \(commandError.message)", try: commandError.attempt)
        }
    }

    private func text(
        _ found: [ConfigurationFinding], _ keys: [KeyCheck.Checked], _ agreement: KeyCheck.Agreement?, _ place: Place
    ) -> String {
        let head = [
            "configuration  \(place.reader.configuration.path ?? "none")",
            "environment    \(place.reader.label.rawValue), \(place.baseURL)", "audit log      \(place.auditPath)",
        ]
        let rest = found.flatMap { finding -> [String] in
            let name = finding.subject.padding(to: 13)
            let mark = finding.status == .ok ? "" : finding.status == .failed ? "NOT USABLE: " : "FIX: "
            return ["\(name)  \(mark)\(finding.words)"]
                + (finding.attempt.map { ["               try: \($0)"] } ?? [])
        }
        let lines = head + rest + keys.flatMap(\.lines) + (agreement.map { [$0.line] } ?? [])
        return lines.map(Printable.line).joined(separator: "\n") + "\n"
    }
}

extension String {
    /// With spaces behind it, to a column.
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
