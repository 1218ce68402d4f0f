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

    init(_ entry: LogEntry) {
        let message = entry.message
        if let request = RequestLine(message) {
            meaning = Self.isWorthKeeping(request) ? .request(request) : nil
            symbol = request.symbol
            ids = request.ids
            moment = request.signed
            return
        }
        moment = message.starts(with: "RECONCILE_RUN") ? Self.runEnd(entry.fields) : nil
        let meaning = Self.meaning(message, fields: entry.fields)
        self.meaning = meaning
        guard meaning != nil || entry.fields?.has("client_order_id") == true else {
            (symbol, ids) = (nil, [])
            return
        }
        let inline = entry.fields == nil ? Self.inlineSymbol(message) : nil
        symbol = entry.fields?["symbol"]?.string.flatMap(Symbol.init) ?? inline
        ids = [entry.fields?["client_order_id"]?.string].compactMap { $0 }.filter { !$0.isEmpty }
            .map { ClientOrderID($0) }
    }

    private static func meaning(_ message: [UInt8], fields: JSONMembers?) -> LogMeaning? {
        if message.starts(with: "RECONCILE_MISMATCH") {
            let kind = fields?["mismatch_type"]?.string.flatMap(Mismatch.init)
            return .mismatch(kind, plan: fields?["action_plan"]?.string)
        }
        return PlacementLine.meaning(message) ?? Catalogue.meaning(message)
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
            message.starts(with: "Failed to fetch ") ? [" for "] : ["symbol='", "symbol=", "sym="]
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
