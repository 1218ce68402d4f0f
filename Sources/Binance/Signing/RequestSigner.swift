import Crypto

/// Signs the query exactly as it goes on the wire (Binance USD-M general info, "SIGNED endpoint security").
package protocol RequestSigner: Sendable {
    /// The value of the `signature` parameter, not yet percent-encoded.
    func signature(over payload: [UInt8]) async throws -> String
}

/// HMAC-SHA256 with the API secret, as lower-case hex.
package struct HMACSigner: RequestSigner, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let key: SymmetricKey

    package init(secret: String) { key = SymmetricKey(data: Array(secret.utf8)) }

    package func signature(over payload: [UInt8]) -> String {
        lowerCaseHex(HMAC<SHA256>.authenticationCode(for: payload, using: key))
    }

    package var description: String { "HMACSigner" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

func lowerCaseHex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
