import FoundationEssentials
import Yams

/// A configuration that was read, and where in it each value stands.
struct Configuration: Sendable {
    /// `nil` when there is none.
    let path: String?
    let file: ConfigurationFile
    /// SHA-256 of the file's bytes, lower-case hex; `nil` when there is none.
    private(set) var digest: String?
    /// The environment whose profile wins.
    var profileName = ""
    private let lines: [String: Int]

    static let none = Configuration()

    private init() {
        path = nil
        file = ConfigurationFile()
        lines = [:]
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
                file = ConfigurationFile()
                lines = [:]
                return
            }
            lines = try ConfigurationCheck(node, file: path).lines
            file = try YAMLDecoder().decode(ConfigurationFile.self, from: text)
        } catch let commandError as CommandError {
            throw commandError
        } catch let error as YamlError {
            throw CommandError(.configuration, "the configuration \(path) is not YAML: \(Self.brief("\(error)"))")
        } catch {
            throw CommandError(.configuration, "the configuration \(path): \(Self.words(error))")
        }
    }

    /// The keys of the environment's profile.
    var profile: ConfigurationFile { (file.profiles?[profileName] ?? nil) ?? ConfigurationFile() }

    /// The profile's value, else the file's. `key`: its dotted path, which tells the line.
    func value<Value>(
        _ key: String, _ path: KeyPath<ConfigurationFile, Value?>
    ) -> Sourced<Value>? {
        if let value = profile[keyPath: path] {
            return Sourced(value, .profile(profileName, place("profiles.\(profileName).\(key)")))
        }
        return file[keyPath: path].map { Sourced($0, .file(place(key))) }
    }

    /// A section whose keys the profile says one by one, and the file the others.
    func merged<Value>(
        _ key: String, _ path: KeyPath<ConfigurationFile, Value?>, _ over: (Value, Value) -> Value
    ) -> Sourced<Value>? {
        guard let own = profile[keyPath: path], let general = file[keyPath: path] else { return value(key, path) }
        let places = "\(place("profiles.\(profileName).\(key)")), over \(place(key))"
        return Sourced(over(own, general), .profile(profileName, places))
    }

    /// `~/.config/grinderctl/config.yaml:12`
    private func place(_ key: String) -> String {
        "\(path ?? "")\(lines[key].map { ":\($0)" } ?? "")"
    }

    private static func brief(_ text: String) -> String {
        text.split(separator: "\n").prefix(2).joined(separator: " ")
    }

    private static func words(_ error: any Error) -> String {
        let context: DecodingError.Context
        switch error as? DecodingError {
        case .typeMismatch(_, let found)?, .valueNotFound(_, let found)?, .keyNotFound(_, let found)?,
            .dataCorrupted(let found)?:
            context = found
        default: return "a value has another shape"
        }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
            .replacing(".[", with: "[")
        return "\(path.isEmpty ? "the file" : path) has another shape than expected"
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
