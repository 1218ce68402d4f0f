import FoundationEssentials
import JSON
import TriageCore

/// What `config init` asks, and the YAML of the answers.
struct ConfigurationQuestions {
    let console: any Console
    let environment: [String: String]

    func ask() throws(CommandError) -> String {
        console.error("Enter accepts the value in brackets. Nothing is written before the last answer.\n")
        let environment = try word("Environment", among: ConfigurationKey.environments, default: "mainnet")
        let type = try word(
            "How is the API key to sign: hmac (API secret), ed25519 (private key file) or ssh-agent",
            among: KeyType.allCases.map(\.rawValue), default: "hmac")
        var lines = ["env: \(environment)", "credentials:", "  type: \(type)"]
        lines.append("  key-file: \(try path("File that holds the API key", default: "~/.keys/binance.key"))")
        switch KeyType(rawValue: type) {
        case .ed25519?:
            lines.append("  private-key-file: \(try path("Private key file (PKCS#8)", default: "~/.keys/binance.pem"))")
        case .sshAgent?:
            lines.append("  public-key-file: \(try path("The key's .pub file", default: "~/.ssh/binance.pub"))")
        case .hmac?, nil:
            lines.append(
                "  secret-file: \(try path("File that holds the API secret", default: "~/.keys/binance.secret"))")
        }
        let instances = try words("Addresses of the bot's instances, separated by spaces (http://bot-1:9090)") {
            address in
            address.hasPrefix("http://") || address.hasPrefix("https://") || address.hasPrefix("/")
                ? nil : "\(address) isn't a URL such as http://\(address) or a file such as /run/grinder/healthz."
        }
        if !instances.isEmpty {
            lines.append("instances:")
            for (index, address) in instances.enumerated() {
                lines.append("  - name: bot-\(index + 1)")
                lines.append("    health: \(quoted(address))")
            }
        }
        let logs = try line("grinder's logs, a file, glob or folder", default: "")
        if !logs.isEmpty { lines.append("logs: [\(quoted(logs))]") }
        let symbols = try words("Symbols that may be acted on, separated by spaces (all)") { symbol in
            Symbol(symbol.uppercased()) == nil ? "\(symbol) isn't a symbol such as BTCUSDT." : nil
        }
        if !symbols.isEmpty { lines.append("symbols: [\(symbols.joined(separator: ", ").uppercased())]") }
        let cap = try line("USDT an action may reach at mark price", default: "500") { text in
            Amount(text).map { $0.value >= 0 } == true ? nil : "\(text) isn't an amount such as 250."
        }
        lines += ["limits:", "  max-notional: \(quoted(cap))"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func word(_ question: String, among words: [String], default standard: String) throws(CommandError)
        -> String
    {
        try line(question, default: standard) { answer in
            words.contains(answer) ? nil : "One of \(words.joined(separator: ", ")), please."
        }
    }

    /// Each word has to pass; none is an answer too.
    private func words(_ question: String, _ flaw: (String) -> String?) throws(CommandError) -> [String] {
        func split(_ text: String) -> [String] {
            text.split { $0.isWhitespace || $0 == "," }.map(String.init)
        }
        return split(try line(question, default: "") { split($0).lazy.compactMap(flaw).first })
    }

    /// A file with a key: what is not there yet, or open to others, is said at once and is no reason to begin anew.
    private func path(_ question: String, default standard: String) throws(CommandError) -> String {
        let answer = try line(question, default: standard)
        let isPublic = answer.hasSuffix(".pub")
        if let problem = SecretFile.problem(at: environment.withHome(answer), isSecret: !isPublic) {
            console.error("  note: \(Printable.line(problem))\n")
        }
        return quoted(answer)
    }

    /// Asks up to three times: one slip must not cost the answers before it.
    private func line(
        _ question: String, default standard: String, _ flaw: (String) -> String? = { _ in nil }
    ) throws(CommandError) -> String {
        for _ in 0..<3 {
            console.error("\(question) [\(standard)]: ")
            guard let answer = console.readLine() else {
                throw CommandError(.usage, "input ended before the last answer. Nothing was written.")
            }
            let text = answer.trimmed.isEmpty ? standard : answer.trimmed
            guard let problem = flaw(text) else { return text }
            console.error("  \(Printable.line(problem))\n")
        }
        throw CommandError(.usage, "no valid answer. Nothing was written.", try: "grinderctl config init")
    }

    /// A JSON string is a YAML one.
    private func quoted(_ text: String) -> String { JSONValue.string(text).text }

    /// Every key, commented out, with what it means.
    static let template =
        "# grinderctl's configuration. Flags and variables win over it; grinderctl config show says which.\n"
        + ConfigurationKey.all.flatMap { lines($0, "") }.map { "# \($0)\n" }.joined()

    private static func lines(_ key: ConfigurationKey, _ indent: String) -> [String] {
        let head = "\(indent)\(key.name):"
        func note(_ text: String) -> String { "\(text)  # \(key.summary)" }
        switch key.shape {
        case .text, .amount, .words, .textOr: return [note("\(head) …")]
        case .word(let words): return [note("\(head) \(words.joined(separator: "|"))")]
        case .number: return [note("\(head) N")]
        case .flag: return [note("\(head) true")]
        case .texts, .list: return [note("\(head) […]")]
        case .section(let keys): return [note(head)] + keys.flatMap { lines($0, indent + "  ") }
        case .entries(let keys, _):
            let inner = keys.flatMap { lines($0, indent + "    ") }
            return [note(head)] + inner.prefix(1).map { "\(indent)  - " + $0.dropFirst(indent.count + 4) }
                + inner.dropFirst()
        case .named(let names, _): return [note(head), "\(indent)  \(names[0]): {…}"]
        }
    }
}
