import Crypto
import Foundation

/// An API key the exchange knows, with what proves who uses it and whether it may trade.
package struct SandboxKey: Sendable {
    package let apiKey: String
    let proof: Proof
    /// Without it a write is refused as Binance refuses a key without the permission (-2015).
    let mayTrade: Bool

    enum Proof: Sendable {
        case hmac(secret: String)
        /// 32 bytes.
        case ed25519(Data)
    }

    package static func hmac(apiKey: String, secret: String, mayTrade: Bool = true) -> SandboxKey {
        SandboxKey(apiKey: apiKey, proof: .hmac(secret: secret), mayTrade: mayTrade)
    }

    /// - Parameter text: a public key, as PEM (`-----BEGIN PUBLIC KEY-----`) or as a line of OpenSSH (`ssh-ed25519 …`).
    ///   `nil` when it is no Ed25519 key.
    package static func ed25519(apiKey: String, publicKey text: String, mayTrade: Bool = true) -> SandboxKey? {
        let words = text.split(whereSeparator: \.isWhitespace)
        let openSSH = words.first == "ssh-ed25519"
        let body = openSSH ? String(words.dropFirst().first ?? "") : pemBody(text)
        let head: [UInt8] =
            openSSH
            ? [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32]
            : [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        guard let bytes = Data(base64Encoded: body), bytes.count == head.count + 32, bytes.starts(with: head) else {
            return nil
        }
        return SandboxKey(apiKey: apiKey, proof: .ed25519(Data(bytes.suffix(32))), mayTrade: mayTrade)
    }

    private static func pemBody(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined().filter { !$0.isWhitespace }
    }

    /// `signature`: as it stands in the query or body, still percent-encoded.
    func proves(_ signature: Substring, over payload: Data) -> Bool {
        switch proof {
        case .hmac(let secret):
            guard let code = Self.bytes(hex: signature) else { return false }
            let key = SymmetricKey(data: Data(secret.utf8))
            return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: payload, using: key)
        case .ed25519(let raw):
            // A plus sign in a query is a space: the base64 must be percent-encoded.
            guard let text = signature.replacing("+", with: " ").removingPercentEncoding,
                let bytes = Data(base64Encoded: text),
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
            else { return false }
            return key.isValidSignature(bytes, for: payload)
        }
    }

    private static func bytes(hex: Substring) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
            guard pair.first != "+", pair.first != "-", let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
