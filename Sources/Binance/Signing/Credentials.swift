import Crypto
import TriageCore

/// An API key and what signs for it. Cannot be printed, dumped or interpolated: only its ``fingerprint`` is shown.
package struct Credentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Sent as `X-MBX-APIKEY`; shown nowhere.
    let apiKey: String
    let signer: any RequestSigner

    package init(apiKey: String, secret: String) {
        self.init(apiKey: apiKey, signer: HMACSigner(secret: secret))
    }

    package init(apiKey: String, signer: any RequestSigner) {
        self.apiKey = apiKey
        self.signer = signer
    }

    /// The account as the audit log names it: the first 16 hex digits of SHA-256 of the API key.
    package var fingerprint: String { String(SHA256.hash(data: Array(apiKey.utf8)).hexadecimal.prefix(16)) }

    package var description: String { "Credentials(\(fingerprint))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
