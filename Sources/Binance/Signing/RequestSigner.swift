import Crypto
import TriageCore

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
        HMAC<SHA256>.authenticationCode(for: payload, using: key).hexadecimal
    }

    package var description: String { "HMACSigner" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A query string, percent-encoded while it is built: the text that is signed is the text that is sent.
struct Query: Sendable, Hashable {
    private(set) var text = ""

    init(_ parameters: [(name: String, value: String)] = []) {
        for parameter in parameters { append(parameter.name, parameter.value) }
    }

    mutating func append(_ name: String, _ value: String) {
        if !text.isEmpty { text += "&" }
        text += Self.encoded(name) + "=" + Self.encoded(value)
    }

    /// RFC 3986: everything but unreserved characters as `%XX` of its UTF-8 bytes.
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)
}
