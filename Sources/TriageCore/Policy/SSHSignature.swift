import FoundationEssentials

/// An armoured signature of ssh-keygen (openssh PROTOCOL.sshsig), as far as it says what it was made for and with.
package struct SSHSignature: Sendable, Hashable {
    private static let begin = "-----BEGIN SSH SIGNATURE-----"
    private static let end = "-----END SSH SIGNATURE-----"

    package let namespace: String
    /// The public key in base64, as in a `.pub` file.
    package let key: String

    /// `nil` when the text is no such signature. Nothing is verified.
    package init?(armoured text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        guard lines.count >= 3, lines.first == Self.begin, lines.last == Self.end,
            let data = Data(base64Encoded: lines.dropFirst().dropLast().joined())
        else { return nil }
        var reader = WireReader(bytes: Array(data))
        guard reader.take(6) == Array("SSHSIG".utf8), reader.number() == 1, let key = reader.string(),
            let namespace = reader.string()
        else { return nil }
        self.key = Data(key).base64EncodedString()
        self.namespace = String(decoding: namespace, as: UTF8.self)
    }
}

/// Reads what RFC 4251 writes.
private struct WireReader {
    let bytes: [UInt8]
    var position = 0

    mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func number() -> Int? { take(4).map { $0.reduce(0) { $0 << 8 | Int($1) } } }

    mutating func string() -> [UInt8]? { number().flatMap { take($0) } }
}
