import TriageCore

/// httpx's line of a REST call: `HTTP Request: POST https://HOST/fapi/v1/order?symbol=…&newClientOrderId=…
/// "HTTP/1.1 200 OK"`. The only line of grinder's text log that names an order.
struct RequestLine {
    let method: String
    /// Without the query.
    let path: String
    let status: Int
    let symbol: Symbol?
    let ids: [ClientOrderID]
    /// The `timestamp` of the query: when the request was signed, by the bot's clock.
    let signed: Timestamp?

    /// `nil` for another line, and for one that is broken off before the status.
    init?(_ message: [UInt8]) {
        var cursor = ByteCursor(message)
        guard cursor.acceptWord("HTTP Request: ") else { return nil }
        method = String(bytes: cursor.run { $0 > 0x20 })
        guard !method.isEmpty, method.utf8.count <= 10, cursor.accept(" ") else { return nil }
        let url = cursor.run { $0 > 0x20 }
        guard let status = Self.status(&cursor) else { return nil }
        self.status = status
        let (path, query) = Self.split(url)
        self.path = path
        symbol = Self.value("symbol", in: query).flatMap(Symbol.init)
        signed = Self.value("timestamp", in: query).flatMap { Int64($0) }
            .flatMap { $0 > 1_000_000_000_000 && $0 < 10_000_000_000_000 ? Timestamp(milliseconds: $0) : nil }
        ids = ["newClientOrderId", "origClientOrderId", "clientOrderId", "clientAlgoId"]
            .compactMap { Self.value($0, in: query) }.filter { !$0.isEmpty }.map { ClientOrderID($0) }
    }

    /// ` "HTTP/1.1 200 OK"`
    private static func status(_ cursor: inout ByteCursor) -> Int? {
        guard cursor.acceptWord(" \"HTTP/") else { return nil }
        _ = cursor.run { $0 > 0x20 }
        guard cursor.accept(" ") else { return nil }
        return cursor.digits(3)
    }

    private static func split(_ url: ArraySlice<UInt8>) -> (path: String, query: [ArraySlice<UInt8>]) {
        let question = url.firstIndex(of: UInt8(ascii: "?")) ?? url.endIndex
        let address = url[..<question]
        var start = address.startIndex
        if let colon = address.firstIndex(of: UInt8(ascii: ":")), address[colon...].starts(with: "://") {
            start = address[(colon + 3)...].firstIndex(of: UInt8(ascii: "/")) ?? address.endIndex
        }
        return (String(bytes: address[start...]), url[question...].dropFirst().split(separator: UInt8(ascii: "&")))
    }

    private static func value(_ name: String, in query: [ArraySlice<UInt8>]) -> String? {
        for pair in query {
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), pair[..<equals].elementsEqual(name.utf8)
            else { continue }
            return decoded(pair[(equals + 1)...])
        }
        return nil
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex,
                let high = IDCharacter.hexValue(text[index + 1]), let low = IDCharacter.hexValue(text[index + 2])
            {
                result.append(UInt8(high << 4 | low))
                index += 3
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return String(bytes: result)
    }
}
