import FoundationEssentials
import TriageCore
import Yams

/// `config.yaml`: everything optional; the same keys below `profiles.ENV` win in that environment.
struct ConfigurationFile: Decodable, Sendable {
    var env: String?
    var baseURL: String?
    var wsURL: String?
    var auditDB: String?
    var logs: [String]?
    var expected: [String]?
    var symbols: [String]?
    var credentials: CredentialFiles?
    var instances: [Instance]?
    var identity: IdentitySection?
    var limits: Limits?
    var audit: AuditSection?
    var anchors: [AnchorSetting]?
    var profiles: [String: ConfigurationFile]?
    /// SHA-256 of the file's bytes, lower-case hex.
    var digest: String?

    struct CredentialFiles: Decodable, Sendable {
        var keyFile: String?
        var secretFile: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case keyFile = "key-file"
            case secretFile = "secret-file"
        }
    }

    struct Instance: Decodable, Sendable {
        var name: String
        var metrics: String?
        var health: String?
        var trading: Bool?
        var status: String?
        var stop: String?
        var start: String?

        enum CodingKeys: String, CodingKey, CaseIterable { case name, metrics, health, trading, status, stop, start }
    }

    struct IdentitySection: Decodable, Sendable {
        var prefix: String?
        var strategies: [String]?
        var legacy: Bool?

        enum CodingKeys: String, CodingKey, CaseIterable { case prefix, strategies, legacy }
    }

    struct AuditSection: Decodable, Sendable {
        var anchor: AnchorSetting?

        enum CodingKeys: String, CodingKey, CaseIterable { case anchor }
    }

    struct Limits: Decodable, Sendable {
        var maxNotional: String?
        var maxOrders: Int?
        var weightBudget: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case maxNotional = "max-notional"
            case maxOrders = "max-orders"
            case weightBudget = "weight-budget"
        }
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case env
        case baseURL = "base-url"
        case wsURL = "ws-url"
        case auditDB = "audit-db"
        case logs, expected, symbols, credentials, instances, identity, limits, audit, anchors, profiles
    }

    static func read(_ path: String) throws -> ConfigurationFile {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw Complaint(.configuration, "the configuration \(path) cannot be read")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            var file = ConfigurationFile()
            if let node = try Yams.compose(yaml: text) {
                try ConfigurationKeys.check(node, file: path)
                file = try YAMLDecoder().decode(ConfigurationFile.self, from: text)
            }
            file.digest = ContentDigest.sha256(bytes)
            return file
        } catch let complaint as Complaint {
            throw complaint
        } catch let error as YamlError {
            throw Complaint(.configuration, "the configuration \(path) is not YAML: \(Self.brief("\(error)"))")
        } catch let error as DecodingError {
            throw Complaint(.configuration, "the configuration \(path): \(Self.words(error))")
        }
    }

    private static func brief(_ text: String) -> String {
        text.split(separator: "\n").prefix(2).joined(separator: " ")
    }

    private static func words(_ error: DecodingError) -> String {
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .keyNotFound(_, let found),
            .dataCorrupted(let found):
            context = found
        @unknown default: return "a value has another shape"
        }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        if case .keyNotFound(let key, _) = error { return "\(path) lacks \(key.stringValue)" }
        return "\(path.isEmpty ? "the file" : path) has another shape than expected"
    }
}

/// Unknown keys are refused: a misspelt `symbols` would silently allow every symbol.
enum ConfigurationKeys {
    static func check(_ node: Node, file: String) throws {
        guard let mapping = node.mapping else {
            throw Complaint(.configuration, "the configuration \(file) is not a mapping of keys")
        }
        try check(mapping, file: file, at: [])
    }

    private static func check(_ mapping: Node.Mapping, file: String, at path: [String]) throws {
        let sections = ConfigurationFile.CodingKeys.allCases.map(\.rawValue)
        for (key, value) in mapping {
            let name = key.string ?? "?"
            try require(name, among: path.isEmpty ? sections : sections.filter { $0 != "profiles" }, file, path)
            switch name {
            case "credentials":
                try keys(of: value, ConfigurationFile.CredentialFiles.CodingKeys.self, file, path + [name])
            case "identity": try keys(of: value, ConfigurationFile.IdentitySection.CodingKeys.self, file, path + [name])
            case "limits": try keys(of: value, ConfigurationFile.Limits.CodingKeys.self, file, path + [name])
            case "audit": try keys(of: value, ConfigurationFile.AuditSection.CodingKeys.self, file, path + [name])
            case "instances":
                for (index, entry) in (value.sequence.map(Array.init) ?? []).enumerated() {
                    try keys(of: entry, ConfigurationFile.Instance.CodingKeys.self, file, path + ["\(name)[\(index)]"])
                }
            case "profiles":
                for (profile, section) in value.mapping ?? Node.Mapping([]) {
                    let profileName = profile.string ?? "?"
                    try require(profileName, among: ["mainnet", "demo", "sandbox"], file, [name])
                    if let section = section.mapping { try check(section, file: file, at: [name, profileName]) }
                }
            default: break
            }
        }
    }

    private static func keys<Keys: CodingKey & CaseIterable>(
        of node: Node, _ keys: Keys.Type, _ file: String, _ path: [String]
    ) throws {
        for (key, _) in node.mapping ?? Node.Mapping([]) {
            try require(key.string ?? "?", among: Keys.allCases.map(\.stringValue), file, path)
        }
    }

    private static func require(_ key: String, among known: [String], _ file: String, _ path: [String]) throws {
        guard !known.contains(key) else { return }
        let place = (path + [key]).joined(separator: ".")
        let hint = Suggestion.closest(to: key, among: known).map { "; did you mean \($0)?" } ?? ""
        throw Complaint(.configuration, "the configuration \(file) has an unknown key \(place)\(hint)")
    }
}

/// The known word nearest to a misspelt one.
enum Suggestion {
    static func closest(to word: String, among known: [String]) -> String? {
        let ranked = known.map { ($0, distance(Array(word.lowercased()), Array($0.lowercased()))) }
            .min { $0.1 < $1.1 }
        guard let (best, edits) = ranked, edits <= max(2, word.count / 3) else { return nil }
        return best
    }

    /// Levenshtein.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(
                    min(previous[column] + (character == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
