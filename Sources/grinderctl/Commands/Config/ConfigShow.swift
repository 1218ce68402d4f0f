import ArgumentParser
import Binance
import JSON

struct ConfigShow: ToolCommand {
    static let name = "config show"
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show every setting, its value and where it came from.",
        discussion: """
            Keys and secrets are never shown, only where they come from.

            EXAMPLES
              grinderctl config show
              grinderctl config show --env demo --json
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    func run(at context: CommandContext) async throws -> Int32 {
        let reader = try SettingsReader(shared, environment: context.environment)
        let settings = SettingsListing(reader).settings
        if shared.json {
            let rows = settings.map { setting in
                JSONValue.object([
                    ("key", .string(setting.key)), ("value", .string(orNull: setting.value)),
                    ("source", .string(setting.origin.kind)), ("from", .string(setting.origin.description)),
                ])
            }
            print(
                [
                    ("environment", .string(reader.label.rawValue)),
                    ("file", .string(orNull: reader.configuration.path)), ("settings", .array(rows)),
                ], at: context)
        } else {
            printAnswer(Self.table(settings, file: reader.configuration.path, context), at: context)
        }
        return 0
    }

    private static func table(_ settings: [SettingsListing.Listed], file: String?, _ context: CommandContext) -> String
    {
        let looked = Configuration.standardPath(context.environment).map { " (looked for \($0))" } ?? ""
        var lines = ["configuration: \(file ?? "none" + looked)"]
        let width = settings.map(\.key.count).max() ?? 0
        for setting in settings {
            let key = setting.key + String(repeating: " ", count: width - setting.key.count)
            lines.append("  \(key)  \(setting.value ?? "not set")")
            // A default says itself where it comes from.
            if setting.origin != .standard {
                lines.append("  \(String(repeating: " ", count: width))    from \(setting.origin)")
            }
        }
        return lines.map(Printable.line).joined(separator: "\n") + "\n"
    }
}
