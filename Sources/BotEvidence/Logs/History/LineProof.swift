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

    static let none = LineProof(LogEntry())

    init(_ entry: LogEntry) {
        let message = entry.message
        if let request = RequestLine(message) {
            meaning = Self.isWorthKeeping(request) ? .request(request) : nil
            symbol = request.symbol
            ids = request.ids
            moment = request.signed
            isRequest = true
            return
        }
        isRequest = false
        moment = message.starts(with: "RECONCILE_RUN") ? Self.runEnd(entry.fields) : nil
        let meaning = Self.meaning(message, fields: entry.fields)
        self.meaning = meaning
        guard meaning != nil || entry.fields?.has("client_order_id") == true else {
            (symbol, ids) = (nil, [])
            return
        }
        let inline = entry.fields == nil ? Self.inlineSymbol(message) : nil
        symbol = entry.fields?["symbol"]?.string.flatMap(Symbol.init) ?? inline
        let isMismatch = message.starts(with: "RECONCILE_MISMATCH")
        let loose = isMismatch && entry.fields == nil ? Self.value(of: "client_order_id", in: message) : nil
        ids = [entry.fields?["client_order_id"]?.string ?? loose].compactMap { $0 }
            .filter { !$0.isEmpty && $0 != "null" && $0 != "None" }.map { ClientOrderID($0) }
    }

    private static func meaning(_ message: [UInt8], fields: JSONMembers?) -> LogMeaning? {
        if message.starts(with: "RECONCILE_MISMATCH") {
            // Where the record is torn or of another form its fields still stand behind their names.
            let kind = fields?["mismatch_type"]?.string ?? value(of: "mismatch_type", in: message)
            return .mismatch(kind.flatMap(Mismatch.init), plan: fields?["action_plan"]?.string)
        }
        return PlacementLine.meaning(message) ?? Catalogue.meaning(message)
    }

    /// `mismatch_type=ORDER_MISSING_ON_EXCHANGE`, `"symbol": "BTCUSDT"`
    private static func value(of name: StaticString, in message: [UInt8]) -> String? {
        guard let start = message.firstIndex(of: name) else { return nil }
        var cursor = ByteCursor(message, at: start + name.utf8CodeUnitCount)
        let isFiller: (UInt8) -> Bool = { [0x20, 0x22, 0x27, 0x5C, 0x3A, 0x3D].contains($0) }
        guard !cursor.run(isFiller).isEmpty else { return nil }
        let value = cursor.run { IDCharacter.isOne($0) && !IDCharacter.isSeparator($0) }
        return value.isEmpty ? nil : String(bytes: value)
    }

    /// Asking and being answered proves nothing; a listenKey is kept alive every 30 s.
    private static func isWorthKeeping(_ request: RequestLine) -> Bool {
        guard request.ids.isEmpty, request.status < 400 else { return true }
        return request.method != "GET" && !(request.method == "PUT" && request.path.hasSuffix("/listenKey"))
    }

    private static func runEnd(_ fields: JSONMembers?) -> Timestamp? {
        guard case .number(let text)? = fields?["ts_end"], let end = Int64(text),
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
