import JSON
import TriageCore

/// The command line as it may be recorded: what is or looks like a secret is replaced, so that a careless argument
/// can neither enter the log nor keep the command from being recorded.
package struct ArgumentRedaction: Sendable {
    package static let mark = "<redacted>"

    private let secrets: [String]
    private let scan: SecretScan

    /// - Parameter secrets: keys, secrets and passwords that were loaded; each is replaced whatever its length.
    package init(forbidding secrets: [String]) {
        // The longest first: one secret may hold another.
        self.secrets = secrets.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
        scan = SecretScan(forbidding: secrets)
    }

    package func redacted(_ arguments: [String]) -> [String] {
        let safe = arguments.map(redacted)
        // What is harmless word by word must be so together: a flag and its value.
        return refused(safe.joined(separator: " ")) || refused(safe.joined(separator: "=")) ? mark(safe) : safe
    }

    /// One argument, or any other text a person wrote.
    package func redacted(_ argument: String) -> String {
        var text = argument
        for secret in secrets {
            // A short one is replaced only where it is all there is: it could be part of any word.
            if text.utf8.elementsEqual(secret.utf8) { return Self.mark }
            guard secret.utf8.count >= Self.shortestPart else { continue }
            text = text.replacing(secret, with: Self.mark)
        }
        text = Self.withoutURLSecrets(text)
        return refused(text) ? Self.mark : text
    }

    private static let shortestPart = 4

    private func mark(_ arguments: [String]) -> [String] {
        arguments.enumerated().map { index, word in
            index > 0 && arguments[index - 1].hasPrefix("-") && !word.hasPrefix("-") ? Self.mark : word
        }
    }

    private func refused(_ text: String) -> Bool {
        let draft = EntryDraft(kind: .note, payload: .string(text))
        return scan.finding(in: draft, by: AuditIdentity(operator: "", host: "", environment: "")) != nil
    }

    /// `https://user:password@host/path?query#fragment` without userinfo and the query's values.
    private static func withoutURLSecrets(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        var tail = String(rest[authority.endIndex...])
        let host = authority.lastIndex(of: "@").map { mark + "@" + authority[authority.index(after: $0)...] }
        if let question = tail.firstIndex(of: "?") {
            tail = tail[...question] + withoutValues(tail[tail.index(after: question)...])
        }
        // A list of URLs in one argument: each has its own.
        return text[..<scheme.upperBound] + (host ?? String(authority)) + withoutURLSecrets(tail)
    }

    private static func withoutValues(_ query: Substring) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            pair.firstIndex(of: "=").map { pair[...$0] + mark } ?? mark
        }.joined(separator: "&")
    }
}
