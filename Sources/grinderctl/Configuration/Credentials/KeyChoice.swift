/// Decides where the keys are to be had: the environment, then systemd's credentials, then the configuration.
struct KeyChoice {
    let environment: [String: String]
    let section: Sourced<CredentialSection>?

    /// `nil` when nothing names a key. `acting` is `nil` when one key does everything.
    func sources() throws(CommandError) -> (reading: KeySource, acting: KeySource?, origin: SettingOrigin)? {
        if let named = try fromEnvironment() { return (named, nil, .variable(named.apiKey.first?.variable ?? "")) }
        if let given = try fromSystemd() { return (given, nil, .variable("CREDENTIALS_DIRECTORY")) }
        guard let section else { return nil }
        guard let reading = try configured(section.value.reading, "credentials") else {
            if section.value.acting == nil { return nil }
            throw CommandError(
                .configuration,
                "\(section.origin): credentials.acting needs a reading key beside it. Nothing was sent.")
        }
        let acting = try section.value.acting.flatMap { keys throws(CommandError) in
            try configured(keys, "credentials.acting")
        }
        return (reading, acting, section.origin)
    }

    private func fromEnvironment() throws(CommandError) -> KeySource? {
        let key = parts(["BINANCE_API_KEY"], file: "BINANCE_API_KEY_FILE")
        let secret = parts(["BINANCE_API_SECRET", "BINANCE_SECRET_KEY"], file: "BINANCE_API_SECRET_FILE")
        let privateKey = parts([], file: "BINANCE_PRIVATE_KEY_FILE")
        let publicKey = parts(["BINANCE_PUBLIC_KEY"], file: "BINANCE_PUBLIC_KEY_FILE")
        guard !(key + secret + privateKey + publicKey).isEmpty else { return nil }
        let type = try statedType(environment.filled("BINANCE_KEY_TYPE"), "BINANCE_KEY_TYPE")
        let proofs: [(KeyType, [KeySource.Part], String)] = [
            (.hmac, secret, "BINANCE_API_SECRET"), (.ed25519, privateKey, "BINANCE_PRIVATE_KEY_FILE"),
            (.sshAgent, publicKey, "BINANCE_PUBLIC_KEY_FILE"),
        ]
        for (other, parts, name) in proofs where other != type && !parts.isEmpty {
            throw CommandError(
                .configuration,
                "\(name) is set, but the key's type is \(type.rawValue). Nothing was sent.",
                try: "export BINANCE_KEY_TYPE=\(other.rawValue)")
        }
        // Each value for itself: what the environment lacks, the configuration may have.
        let configured = section?.value.reading
        let proof = proofs.first { $0.0 == type } ?? proofs[0]
        let source = KeySource(
            type: type, apiKey: key.isEmpty ? file(configured?.keyFile, "credentials.key-file") : key,
            proof: proof.1.isEmpty && type == .hmac
                ? file(configured?.secretFile, "credentials.secret-file") : proof.1,
            command: nil)
        if source.apiKey.isEmpty { throw missing(source.proof[0].name, "BINANCE_API_KEY") }
        if source.proof.isEmpty { throw missing(source.apiKey[0].name, proof.2) }
        return source
    }

    private func missing(_ there: String, _ missing: String) -> CommandError {
        let name = there.hasPrefix("$") ? String(there.dropFirst()) : there
        return CommandError(.configuration, "\(name) is set but \(missing) is not. Nothing was sent.")
    }

    /// A unit's `LoadCredential=binance-api-key:…`; other credentials of the unit are none of ours.
    private func fromSystemd() throws(CommandError) -> KeySource? {
        guard let folder = environment.filled("CREDENTIALS_DIRECTORY"), folder.hasPrefix("/") else { return nil }
        func there(_ name: String) -> [KeySource.Part] {
            let path = "\(folder)/\(name)"
            return SecretFile.isThere(path) ? [.credential(path)] : []
        }
        let key = there("binance-api-key")
        guard !key.isEmpty else { return nil }
        let type = try statedType(environment.filled("BINANCE_KEY_TYPE"), "BINANCE_KEY_TYPE")
        let name =
            switch type {
            case .hmac: "binance-api-secret"
            case .ed25519: "binance-private-key"
            case .sshAgent: "binance-public-key"
            }
        let proof = there(name)
        guard !proof.isEmpty else {
            throw CommandError(
                .configuration,
                "$CREDENTIALS_DIRECTORY holds binance-api-key but no \(name), which type \(type.rawValue) needs. "
                    + "Nothing was sent.")
        }
        return KeySource(type: type, apiKey: key, proof: proof, command: nil)
    }

    private func configured(_ keys: ConfigurationSection<KeyRows>, _ name: String) throws(CommandError) -> KeySource? {
        let key = file(keys.keyFile, "\(name).key-file")
        let secret = file(keys.secretFile, "\(name).secret-file")
        let privateKey = file(keys.privateKeyFile, "\(name).private-key-file")
        let publicKey =
            file(keys.publicKeyFile, "\(name).public-key-file")
            + (keys.publicKey.map { [.text($0, name: "\(name).public-key")] } ?? [])
        if keys.isEmpty { return nil }
        let type = keys.type ?? .hmac
        let proofs: [(KeyType, [KeySource.Part], String)] = [
            (.hmac, secret, "secret-file"), (.ed25519, privateKey, "private-key-file"),
            (.sshAgent, publicKey, "public-key-file"),
        ]
        for (other, parts, key) in proofs where other != type && !parts.isEmpty {
            let stated = keys.type == nil ? "no type is stated" : "its type is \(type.rawValue)"
            throw CommandError(
                .configuration,
                "\(name) holds \(key), but \(stated): say type: \(other.rawValue). Nothing was sent.")
        }
        let proof = proofs.first { $0.0 == type } ?? proofs[0]
        if let command = keys.credentialCommand {
            guard key.isEmpty, type == .sshAgent || proof.1.isEmpty else {
                throw CommandError(
                    .configuration,
                    "\(name) has both a credential-command and files: use one of them. Nothing was sent.")
            }
            if type == .sshAgent, proof.1.isEmpty { throw lacking(name, "credential-command", proof.2) }
            return KeySource(type: type, apiKey: [], proof: proof.1, command: command)
        }
        if key.isEmpty { throw lacking(name, proof.2, "key-file") }
        if proof.1.isEmpty { throw lacking(name, "key-file", proof.2) }
        return KeySource(type: type, apiKey: key, proof: proof.1, command: nil)
    }

    private func lacking(_ section: String, _ there: String, _ missing: String) -> CommandError {
        CommandError(.configuration, "\(section) holds \(there) but no \(missing). Nothing was sent.")
    }

    private func statedType(_ text: String?, _ name: String) throws(CommandError) -> KeyType {
        guard let text else { return .hmac }
        guard let type = KeyType(rawValue: text) else {
            let known = KeyType.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(.configuration, "\(name) is \(text), which is not one of \(known). Nothing was sent.")
        }
        return type
    }

    private func parts(_ variables: [String], file: String) -> [KeySource.Part] {
        variables.filter { environment.filled($0) != nil }.map { .variable($0) }
            + self.file(environment.filled(file), file)
    }

    private func file(_ path: String?, _ name: String) -> [KeySource.Part] {
        guard let path else { return [] }
        if let folder = environment.filled("CREDENTIALS_DIRECTORY"), path.hasPrefix("$CREDENTIALS_DIRECTORY/") {
            return [.credential(folder + path.dropFirst("$CREDENTIALS_DIRECTORY".count))]
        }
        return [.file(environment.withHome(path), name: name)]
    }
}

extension KeySource.Part {
    fileprivate var variable: String? {
        switch self {
        case .variable(let name): name
        case .file(_, let name): name
        case .credential, .text: nil
        }
    }
}

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

/// `credentials:` of the configuration; the key itself never stands there.
typealias CredentialSection = ConfigurationSection<CredentialRows>

extension CredentialSection {
    var reading: ConfigurationSection<KeyRows> { ConfigurationSection<KeyRows>(written) }
}

/// What a key signs with. It is stated, never guessed from what a file looks like.
enum KeyType: String, Sendable, Hashable, CaseIterable {
    case hmac, ed25519
    case sshAgent = "ssh-agent"
}
