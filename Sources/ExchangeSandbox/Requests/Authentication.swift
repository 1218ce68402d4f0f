import Foundation

/// The key header, the clock window, and the signature over the bytes as received.
///
/// Rules: general-info.md, "SIGNED Endpoint security" and "Timing security".
struct Authentication: Sendable {
    private let keys: [String: SandboxKey]

    init(keys: [SandboxKey]) {
        self.keys = Dictionary(keys.map { ($0.apiKey, $0) }, uniquingKeysWith: { $1 })
    }

    @discardableResult
    func checkKey(_ request: ReceivedRequest) throws(Refusal) -> SandboxKey {
        guard let name = request.apiKey, name.utf8.count == 64,
            name.utf8.allSatisfy({ $0 != 0x20 && (0x21...0x7E).contains($0) })
        else { throw .keyFormat }
        guard let key = keys[name] else { throw .unknownKey }
        return key
    }

    func checkSigned(_ request: ReceivedRequest, _ parameters: Parameters, now: Int64) throws(Refusal) {
        let key = try checkKey(request)
        guard parameters["signature"].map({ !$0.isEmpty }) == true else { throw .missing("signature") }
        try checkClock(parameters, now: now)
        guard isSigned(request, by: key) else { throw .badSignature }
        guard key.mayTrade || request.method == "GET" else { throw .noPermission }
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

    private func isSigned(_ request: ReceivedRequest, by key: SandboxKey) -> Bool {
        let query = Self.split(request.rawQuery)
        let body = Self.split(request.rawBody)
        let signature: Substring
        switch (query.signature, body.signature) {
        case (let found?, nil), (nil, let found?): signature = found
        default: return false
        }
        return key.proves(signature, over: Data((query.payload + body.payload).utf8))
    }

    /// The payload of one part and its signature, which must be that part's last parameter.
    private static func split(_ raw: String) -> (payload: Substring, signature: Substring?) {
        let start = raw.lastIndex(of: "&").map(raw.index(after:)) ?? raw.startIndex
        let last = raw[start...]
        guard last.hasPrefix("signature=") else { return (raw[...], nil) }
        let payload = start == raw.startIndex ? raw[..<start] : raw[..<raw.index(before: start)]
        return (payload, last.dropFirst("signature=".count))
    }
}
