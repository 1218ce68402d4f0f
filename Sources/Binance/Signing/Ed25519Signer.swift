import Crypto
import FoundationEssentials
import TriageCore

/// Ed25519 over the query, as base64 of the 64 bytes, with a private key this process holds.
package struct Ed25519Signer: RequestSigner, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let key: Curve25519.Signing.PrivateKey

    /// - Parameter file: the bytes of a PKCS#8 file, PEM or DER.
    package init(pkcs8 file: [UInt8]) throws(SigningProblem) {
        let seed = try PrivateKeyFile.seed(in: file)
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw SigningProblem("is no usable Ed25519 key")
        }
        self.key = key
    }

    package var publicKey: Ed25519PublicKey { Ed25519PublicKey(raw: Array(key.publicKey.rawRepresentation)) }

    package func signature(over payload: [UInt8]) throws -> String {
        try key.signature(for: payload).base64EncodedString()
    }

    /// The forms in which the key could show up somewhere: what must be found nowhere.
    package var forbidden: [String] {
        let seed = key.rawRepresentation
        return [seed.base64EncodedString(), seed.hexadecimal, PrivateKeyFile.pemBody(seed: Array(seed))]
    }

    package var description: String { "Ed25519Signer" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
