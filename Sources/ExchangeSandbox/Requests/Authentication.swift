import Crypto
import Foundation

/// HMAC-SHA256 over the bytes as received, the clock window, and the key header.
///
/// Rules: general-info.md, "SIGNED Endpoint security" and "Timing security".
struct Authentication: Sendable {
    let apiKey: String
    let apiSecret: String

    func checkKey(_ request: ReceivedRequest) throws(Refusal) {
        guard let key = request.apiKey, key.utf8.count == 64,
            key.utf8.allSatisfy({ $0 != 0x20 && (0x21...0x7E).contains($0) })
        else { throw .keyFormat }
        guard key == apiKey else { throw .unknownKey }
    }

    func checkSigned(_ request: ReceivedRequest, _ parameters: Parameters, now: Int64) throws(Refusal) {
        try checkKey(request)
        guard parameters["signature"].map({ !$0.isEmpty }) == true else { throw .missing("signature") }
        try checkClock(parameters, now: now)
        guard isSigned(request) else { throw .badSignature }
        guard !parameters.repeated else { throw .duplicateParameter }
    }

    /// `timestamp < now + 1000 && now - timestamp <= recvWindow`
    private func checkClock(_ parameters: Parameters, now: Int64) throws(Refusal) {
        guard let text = parameters["timestamp"], !text.isEmpty else { throw .missing("timestamp") }
        guard let timestamp = Int64(text), timestamp >= 0 else { throw .missing("timestamp") }
        var window: Int64 = 5000
        if let given = parameters["recvWindow"] {
            guard let value = Int64(given), value >= 0 else { throw .missing("recvWindow") }
            guard value <= 60_000 else { throw .recvWindowTooLarge }
            window = value
        }
        guard timestamp < now + 1000 else { throw .aheadOfServer }
        guard now - timestamp <= window else { throw .behindWindow }
    }

    private func isSigned(_ request: ReceivedRequest) -> Bool {
        let query = Self.split(request.rawQuery)
        let body = Self.split(request.rawBody)
        let signature: Substring
        switch (query.signature, body.signature) {
        case (let found?, nil), (nil, let found?): signature = found
        default: return false
        }
        guard let code = Self.bytes(hex: signature) else { return false }
        let key = SymmetricKey(data: Data(apiSecret.utf8))
        let payload = Data((query.payload + body.payload).utf8)
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: payload, using: key)
    }

    /// The payload of one part and its signature, which must be that part's last parameter.
    private static func split(_ raw: String) -> (payload: Substring, signature: Substring?) {
        let start = raw.lastIndex(of: "&").map(raw.index(after:)) ?? raw.startIndex
        let last = raw[start...]
        guard last.hasPrefix("signature=") else { return (raw[...], nil) }
        let payload = start == raw.startIndex ? raw[..<start] : raw[..<raw.index(before: start)]
        return (payload, last.dropFirst("signature=".count))
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
