import FoundationEssentials

/// An Ed25519 private key as `openssl genpkey -algorithm ed25519` writes it: PKCS#8 (RFC 5958, RFC 8410), PEM or DER,
/// not encrypted.
enum PrivateKeyFile {
    /// The algorithm 1.3.101.112.
    private static let ed25519: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]

    static func seed(in file: [UInt8]) throws(SigningProblem) -> [UInt8] {
        let text = String(decoding: file, as: UTF8.self)
        guard let begin = text.firstRange(of: "-----BEGIN ") else { return try seed(der: file) }
        let label = text[begin.upperBound...].prefix { $0 != "-" }
        guard label == "PRIVATE KEY" else { throw refusal(of: String(label)) }
        let body = text[begin.upperBound...].dropFirst(label.count + 5).prefix { $0 != "-" }
        guard let der = Data(base64Encoded: String(body.filter { !$0.isWhitespace })) else {
            throw SigningProblem("holds a PEM block that is not base64")
        }
        return try seed(der: Array(der))
    }

    /// The base64 of the usual PKCS#8 file, without its first and last line.
    static func pemBody(seed: [UInt8]) -> String {
        Data([0x30, 0x2E, 0x02, 0x01, 0x00] + ed25519 + [0x04, 0x22, 0x04, 0x20] + seed).base64EncodedString()
    }

    private static func refusal(of label: String) -> SigningProblem {
        switch label {
        case "OPENSSH PRIVATE KEY":
            SigningProblem("is a key of OpenSSH's own form: load it with ssh-add and say type: ssh-agent")
        case "ENCRYPTED PRIVATE KEY":
            SigningProblem(
                "is encrypted with a passphrase, and grinderctl never asks for one: keep the key in ssh-agent "
                    + "(type: ssh-agent), or let credential-command decrypt it")
        case "PUBLIC KEY", "CERTIFICATE": SigningProblem("is public; the private key is needed")
        default: SigningProblem("holds a \(label), not an Ed25519 key in PKCS#8")
        }
    }

    /// `SEQUENCE { INTEGER version, algorithm, OCTET STRING { OCTET STRING seed }, … }`
    private static func seed(der: [UInt8]) throws(SigningProblem) -> [UInt8] {
        let other = SigningProblem("is no Ed25519 private key in PKCS#8 (openssl genpkey -algorithm ed25519)")
        var outer = DERReader(der)
        guard var key = outer.next(0x30).map({ DERReader($0) }), outer.isAtEnd,
            let version = key.next(0x02), version == [0] || version == [1]
        else { throw other }
        guard let algorithm = key.next(0x30), algorithm == Self.ed25519.dropFirst(2) else {
            throw SigningProblem("holds a key of another kind than Ed25519")
        }
        guard var octets = key.next(0x04).map({ DERReader($0) }), let seed = octets.next(0x04), octets.isAtEnd,
            seed.count == 32
        else { throw other }
        return Array(seed)
    }
}

/// Reads DER one element after the other; lengths below 64 KiB.
private struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = ArraySlice(Array(bytes)) }

    var isAtEnd: Bool { rest.isEmpty }

    /// The contents of the next element when it has this tag.
    mutating func next(_ tag: UInt8) -> ArraySlice<UInt8>? {
        guard rest.popFirst() == tag, let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            guard (1...2).contains(first & 0x7F) else { return nil }
            length = 0
            for _ in 0..<(first & 0x7F) {
                guard let byte = rest.popFirst() else { return nil }
                length = length << 8 | Int(byte)
            }
        }
        guard rest.count >= length else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }
}
