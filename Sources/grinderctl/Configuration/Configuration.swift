import FoundationEssentials
import Yams

/// A configuration that was read, and where in it each value stands.
struct Configuration: Sendable {
    /// `nil` when there is none.
    let path: String?
    let file: ConfigurationSection<SettingsTable>
    /// SHA-256 of the file's bytes, lower-case hex; `nil` when there is none.
    private(set) var digest: String?
    /// The environment whose profile wins.
    var profileName = ""

    static let none = Configuration()

    private init() {
        path = nil
        file = ConfigurationSection(.nothing)
    }

    init(path: String) throws(CommandError) {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandError(.configuration, "the configuration \(path) cannot be read")
        }
        // A byte order mark is an editor's, and YAML's parser stumbles over it.
        let text = String(decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes, as: UTF8.self)
        try self.init(text: text, path: path)
        digest = ContentDigest.sha256(bytes)
    }

    init(text: String, path: String) throws(CommandError) {
        self.path = path
        do {
            guard let node = try Yams.compose(yaml: text), node.null == nil else {
                file = ConfigurationSection(.nothing)
                return
            }
            let written = WrittenValue(node)
            try ConfigurationCheck(file: path).check(written)
            file = ConfigurationSection(written)
        } catch let commandError as CommandError {
            throw commandError
        } catch {
            throw CommandError(.configuration, "the configuration \(path) is not YAML: \(Self.brief("\(error)"))")
        }
    }

    /// The keys of the environment's profile.
    var profile: ConfigurationSection<SettingsTable> {
        ConfigurationSection(file.written.member("profiles")?.value.member(profileName)?.value ?? .nothing)
    }

    /// The profile's value, else the file's.
    func value<Value>(_ setting: Setting<Value>) -> Sourced<Value>? {
        if let own = found(setting, in: profile) { return Sourced(own.value, .profile(profileName, own.place)) }
        return found(setting, in: file).map { Sourced($0.value, .file($0.place)) }
    }

    func value<Value>(_ row: KeyPath<SettingsTable, Setting<Value>>) -> Sourced<Value>? {
        value(SettingsTable.table[keyPath: row])
    }

    /// A section whose keys the profile says one by one, and the file the others.
    func merged<Value>(
        _ row: KeyPath<SettingsTable, Setting<Value>>, _ over: (Value, Value) -> Value
    ) -> Sourced<Value>? {
        let setting = SettingsTable.table[keyPath: row]
        guard let own = found(setting, in: profile), let general = found(setting, in: file) else {
            return value(setting)
        }
        return Sourced(
            over(own.value, general.value), .profile(profileName, "\(own.place), over \(general.place)"))
    }

    /// With the key's place: `~/.config/grinderctl/config.yaml:12`.
    private func found<Value>(
        _ setting: Setting<Value>, in section: ConfigurationSection<SettingsTable>
    ) -> (value: Value, place: String)? {
        guard setting.key.isInFile, let member = section.written.member(setting.key.name),
            let value = setting.read(member.value)
        else {
            return nil
        }
        return (value, "\(path ?? "")\(member.line.map { ":\($0)" } ?? "")")
    }

    private static func brief(_ text: String) -> String {
        text.split(separator: "\n").prefix(2).joined(separator: " ")
    }
}

extension Configuration {
    /// The file named by flag or variable, else the one in the XDG folder, else none.
    static func find(flag: String?, environment: [String: String]) throws(CommandError) -> Configuration {
        if let named = flag ?? environment.filled("GRINDERCTL_CONFIG") {
            let path = try GivenFiles.path(environment.withHome(named), "the configuration")
            guard FileManager.default.fileExists(atPath: path) else {
                throw CommandError(
                    .inputMissing, "there is no configuration file \(path)",
                    try: Printable.shellLine(["grinderctl", "config", "init", "--config", path]))
            }
            return try Configuration(path: path)
        }
        guard let path = standardPath(environment), FileManager.default.fileExists(atPath: path) else { return .none }
        return try Configuration(path: path)
    }

    /// `$XDG_CONFIG_HOME/grinderctl/config.yaml`, else `~/.config/…`.
    static func standardPath(_ environment: [String: String]) -> String? {
        let folder =
            environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? environment["HOME"].map { $0 + "/.config" }
        return folder.map { $0 + "/grinderctl/config.yaml" }
    }
}

extension [String: String] {
    /// A variable that holds something.
    func filled(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// `~/…` below the home folder.
    func withHome(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = self["HOME"] else { return path }
        return home + path.dropFirst()
    }
}
