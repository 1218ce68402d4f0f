import Binance
import FoundationEssentials

/// Reads the keys a profile names. There is no secret flag.
struct CredentialReader {
    let environment: [String: String]
    let section: Sourced<CredentialSection>?

    /// One key, ready to sign.
    struct Key: Sendable {
        let credentials: Credentials
        let type: KeyType
        /// What must never be shown or stored.
        let forbidden: [String]
        let remarks: [String]
        /// Of an asymmetric key: what is registered with the exchange.
        var publicKey: Ed25519PublicKey?
    }

    /// What a command works with.
    struct Loaded: Sendable {
        let credentials: Credentials
        let account: String
        let source: KeySource
        let forbidden: [String]
        let remarks: [String]
    }

    var choice: KeyChoice { KeyChoice(environment: environment, section: section) }

    /// `nil` when nothing names a key.
    func load(for role: KeyRole) throws(CommandError) -> Loaded? {
        guard let sources = try choice.sources() else { return nil }
        let reading = try read(sources.reading)
        var (used, source) = (reading, sources.reading)
        if role == .acting, let acting = sources.acting { (used, source) = (try read(acting), acting) }
        let isOne = used.credentials.fingerprint == reading.credentials.fingerprint
        return Loaded(
            credentials: used.credentials, account: reading.credentials.fingerprint, source: source,
            forbidden: Array(Set(reading.forbidden + used.forbidden)).sorted(),
            remarks: reading.remarks + (isOne ? [] : used.remarks))
    }

    /// Keys and secrets that variables and files hold, as far as they can be read; no command is run and no agent asked.
    var atHand: [String] {
        guard let sources = try? choice.sources() else { return [] }
        let texts = [sources.reading, sources.acting].compactMap(\.self).filter { $0.command == nil }.flatMap {
            source in
            let parts = source.apiKey + (source.type == .sshAgent ? [] : source.proof)
            return parts.compactMap { part in try? bytes(of: part) }.flatMap { bytes -> [String] in
                if let signer = try? Ed25519Signer(pkcs8: bytes) { return signer.forbidden }
                let text = String(decoding: bytes, as: UTF8.self).trimmed
                return text.isEmpty ? [] : [text]
            }
        }
        return Array(Set(texts)).sorted()
    }

    func read(_ source: KeySource) throws(CommandError) -> Key {
        if let command = source.command { return try key(of: source, by: CredentialCommand(command, environment)) }
        let apiKey = try word(source.apiKey)
        let proof: Proof
        switch source.type {
        case .hmac:
            let secret = try word(source.proof)
            guard secret != apiKey else {
                throw CommandError(
                    .configuration,
                    "\(source.apiKey[0].name) and \(source.proof[0].name) hold the same: one is the API key, the other its "
                        + "secret. Nothing was sent.")
            }
            proof = .secret(secret)
        case .ed25519: proof = .privateKey(try bytes(of: source.proof[0]), from: source.proof[0].name)
        case .sshAgent: proof = .publicKey(try bytes(of: source.proof[0]), from: source.proof[0].name)
        }
        return try key(apiKey, proof)
    }

    private enum Proof {
        case secret(String)
        case privateKey([UInt8], from: String)
        case publicKey([UInt8], from: String)
    }

    private func key(of source: KeySource, by command: CredentialCommand) throws(CommandError) -> Key {
        let answer = try command.answer(for: source.type)
        let proof: Proof =
            switch source.type {
            case .hmac: .secret(answer.proof)
            case .ed25519: .privateKey(Array(answer.proof.utf8), from: "credential-command's privateKey")
            case .sshAgent: .publicKey(try bytes(of: source.proof[0]), from: source.proof[0].name)
            }
        let key = try key(answer.apiKey, proof)
        return Key(
            credentials: key.credentials, type: key.type, forbidden: key.forbidden, remarks: answer.remarks,
            publicKey: key.publicKey)
    }

    private func key(_ apiKey: String, _ proof: Proof) throws(CommandError) -> Key {
        switch proof {
        case .secret(let secret):
            return Key(
                credentials: Credentials(apiKey: apiKey, secret: secret), type: .hmac, forbidden: [apiKey, secret],
                remarks: [])
        case .privateKey(let bytes, let name):
            do throws(SigningProblem) {
                let signer = try Ed25519Signer(pkcs8: bytes)
                return Key(
                    credentials: Credentials(apiKey: apiKey, signer: signer), type: .ed25519,
                    forbidden: [apiKey] + signer.forbidden, remarks: [], publicKey: signer.publicKey)
            } catch {
                throw CommandError(.configuration, "\(name) \(error). Nothing was sent.")
            }
        case .publicKey(let bytes, let name):
            let publicKey: Ed25519PublicKey
            do throws(SigningProblem) {
                publicKey = try Ed25519PublicKey(openSSH: String(decoding: bytes, as: UTF8.self))
            } catch {
                throw CommandError(.configuration, "\(name) \(error). Nothing was sent.")
            }
            return Key(
                credentials: Credentials(apiKey: apiKey, signer: try agent(holding: publicKey)), type: .sshAgent,
                forbidden: [apiKey], remarks: [], publicKey: publicKey)
        }
    }

    private func agent(holding publicKey: Ed25519PublicKey) throws(CommandError) -> AgentSigner {
        guard let socket = environment.filled("SSH_AUTH_SOCK") else {
            throw CommandError(
                .configuration,
                "type ssh-agent: SSH_AUTH_SOCK is not set, so there is no agent to ask. Nothing was sent.",
                try: "eval \"$(ssh-agent)\" && ssh-add -t 15m KEYFILE")
        }
        let signer = AgentSigner(socket: socket, publicKey: publicKey)
        do throws(SigningProblem) {
            try signer.check()
        } catch {
            throw CommandError(
                .configuration, "\(error). Nothing was sent.",
                try: error.remedy.isEmpty ? nil : Printable.shellLine(error.remedy))
        }
        return signer
    }

    /// A key or secret in one word. Several places must say the same.
    private func word(_ parts: [KeySource.Part]) throws(CommandError) -> String {
        var found: [(name: String, text: String)] = []
        for part in parts {
            let bytes = try bytes(of: part)
            found.append((part.name, String(decoding: bytes, as: UTF8.self).trimmed))
        }
        let first = found[0]
        if let other = found.first(where: { $0.text != first.text }) {
            throw CommandError(
                .configuration, "\(first.name) and \(other.name) differ: unset one of them. Nothing was sent.")
        }
        if first.text.hasPrefix("-----BEGIN ") {
            throw CommandError(
                .configuration,
                "\(first.name) is a PEM file, not a secret: set type: ed25519 and private-key-file. Nothing was sent.")
        }
        if let what = Self.flaw(in: first.text) {
            throw CommandError(.configuration, "\(first.name) \(what). Nothing was sent.")
        }
        return first.text
    }

    /// Why a text is no key or secret; `nil` when it may be one.
    static func flaw(in text: String) -> String? {
        if text.isEmpty { return "is empty" }
        if text.unicodeScalars.first == "\u{FEFF}" {
            return "begins with a byte order mark, which an editor put there: save it without one"
        }
        let words = text.split(whereSeparator: \.isWhitespace).count
        if words > 1 {
            return "holds \(words) words, with spaces or control characters between them; the key alone is expected"
        }
        if "\"'".contains(text.first ?? " ") { return "holds quotes; the key alone is expected" }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return "holds characters that no key has (non-ASCII or control characters)"
        }
        return nil
    }

    private func bytes(of part: KeySource.Part) throws(CommandError) -> [UInt8] {
        switch part {
        case .variable(let name): return Array((environment[name] ?? "").utf8)
        case .text(let text, _): return Array(text.utf8)
        // systemd grants a service's user its credentials by an access list, whose mask shows as the group's bits.
        case .credential(let path):
            return try SecretFile.read(path, named: "CREDENTIALS_DIRECTORY", allowing: 0o040)
        case .file(let path, let name):
            let isPublic = name.lowercased().contains("public")
            let bytes = try SecretFile.read(path, named: name, allowing: isPublic ? 0o077 : 0)
            if isPublic, String(decoding: bytes.prefix(64), as: UTF8.self).contains("PRIVATE KEY-----") {
                throw CommandError(
                    .configuration,
                    "\(name): \(path) is a private key; the .pub file beside it is needed. Nothing was sent.")
            }
            return bytes
        }
    }
}
