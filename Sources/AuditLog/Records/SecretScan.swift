import JSON

/// The last line of defence: no key, secret, signature or listenKey may enter the log. Whoever builds a
/// draft is to leave them out; this refuses the draft when one got through.
struct SecretScan: Sendable {
    /// Registered secrets shorter than this are ignored: they would match ordinary words.
    static let shortestSecret = 8

    private let secrets: [[UInt8]]

    init(forbidding secrets: [String]) {
        self.secrets = secrets.map { Array($0.utf8) }.filter { $0.count >= Self.shortestSecret }
    }

    /// What was found and where, without repeating it; `nil` when there is nothing.
    func finding(in draft: EntryDraft, by identity: AuditIdentity) -> String? {
        let columns = [
            ("investigation", draft.investigation), ("incident", draft.incident), ("symbol", draft.symbol),
            ("client_order_id", draft.clientOrderID), ("operator", identity.operator), ("host", identity.host),
            ("environment", identity.environment),
        ]
        for (name, text) in columns {
            if let text, let what = what(in: text) { return "\(what) in \(name)" }
        }
        return what(in: draft.payload).map { "\($0) in the payload" }
    }

    private func what(in value: JSONValue) -> String? {
        switch value {
        case .null, .bool, .integer, .number: return nil
        case .string(let text): return what(in: text)
        case .array(let elements): return elements.lazy.compactMap(what(in:)).first
        case .object(let members):
            for (key, value) in members {
                if let what = what(in: key) ?? what(in: value) { return what }
                if case .string(let text) = value, let what = what(in: "\(key)=\(text)") { return what }
            }
            return nil
        }
    }

    private func what(in text: String) -> String? {
        let bytes = Array(text.utf8)
        if secrets.contains(where: { bytes.firstRange(of: $0) != nil }) { return "a registered secret" }
        return SecretShape.all.first { $0.occurs(in: bytes) }?.what
    }
}

/// A name, a separator, and a run of token characters long enough to be the real thing: `signature=<64 hex>`,
/// `"listenKey":"…"`, `X-MBX-APIKEY: …`, `/ws/<listenKey>`.
private struct SecretShape: Sendable {
    let what: String
    let name: [UInt8]
    let separators: [UInt8]
    let token: @Sendable (UInt8) -> Bool
    let shortest: Int

    static let all = [
        SecretShape(what: "a signature", name: "signature", separators: "=:", token: isHexDigit, shortest: 64),
        SecretShape(what: "a listenKey", name: "listenkey", separators: "=:", token: isAlphanumeric, shortest: 16),
        SecretShape(what: "an API key", name: "x-mbx-apikey", separators: "=:", token: isAlphanumeric, shortest: 16),
        SecretShape(what: "a listenKey", name: "/ws/", separators: "", token: isAlphanumeric, shortest: 32),
    ]

    init(
        what: String, name: String, separators: String, token: @escaping @Sendable (UInt8) -> Bool, shortest: Int
    ) {
        self.what = what
        self.name = Array(name.utf8)
        self.separators = Array(separators.utf8)
        self.token = token
        self.shortest = shortest
    }

    func occurs(in bytes: [UInt8]) -> Bool {
        guard bytes.count >= name.count + shortest else { return false }
        for start in 0...(bytes.count - name.count - shortest) where isName(at: start, in: bytes) {
            let rest = bytes[(start + name.count)...]
            let between = rest.prefix { #" "'\"#.utf8.contains($0) || separators.contains($0) }
            let isSeparated = separators.isEmpty ? between.isEmpty : between.contains(where: separators.contains)
            if isSeparated, rest.dropFirst(between.count).prefix(while: token).count >= shortest { return true }
        }
        return false
    }

    private func isName(at start: Int, in bytes: [UInt8]) -> Bool {
        for (offset, letter) in name.enumerated() where lowercased(bytes[start + offset]) != letter { return false }
        return true
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
}

private func isHexDigit(_ byte: UInt8) -> Bool {
    "0123456789abcdefABCDEF".utf8.contains(byte)
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch lowercased(byte) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
}

extension [UInt8] {
    fileprivate func firstRange(of part: [UInt8]) -> Range<Int>? {
        guard let first = part.first, count >= part.count else { return nil }
        for start in 0...(count - part.count) where self[start] == first {
            if self[start..<start + part.count].elementsEqual(part) { return start..<start + part.count }
        }
        return nil
    }
}
