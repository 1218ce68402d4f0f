import TriageCore

/// What a line says about lines that are not there, or not whole.
enum LogGap: Hashable {
    /// It places an order and is cut before the order's client id.
    case cutPlacement
    /// It says that lines are missing: `[...truncated 300 lines...]`, `Suppressed 231 messages from grinder.service`.
    case missing

    static func of(_ line: [UInt8], _ entry: LogEntry, _ proof: LineProof, _ filter: HistoryFilter) -> LogGap? {
        guard proof.meaning == nil, !proof.isRequest else { return nil }
        let isBots = entry.logger.map { $0 == "httpx" || $0.hasPrefix("grinder.") || $0.hasPrefix("scripts.") } ?? false
        if isCutPlacement(line, isBots: isBots, filter) { return .cutPlacement }
        guard entry.level == nil, entry.logger == nil, isStated(entry.message) else { return nil }
        return .missing
    }

    /// Such words stand in the middle of a traceback, too: there only a tool's own form counts.
    static func isStated(betweenLines line: [UInt8]) -> Bool {
        guard let first = line.first, first > 0x20, !isAlphanumeric(first), first != UInt8(ascii: "\"") else {
            return false
        }
        return isStated(line)
    }
}

// MARK: - Placements

extension LogGap {
    private static let paths: [StaticString] = ["/fapi/v1/order", "/fapi/v1/algoOrder"]

    /// Whether a line holds a POST of an order whose address, or body, ends before it names the order.
    ///
    /// - Parameter isBots: behind a formatter's own words only httpx's line is one; anything else may well do without.
    static func isCutPlacement(_ line: [UInt8], isBots: Bool, _ filter: HistoryFilter) -> Bool {
        if isBegun(atEndOf: line) { return true }
        var from = 0
        while let post = line.firstIndex(of: "POST ", from: from) {
            from = post + 5
            let isHTTPX = post >= 14 && line.contains("HTTP Request: ", at: post - 14)
            if isHTTPX || !isBots, isCut(line, at: from, isHTTPX: isHTTPX, filter) { return true }
        }
        return false
    }

    /// `HTTP Request: PO`, which may have become one.
    private static func isBegun(atEndOf line: [UInt8]) -> Bool {
        let words: StaticString = "HTTP Request: POST "
        let reach = max(0, line.count - words.utf8CodeUnitCount)
        guard line.firstIndex(of: "HTTP Req", from: reach) != nil else { return false }
        return (8...words.utf8CodeUnitCount).contains { count in
            count <= line.count
                && line.suffix(count).elementsEqual(UnsafeBufferPointer(start: words.utf8Start, count: count))
        }
    }

    private static func isCut(_ line: [UInt8], at start: Int, isHTTPX: Bool, _ filter: HistoryFilter) -> Bool {
        let url = line[start...].prefix {
            $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "<")
        }
        let rest = Array(line[url.endIndex...])
        let isAtEnd = !rest.contains { $0 > 0x20 }
        guard isOrders(url, isAtEnd: isAtEnd, isHTTPX: isHTTPX), !isAnother(filter.symbol, url),
            !namesOrder(line[start...], isSought: filter.ids != nil)
        else { return false }
        if rest.firstIndex(of: "HTTP/") != nil { return false }
        // httpx writes the answer behind every address, and an access log a quotation mark.
        if isHTTPX || isAtEnd && start > 5 && line[start - 6] == UInt8(ascii: "\"") { return true }
        if let body = rest.firstIndex(of: UInt8(ascii: "{")) { return JSONMembers(rest, at: body) == nil }
        return url.contains(UInt8(ascii: "?")) && (isMarked(rest) || isMarked(Array(url)))
    }

    /// `https://fapi.binance.com/fapi/v1/order?…`, or as much of it as the line holds.
    private static func isOrders(_ url: ArraySlice<UInt8>, isAtEnd: Bool, isHTTPX: Bool) -> Bool {
        var path = url.prefix { $0 != UInt8(ascii: "?") }
        let isWhole = path.endIndex < url.endIndex || !isAtEnd
        if let scheme = Array(path).firstIndex(of: "://") {
            let host = path.dropFirst(scheme + 3)
            guard let slash = host.firstIndex(of: UInt8(ascii: "/")) else { return isHTTPX && isAtEnd }
            path = path[slash...]
        } else if isHTTPX, isAtEnd, path.first != UInt8(ascii: "/") {
            // `htt`
            return true
        }
        return paths.contains { name in
            name.withUTF8Buffer { name in
                path.elementsEqual(name)
                    || !isWhole && (isHTTPX || path.count > 9) && path.count < name.count && name.starts(with: path)
            }
        }
    }

    private static func isAnother(_ symbol: Symbol?, _ url: ArraySlice<UInt8>) -> Bool {
        let text = Array(url)
        guard let symbol, let start = text.firstIndex(of: "symbol=") else { return false }
        let named = text[(start + 7)...].prefix(while: ByteCursor.isWord)
        // What stands at the end may be cut.
        guard named.endIndex < text.count else { return false }
        return Symbol(String(bytes: named)).map { $0 != symbol } ?? false
    }

    /// - Parameter isSought: an id of which a query's end breaks off a part is looked for by itself.
    private static func namesOrder(_ text: ArraySlice<UInt8>, isSought: Bool) -> Bool {
        let text = Array(text)
        if isSought, text.firstIndex(of: "ClientOrderId=") != nil { return true }
        for name: StaticString in ["ClientOrderId", "clientAlgoId"] {
            guard let start = text.firstIndex(of: name) else { continue }
            let value = text[(start + name.utf8CodeUnitCount)...].drop { !IDCharacter.isOne($0) }
            if value.contains(where: { !IDCharacter.isOne($0) }) { return true }
        }
        return false
    }

    /// `…`, `...`, `[truncated]` at the end.
    private static func isMarked(_ text: [UInt8]) -> Bool {
        let end = text.suffix(24).filter { $0 > 0x20 }
        let word = String(bytes: end).lowercased()
        return word.hasSuffix("…") || word.hasSuffix("...") || word.contains("truncated") || word.contains("[cut]")
    }
}

// MARK: - Lines that are missing

extension LogGap {
    private static let longest = 300
    private static let losses: [StaticString] = [
        "truncat", "omitted", "suppressed", "lost", "dropped", "skipped", "discarded", "elided", "snip", "not shown",
    ]
    /// Behind a bracket, dots or dashes these need no number.
    private static let cuts: [StaticString] = ["truncat", "omitted", "elided", "snip"]
    private static let things: [StaticString] = [
        "line", "message", "msg", "entries", "entry", "record", "log ", "logs", "event",
    ]
    private static let sentences: [StaticString] = [
        "failed to get log", "failed to get container log", "unable to retrieve container logs", "error grabbing logs",
        "failed to create fsnotify watcher", "file truncated", "to drop messages", "log line too long",
    ]

    /// Whether a tool says in place of lines that they are not there. `message repeated 3 times` is no loss.
    static func isStated(_ message: [UInt8]) -> Bool {
        guard message.count <= longest, let start = message.firstIndex(where: { $0 > 0x20 }) else { return false }
        let text = message[start...].map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
        if isEllipsis(text) { return true }
        let isLoss = losses.contains { text.firstIndex(of: $0) != nil }
        if isLoss, text.firstIndex(of: "message repeated") == nil, isCounted(text) { return true }
        if text.count <= 80, !isAlphanumeric(text[0]), text.firstIndex(of: "snippet") == nil,
            cuts.contains(where: { text.firstIndex(of: $0) != nil })
        {
            return true
        }
        return sentences.contains { text.firstIndex(of: $0) != nil }
    }

    /// `[...]`, `…` and nothing else.
    private static func isEllipsis(_ text: [UInt8]) -> Bool {
        let word = String(bytes: text).filter { !" []()<>{}".contains($0) }
        return word == "..." || word == "…"
    }

    /// A number and directly behind it what was lost: `57 messages`, `300 log lines`.
    private static func isCounted(_ text: [UInt8]) -> Bool {
        var cursor = ByteCursor(text)
        while cursor.peek != nil {
            let before = cursor.position == 0 ? 0x20 : text[cursor.position - 1]
            let digits = cursor.run(ByteCursor.isDigit)
            guard !digits.isEmpty else {
                cursor.position += 1
                continue
            }
            guard !ByteCursor.isWord(before), cursor.accept(" ") else { continue }
            _ = cursor.acceptWord("more ") || cursor.acceptWord("log ") || cursor.acceptWord("of the ")
            if things.contains(where: { text.contains($0, at: cursor.position) }) { return true }
        }
        return false
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        ByteCursor.isWord(byte) || byte >= 0xC3 && byte != 0xE2
    }
}

/// The lines of a log by which it says that it is not whole.
struct LogGaps {
    private var counts: [LogGap: (count: Int, first: Int)] = [:]

    mutating func note(_ gap: LogGap, at number: Int) {
        let old = counts[gap] ?? (0, number)
        counts[gap] = (old.count + 1, old.first)
    }

    /// After lines that were passed over.
    func moved(by lines: Int) -> LogGaps {
        var moved = self
        moved.counts = counts.mapValues { ($0.count, $0.first + lines) }
        return moved
    }

    /// What it makes of the log named so: what it does not say proves nothing.
    ///
    /// - Parameter topic: whether orders were placed is of no matter to complaints.
    func problems(of source: String, topic: LogTopic) -> [Unavailable] {
        let wanted: [LogGap] = topic == .mismatches ? [.missing] : [.missing, .cutPlacement]
        return wanted.compactMap { gap in
            guard let (count, first) = counts[gap] else { return nil }
            let more = count > 1 ? " (and \(Count.of(count - 1, "more line")))" : ""
            let detail =
                switch gap {
                case .missing: "line \(first)\(more) says that lines are missing"
                case .cutPlacement: "line \(first)\(more) places an order and is cut before its client order id"
                }
            return Unavailable(.unreadable, source: source, detail: detail)
        }
    }
}
