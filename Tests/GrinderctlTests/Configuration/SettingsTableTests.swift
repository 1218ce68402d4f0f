import ArgumentParser
import Foundation
import JSON
import Testing

@testable import grinderctl

/// What follows from a row of the table, for every row there is.
@Suite struct SettingsTableTests {
    /// A configuration in which one key says something, and the same one without it.
    private struct Case {
        let key: String
        let without: String
        let with: String
    }

    private static let keys = Array(ConfigurationKey.all.dropLast())
    private static let cases = cases(of: keys, at: "") { "{\($0 ?? "")}" }

    @Test func `whatever a key says is told by config show, from the file and from a profile`() async throws {
        try await Stage.set { stage async throws in
            for one in Self.cases {
                let before = try Self.listing(one.without, stage).map(\.value)
                let said = try Self.listing(one.with, stage)
                #expect(said.map(\.value) != before, "\(one.key): \(one.with)")
                guard one.key != "env" else { continue }
                let profile = try Self.listing("profiles: {mainnet: \(one.with)}", stage)
                #expect(profile.map(\.value) == said.map(\.value), "\(one.key): \(one.with)")
            }
        }
    }

    @Test func `a flag wins over a variable, a variable over the profile, the profile over the file`() async throws {
        let names = ["prometheus.url": "prometheus", "instances": "instances[0]", "audit.anchor": "anchors"]
        let plain = Dictionary(Self.cases.map { ($0.key, $0.with) }, uniquingKeysWith: { first, _ in first })
        try await Stage.set { stage async throws in
            for row in SettingsTable.table.rows {
                let (key, name) = (row.key, names[row.key.name] ?? row.key.name)
                func origin(_ text: String, _ environment: [String: String] = [:], _ flags: [String] = []) throws
                    -> String?
                { try Self.listing(text, stage, environment, flags).first { $0.key == name }?.origin.kind }
                var text = "{}"
                // What a key alone says of credentials is not usable, and so has no origin.
                if let said = plain[key.name], key.isInFile {
                    text = said
                    #expect(try origin(text) == "file", "\(name)")
                    text = "{\(said.dropFirst().dropLast()), profiles: {mainnet: \(said)}}"
                    if name != "env" { #expect(try origin(text) == "profile", "\(name)") }
                }
                guard let variable = key.variable else { continue }
                let environment = [variable: key.name == "env" ? "demo" : "1"]
                #expect(try origin(text, environment) == "environment", "\(name)")
                guard let flag = key.flag, (try? SharedOptions.parse([flag, "demo"])) != nil else { continue }
                #expect(try origin(text, environment, [flag, "demo"]) == "flag", "\(name)")
            }
        }
    }

    @Test func `help environment names every key and every variable`() {
        let help = HelpTopic.environment.text
        for key in Self.keys { #expect(" \(help)".contains(" \(key.outline)"), "\(key.outline)") }
        for variable in SettingsTable.table.rows.compactMap(\.key.variable) {
            #expect(help.contains(variable.replacing("GRINDERCTL", with: "")), "\(variable)")
        }
    }

    @Test func `help environment names every variable that the sources read`() throws {
        let help = HelpTopic.environment.text
        let folder = Self.root.appending(path: "Sources/grinderctl/Configuration")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let texts = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            try String(contentsOf: $0, encoding: .utf8)
        }
        let read = texts.flatMap { $0.matches(of: /"((?:BINANCE|SSH|CREDENTIALS)_[A-Z_]*[A-Z])"/).map { String($0.1) } }
        #expect(read.contains("BINANCE_API_KEY"))
        for variable in Set(read) { #expect(help.contains(variable), "\(variable)") }
    }

    @Test func `every flag of the table is one that a command takes`() throws {
        let script = try String(
            contentsOf: Self.root.appending(path: "completions/grinderctl.bash"), encoding: .utf8)
        for flag in SettingsTable.table.rows.compactMap(\.key.flag) {
            #expect(script.contains("'\(flag)'"), "\(flag)")
        }
    }

    @Test func `the schema holds every key with its sentence`() {
        let schema = JSONTree(text: ConfigurationSchema.json.text)
        for key in Self.keys {
            #expect(schema["properties"][key.name]["description"].text == key.summary, "\(key.name)")
            guard case .section(let below) = key.shape else { continue }
            for inner in below {
                #expect(
                    schema["properties"][key.name]["properties"][inner.name]["description"].text == inner.summary,
                    "\(key.name).\(inner.name)")
            }
        }
    }

    @Test func `docs/configuration.md has the row of every setting, and no other`() throws {
        let page = try String(contentsOf: Self.root.appending(path: "docs/configuration.md"), encoding: .utf8)
        let rows =
            Self.rows(of: ConfigurationKey.all, at: "")
            + SettingsTable.table.rows.filter { !$0.key.isInFile }.map { Self.row($0.key, "") }
        let written = page.split(separator: "\n").filter { $0.hasPrefix("| ") }.map(String.init).dropFirst()
        for row in rows { #expect(written.contains(row), "docs/configuration.md lacks:\n\(row)") }
        for row in written { #expect(rows.contains(row), "docs/configuration.md has an old row:\n\(row)") }
    }
}

extension SettingsTableTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func listing(
        _ text: String, _ stage: Stage, _ environment: [String: String] = [:], _ flags: [String] = []
    ) throws -> [SettingsListing.Listed] {
        let path = try stage.write(text + "\n", to: "config.yaml")
        let environment = environment.merging(["HOME": stage.folder]) { said, _ in said }
        let shared = try SharedOptions.parse(["--config", path] + flags)
        return SettingsListing(try SettingsReader(shared, environment: environment)).settings
    }

    /// - Parameter document: the text around what is said there; of `nil`, the same with nothing said.
    private static func cases(
        of keys: [ConfigurationKey], at path: String, in document: @escaping (String?) -> String
    ) -> [Case] {
        keys.flatMap { key -> [Case] in
            let place = path + key.name
            func said(_ value: String) -> [Case] {
                [Case(key: place, without: document(nil), with: document("\(key.name): \(value)"))]
            }
            func below(
                _ keys: [ConfigurationKey], _ around: (before: String, after: String), with needed: [String] = []
            ) -> [Case] {
                cases(of: keys, at: place + ".") { inner in
                    let others = needed.filter { inner?.hasPrefix("\($0):") != true }.map { "\($0): /other" }
                    let all = (others + [inner].compactMap(\.self)).joined(separator: ", ")
                    return document("\(key.name): \(around.before)\(all)\(around.after)")
                }
            }
            switch key.shape {
            case .text: return said("/said")
            case .word(let words): return said(words.last ?? "")
            case .number(let range): return said("\(range.upperBound)")
            case .amount: return said("7")
            case .flag: return said("false")
            case .texts, .words: return said("[/said]")
            // The acting key is told beside a reading one alone.
            case .section(let keys) where key.name == "acting":
                return cases(of: keys, at: place + ".") {
                    document("key-file: /k, secret-file: /s, acting: {\($0 ?? "")}")
                }
            case .section(let keys): return below(keys, ("{", "}"))
            case .entries(let keys, let required):
                return said("[{name: a}]") + below(keys, ("[{", "}]"), with: required)
            case .list(.textOr(let keys, _)) where key.name == "logs":
                return said("[/said]") + below(keys, ("[{", "}]"), with: keys.map(\.name))
            case .list(.textOr(let keys, _)):
                return said("[/said]")
                    + cases(of: keys, at: place + ".") { inner in
                        document("\(key.name): [\(inner.map { "{\($0)}" } ?? "")]")
                    }
            case .textOr(let keys, _):
                return said("/said")
                    + cases(of: keys, at: place + ".") { inner in
                        document(inner.map { "\(key.name): {\($0)}" })
                    }
            case .named(let names, let keys): return below(keys, ("{\(names[0]): {", "}}"))
            case .list: return said("[/said]")
            }
        }
    }

    private static func rows(of keys: [ConfigurationKey], at path: String) -> [String] {
        keys.flatMap { key -> [String] in
            let below: [String] =
                switch key.shape {
                case .section(let keys) where key.name != "acting": rows(of: keys, at: "\(path)\(key.name).")
                case .entries(let keys, _), .list(.textOr(let keys, _)): rows(of: keys, at: "\(path)\(key.name)[].")
                case .textOr(let keys, _): rows(of: keys, at: "\(path)\(key.name).")
                default: []
                }
            return [row(key, "`\(path)\(key.name)`")] + below
        }
    }

    private static func row(_ key: ConfigurationKey, _ name: String) -> String {
        func code(_ text: String?) -> String { text.map { "`\($0)`" } ?? "" }
        let columns = [name, value(key.shape), code(key.flag), code(key.variable), key.standard ?? "", key.summary]
        return "| \(columns.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |".replacing(
            "  ", with: " ")
    }

    private static func value(_ shape: ConfigurationKey.Shape) -> String {
        switch shape {
        case .text: "text"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .number(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .amount: "number"
        case .flag: "`true`, `false`"
        case .texts, .list: "list"
        case .words: "text or list"
        case .textOr: "text or keys"
        case .section: "keys"
        case .entries: "list of keys"
        case .named(let names, _): "keys below \(names.map { "`\($0)`" }.joined(separator: ", "))"
        }
    }
}
