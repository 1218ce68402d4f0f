import Crypto
import FoundationEssentials

/// A public key: what tells one key of an agent from the others, and what is registered with the exchange.
package struct Ed25519PublicKey: Sendable, Hashable {
    /// 32 bytes.
    package let raw: [UInt8]

    init(raw: [UInt8]) { self.raw = raw }

    /// A line of an OpenSSH `.pub` file: `ssh-ed25519 AAAA… comment`.
    package init(openSSH line: String) throws(SigningProblem) {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let type = words.first, words.count > 1 else {
            throw SigningProblem("is no public key line of OpenSSH: ssh-ed25519 AAAA…")
        }
        if type.hasPrefix("sk-") {
            throw SigningProblem(
                "is a key of a security key (\(type)): its signatures cover the device's own flags and counter beside "
                    + "the request, and Binance cannot verify them. Use a plain ssh-ed25519 key, with ssh-add -c to be asked"
            )
        }
        guard type == "ssh-ed25519" else {
            throw SigningProblem("is a \(type) key; of an agent's keys only ssh-ed25519 signs for Binance")
        }
        guard let blob = Data(base64Encoded: words[1]), let raw = Self.raw(blob: Array(blob)) else {
            throw SigningProblem("holds no whole ssh-ed25519 key")
        }
        self.raw = raw
    }

    /// As the agent names it.
    var blob: [UInt8] { AgentWire.string(Array("ssh-ed25519".utf8)) + AgentWire.string(raw) }

    /// `SHA256:…`, as `ssh-add -l` shows it.
    package var sshFingerprint: String {
        let digest = Data(SHA256.hash(data: blob)).base64EncodedString()
        return "SHA256:" + digest.prefix { $0 != "=" }
    }

    /// The PEM to register with the exchange (SubjectPublicKeyInfo).
    package var pem: String {
        let der: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + raw
        return "-----BEGIN PUBLIC KEY-----\n\(Data(der).base64EncodedString())\n-----END PUBLIC KEY-----\n"
    }

    func isValid(_ signature: [UInt8], over payload: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else { return false }
        return key.isValidSignature(signature, for: payload)
    }

    private static func raw(blob: [UInt8]) -> [UInt8]? {
        var reader = AgentWire.Reader(blob)
        guard reader.string() == Array("ssh-ed25519".utf8), let raw = reader.string(), raw.count == 32, reader.isAtEnd
        else { return nil }
        return raw
    }
}
