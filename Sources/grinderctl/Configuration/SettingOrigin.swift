/// Where a setting's value came from, for `config show`.
enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
    /// `--base-url`
    case flag(String)
    /// `GRINDERCTL_BASE_URL`
    case variable(String)
    /// `/home/ada/.config/grinderctl/config.yaml:12`
    case file(String)
    case profile(String, String)
    case standard

    var description: String {
        switch self {
        case .flag(let name): name
        case .variable(let name): "$\(name)"
        case .file(let place): place
        case .profile(let name, let place): "\(place) (profile \(name))"
        case .standard: "default"
        }
    }

    static let kinds = ["flag", "environment", "file", "profile", "default"]

    /// For scripts: `flag`, `environment`, `file`, `profile`, `default`.
    var kind: String {
        switch self {
        case .flag: "flag"
        case .variable: "environment"
        case .file: "file"
        case .profile: "profile"
        case .standard: "default"
        }
    }
}

struct Sourced<Value> {
    let value: Value
    let origin: SettingOrigin

    init(_ value: Value, _ origin: SettingOrigin) {
        self.value = value
        self.origin = origin
    }

    func map<Other>(_ change: (Value) -> Other) -> Sourced<Other> { Sourced<Other>(change(value), origin) }
}

extension Sourced: Sendable where Value: Sendable {}
