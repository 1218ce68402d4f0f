import TriageCore

/// Takes secrets out of text before anything else sees it: signatures, the `timestamp` of signed URLs, listenKeys, API
/// keys, and the secrets it was told. Control characters stay: the console makes them visible.
package struct Redaction: Sendable {
    package static let mark = "<redacted>"
    private let secrets: [[UInt8]]

    /// `secrets` shorter than four characters are not looked for: they would be found in any text.
    package init(secrets: [String] = []) {
        self.secrets = secrets.filter { $0.unicodeScalars.count >= 4 }.map { Array($0.utf8) }
            .sorted { $0.count > $1.count }
    }

    package func redact(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let withoutTold = secrets.reduce(bytes) { text, secret in
            Self.rewritten(text) { text, position in
                guard text[position] == secret[0], text[position...].starts(with: secret) else { return nil }
                return position..<(position + secret.count)
            }
        }
        let rewritten = SecretForm.all.reduce(withoutTold) { Self.rewritten($0, finder: $1) }
        return rewritten == bytes ? text : String(bytes: rewritten)
    }

    /// With the mark in place of what `finder` finds, asked at each position from left to right.
    private static func rewritten(_ text: [UInt8], finder: SecretForm.Finder) -> [UInt8] {
        var result: [UInt8] = []
        var copied = 0
        var position = 0
        while position < text.count {
            guard let range = finder(text, position) else {
                position += 1
                continue
            }
            result += text[copied..<range.lowerBound]
            result += mark.utf8
            copied = range.upperBound
            position = range.upperBound
        }
        guard copied > 0 else { return text }
        return result + text[copied...]
    }
}

extension LogMeaning {
    /// Texts out of the line, without what the line must not show.
    func redacted(_ redaction: Redaction) -> LogMeaning {
        switch self {
        case .placementError(let code, let message, let isFinal):
            .placementError(code: code, message: redaction.redact(message), isFinal: isFinal)
        case .request(let method, let path, let status):
            .request(method: redaction.redact(method), path: redaction.redact(path), status: status)
        case .mismatch(let kind, let plan): .mismatch(kind, plan: plan.map(redaction.redact))
        case .stream, .highAvailability, .killSwitch, .event, .other: self
        }
    }
}
