import FoundationEssentials

/// What a server is told of who asks, out of a token file: one line, `TOKEN` for a bearer, `USER:PASSWORD` for basic
/// authentication (no bearer token holds a colon).
///
/// It is never shown: not by itself, nor in anything that holds it.
package struct Authorization: Sendable, CustomStringConvertible, CustomReflectable {
    let header: String
    /// What must not be shown or recorded: the line, the password, and how the header writes them.
    package let secrets: [String]

    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// `nil` where the file holds no token, or more than one line.
    package init?(file bytes: [UInt8]) {
        var line = bytes[...]
        while let last = line.last, [0x0A, 0x0D, 0x20, 0x09].contains(last) { line = line.dropLast() }
        guard !line.isEmpty, line.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":") else {
            guard !text.contains(" ") else { return nil }
            header = "Bearer \(text)"
            secrets = [text]
            return
        }
        let password = String(text[text.index(after: colon)...])
        guard colon != text.startIndex, !password.isEmpty else { return nil }
        let encoded = Data(line).base64EncodedString()
        header = "Basic \(encoded)"
        secrets = [text, password, encoded]
    }
}
