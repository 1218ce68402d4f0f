import BotEvidence
import FoundationEssentials
import TriageCore

/// A command that answers with a key, as AWS's `credential_process` does: one JSON object on stdout. The answer is
/// never logged or shown.
struct CredentialCommand {
    static let timeout = Duration.seconds(30)

    struct Answer {
        let apiKey: String
        /// The secret, or the private key in PEM; empty for a key of an agent.
        let proof: String
        /// What it said on stderr, without the key.
        let remarks: [String]
    }

    private let text: String
    private let environment: [String: String]

    /// What a command that answers with a key has no use for: other keys, and the team log's password.
    private static let withheld: Set<String> = [
        "BINANCE_API_KEY", "BINANCE_API_SECRET", "BINANCE_SECRET_KEY", "PGPASSWORD",
    ]

    init(_ text: String, _ environment: [String: String]) {
        self.text = text
        self.environment = environment.filter { !Self.withheld.contains($0.key) }
    }

    func answer(for type: KeyType) throws(CommandError) -> Answer {
        let outcome = ShellCommand(text: text, environment: environment, timeout: Self.timeout, usesTerminal: true)
            .runAndWait()
        switch outcome.ending {
        case .exited(0): break
        case .exited(let status): throw failed("ended with exit status \(status)", outcome)
        case .signalled(let signal): throw failed("was ended by signal \(signal)", outcome)
        case .timedOut: throw failed("did not answer within \(Self.timeout.components.seconds) s", outcome)
        case .notRun(let reason): throw failed("was not run: \(reason)", outcome)
        }
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(outcome.output.utf8))
        } catch {
            throw failed("did not answer with a JSON object like {\"apiKey\":…,\"apiSecret\":…}", outcome)
        }
        if let stated = fields.type, stated != type.rawValue {
            throw failed(
                "answered a key of type \(stated.prefix(20)), and the configuration states \(type.rawValue)", outcome)
        }
        let proof: String?
        switch type {
        case .hmac: proof = fields.apiSecret
        case .ed25519: proof = fields.privateKey
        case .sshAgent: proof = ""
        }
        guard let apiKey = fields.apiKey?.trimmed, Self.isWord(apiKey) else {
            throw failed("answered no usable apiKey", outcome)
        }
        guard let proof, type != .hmac || Self.isWord(proof.trimmed) else {
            throw failed("answered no usable \(type == .hmac ? "apiSecret" : "privateKey")", outcome)
        }
        return Answer(
            apiKey: apiKey, proof: type == .hmac ? proof.trimmed : proof,
            remarks: Self.lines(outcome.errors, without: [apiKey, proof]))
    }

    private struct Fields: Decodable {
        let type: String?
        let apiKey: String?
        let apiSecret: String?
        let privateKey: String?
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private func failed(_ what: String, _ outcome: ShellCommand.Outcome) -> CommandError {
        // Its answer may hold the key even when it is no answer; each of its words counts as one.
        let words = outcome.output.split { !$0.isLetter && !$0.isNumber && $0 != "+" && $0 != "/" && $0 != "=" }
        let said = Self.lines(outcome.errors, without: words.map(String.init).filter { $0.utf8.count >= 8 })
        let last = said.last.map { ": \($0)" } ?? ""
        return CommandError(.configuration, "the credential-command \(what)\(last). Nothing was sent.")
    }

    /// The lines of stderr without the key, and without anything else that is as long as one.
    private static func lines(_ text: String, without secrets: [String]) -> [String] {
        let parts = secrets.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }.filter { $0.count >= 4 }
        let redacted = Redaction(secrets: parts).redact(text)
        return redacted.split(whereSeparator: \.isNewline).suffix(20).map { line in
            String(line).replacing(/[A-Za-z0-9+\/=_\-]{32,}/, with: Redaction.mark).trimmed
        }.filter { !$0.isEmpty }
    }
}
