import JSON
import TriageCore

/// What one line proves, and of what.
struct LineProof {
    /// `nil` when the line proves nothing but what it names.
    let meaning: LogMeaning?
    let symbol: Symbol?
    /// Ids that the line's structure says: a field, a parameter of the request.
    let ids: [ClientOrderID]
    /// A moment that the line's content tells: the end of a reconcile run, the signing of a request.
    let moment: Timestamp?
    /// Of the REST calls some prove nothing, and yet are understood.
    let isRequest: Bool
    /// Of a complaint: see ``LogEvent/isUnclear``.
    var isUnclear = false

    static let none = LineProof(LogEntry())
    /// Of a line that complains about something, and is not understood.
    static let unclearMismatch = LineProof(meaning: .mismatch(nil, plan: nil), isUnclear: true)

    private init(
        meaning: LogMeaning?, symbol: Symbol? = nil, ids: [ClientOrderID] = [], moment: Timestamp? = nil,
        isRequest: Bool = false, isUnclear: Bool = false
    ) {
        self.meaning = meaning
        self.symbol = symbol
        self.ids = ids
        self.moment = moment
        self.isRequest = isRequest
        self.isUnclear = isUnclear
    }

    /// - Parameter line: what the entry was found in; `nil`: no more than the entry is known.
    init(_ entry: LogEntry, in line: [UInt8]? = nil) {
        let message = entry.message
        if let request = RequestLine(message) {
            self.init(
                meaning: Self.isWorthKeeping(request) ? .request(request) : nil, symbol: request.symbol,
                ids: request.ids, moment: request.signed, isRequest: true)
        } else if message.starts(with: "RECONCILE_MISMATCH") {
            let fields = MismatchFields(entry, in: line ?? message)
            self.init(
                meaning: .mismatch(fields.kind, plan: fields.plan),
                symbol: fields.symbol ?? Self.inlineSymbol(message), ids: fields.id.map { [$0] } ?? [],
                isUnclear: fields.kind == nil && MismatchMark.isMore(thanItsWord: message))
        } else {
            let meaning = PlacementLine.meaning(message) ?? Catalogue.meaning(message)
            if meaning == nil, let line, !MismatchMark.isMention(entry), MismatchMark.isIn(line) {
                self.init(meaning: .mismatch(MismatchMark.onlyKind(in: line), plan: nil), isUnclear: true)
            } else {
                self.init(telling: meaning, entry)
            }
        }
    }

    private init(telling meaning: LogMeaning?, _ entry: LogEntry) {
        let moment = entry.message.starts(with: "RECONCILE_RUN") ? Self.runEnd(entry.fields) : nil
        guard meaning != nil || entry.fields?.has("client_order_id") == true else {
            self.init(meaning: nil, moment: moment)
            return
        }
        let inline = entry.fields == nil ? Self.inlineSymbol(entry.message) : nil
        let id = entry.fields?["client_order_id"]?.stringValue.flatMap(MismatchFields.id)
        self.init(
            meaning: meaning, symbol: entry.fields?["symbol"]?.stringValue.flatMap(Symbol.init) ?? inline,
            ids: id.map { [$0] } ?? [], moment: moment)
    }

    /// Asking and being answered proves nothing; a listenKey is kept alive every 30 s.
    private static func isWorthKeeping(_ request: RequestLine) -> Bool {
        guard request.ids.isEmpty, request.status < 400 else { return true }
        return request.method != "GET" && !(request.method == "PUT" && request.path.hasSuffix("/listenKey"))
    }

    private static func runEnd(_ fields: JSONMembers?) -> Timestamp? {
        guard let text = fields?["ts_end"]?.numberText, let end = Int64(text),
            (1_000_000_000_000..<10_000_000_000_000).contains(end)
        else { return nil }
        return Timestamp(milliseconds: end)
    }

    /// `symbol=BTCUSDT`, `sym=BTCUSDT`, `(symbol='BTCUSDT'`, `Failed to fetch orders for BTCUSDT: `
    private static func inlineSymbol(_ message: [UInt8]) -> Symbol? {
        let words: [StaticString] =
            message.starts(with: "Failed to fetch ")
            ? [" for "] : ["symbol='", "symbol=", "sym=", "symbol\": \"", "symbol\":\""]
        for word in words {
            guard let end = firstEnd(of: word, in: message) else { continue }
            let name = message[end...].prefix(while: ByteCursor.isWord)
            if let symbol = Symbol(String(bytes: name)) { return symbol }
        }
        return nil
    }

    /// Where the first occurrence of `word`, in any case, ends; `nil` when it is the end of a longer word.
    private static func firstEnd(of word: StaticString, in message: [UInt8]) -> Int? {
        var cursor = ByteCursor(message)
        for start in 0..<min(message.count, 1_024) {
            cursor.position = start
            guard cursor.acceptAnyCase(word) else { continue }
            return start == 0 || !ByteCursor.isWord(message[start - 1]) ? cursor.position : nil
        }
        return nil
    }
}

extension LogMeaning {
    fileprivate static func request(_ line: RequestLine) -> LogMeaning {
        .request(method: line.method, path: line.path, status: line.status)
    }
}

/// A line of a REST call: httpx's `HTTP Request: POST https://HOST/fapi/v1/order?symbol=…&newClientOrderId=…
/// "HTTP/1.1 200 OK"`, the only line of grinder's text log that names an order, or the same without its first words, as
/// urllib3 and proxies write it (`"POST /fapi/v1/order?… HTTP/1.1" 200`).
struct RequestLine {
    let method: String
    /// Without the query.
    let path: String
    let status: Int
    let symbol: Symbol?
    let ids: [ClientOrderID]
    /// The `timestamp` of the query: when the request was signed, by the bot's clock.
    let signed: Timestamp?

    private static let words: StaticString = "HTTP Request: "
    private static let methods: [StaticString] = ["GET ", "POST ", "PUT ", "DELETE "]

    /// `nil` for another line, for one that is broken off before the status, and for one whose query is still escaped.
    init?(_ message: [UInt8]) {
        guard let parts = Self.parts(of: message, at: 0) else { return nil }
        let url = message[parts.url]
        guard !Self.isEscaped(url) else { return nil }
        method = String(bytes: message[parts.method])
        status = parts.status
        let (path, query) = Self.split(url)
        self.path = path
        symbol = Self.value("symbol", in: query).flatMap(Symbol.init)
        signed = Self.value("timestamp", in: query).flatMap { Int64($0) }
            .flatMap { $0 > 1_000_000_000_000 && $0 < 10_000_000_000_000 ? Timestamp(milliseconds: $0) : nil }
        ids = ["newClientOrderId", "origClientOrderId", "clientOrderId", "clientAlgoId"]
            .compactMap { Self.value($0, in: query) }.filter { !$0.isEmpty }.map { ClientOrderID($0) }
    }

    /// As ``init(_:)`` has it, at a smaller price.
    static func isOne(_ message: [UInt8]) -> Bool {
        parts(of: message, at: 0).map { !isEscaped(message[$0.url]) } ?? false
    }

    /// Whether a request's words may begin at a position.
    static func begins(_ text: [UInt8], at position: Int) -> Bool {
        if text.contains(words, at: position) { return true }
        guard let method = methods.first(where: { text.contains($0, at: position) }) else { return false }
        let address = position + method.utf8CodeUnitCount
        return text.contains("http://", at: address) || text.contains("https://", at: address)
            || text.contains("/fapi/", at: address)
    }

    /// Behind the request whose words begin at a position.
    static func end(in text: [UInt8], from position: Int) -> Int? { parts(of: text, at: position)?.end }

    private struct Parts {
        let method: Range<Int>
        let url: Range<Int>
        let status: Int
        let end: Int
    }

    private static func parts(of text: [UInt8], at position: Int) -> Parts? {
        guard begins(text, at: position) else { return nil }
        var cursor = ByteCursor(text, at: position)
        _ = cursor.acceptWord(words)
        let method = cursor.run { $0 > 0x20 }
        guard !method.isEmpty, method.count <= 10, cursor.accept(" ") else { return nil }
        let url = cursor.run {
            $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "<")
        }
        guard !url.isEmpty, let status = status(&cursor) else { return nil }
        return Parts(method: method.indices, url: url.indices, status: status, end: cursor.position)
    }

    /// ` "HTTP/1.1 200 OK"`, ` HTTP/1.1" 200`
    private static func status(_ cursor: inout ByteCursor) -> Int? {
        let isQuote: (UInt8) -> Bool = { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        let isGap: (UInt8) -> Bool = { $0 == 0x20 || isQuote($0) || $0 == UInt8(ascii: "'") }
        guard cursor.run(isGap).count <= 8, cursor.acceptWord("HTTP/") else { return nil }
        _ = cursor.run { ByteCursor.isDigit($0) || $0 == UInt8(ascii: ".") }
        _ = cursor.run(isQuote)
        guard cursor.accept(" "), let status = cursor.digits(3), cursor.peek.map(ByteCursor.isWord) != true,
            (100...599).contains(status)
        else { return nil }
        // The reason, and the quote behind it.
        _ = cursor.attempt { cursor -> Bool? in
            guard cursor.accept(" ") else { return cursor.run(isQuote).isEmpty ? nil : true }
            _ = cursor.run { $0 >= 0x20 && !isQuote($0) }
            return cursor.run(isQuote).isEmpty ? nil : true
        }
        return status
    }

    /// In JSON strings and HTML `&` is written otherwise: the parameters behind it would be lost.
    private static func isEscaped(_ url: ArraySlice<UInt8>) -> Bool {
        for index in url.indices {
            if url[index] == UInt8(ascii: "\\") { return true }
            guard url[index] == UInt8(ascii: "&") else { continue }
            if url[index...].starts(with: "&amp;") || url[index...].starts(with: "&#") { return true }
        }
        return false
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
