/// Which key of a profile is meant.
enum KeyRole: String, Sendable, Hashable, CaseIterable {
    /// Signs everything that only reads, plans included.
    case reading
    /// Signs every request of an action with `--execute`, its reads too: what is checked is what is acted on.
    case acting
}

/// Where one key is to be had. Nothing of it has been read yet.
struct KeySource: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case variable(String)
        /// `name`: what named it, for people.
        case file(String, name: String)
        /// A file that systemd put into `$CREDENTIALS_DIRECTORY`.
        case credential(String)
        /// A public key, which is no secret.
        case text(String, name: String)
    }

    let type: KeyType
    /// All that say it must agree.
    let apiKey: [Part]
    /// The HMAC secret, the private key, or the public key of an agent's.
    let proof: [Part]
    let command: String?

    /// For people: `BINANCE_API_KEY and BINANCE_API_SECRET`.
    var description: String {
        if let command { return "credential-command (\(command.prefix { !$0.isWhitespace }))" }
        return (apiKey + proof).map(\.name).joined(separator: " and ")
    }
}

extension KeySource.Part {
    var name: String {
        switch self {
        case .variable(let name): "$\(name)"
        case .file(let path, _): path
        case .credential(let path): path
        case .text(_, let name): name
        }
    }
}
