import JSON
import TriageCore

/// What a RECONCILE_MISMATCH line says of itself. Formatters put a record's fields where they like: beside the message,
/// below `extra` or `labels`, under dotted names or in camel case, in the wrapping around the message.
struct MismatchFields {
    let kind: Mismatch?
    let symbol: Symbol?
    /// `nil` also where more than one is said, or where the line is cut within it.
    let id: ClientOrderID?
    let plan: String?

    private static let kinds: [StaticString] = [
        "mismatch_type", "mismatchType", "MismatchType", "mismatch-type", "MISMATCH_TYPE",
    ]
    private static let ids: [StaticString] = [
        "client_order_id", "clientOrderId", "ClientOrderId", "clientOrderID", "CLIENT_ORDER_ID",
    ]
    private static let symbols: [StaticString] = ["symbol", "Symbol", "SYMBOL"]

    /// - Parameter line: what the entry was found in.
    init(_ entry: LogEntry, in line: [UInt8]) {
        let places = Self.places(entry, line)
        let fields = entry.fields
        kind =
            (fields?["mismatch_type"]?.stringValue).flatMap(Mismatch.init)
            ?? Self.value(of: Self.kinds, in: places) { Mismatch(rawValue: $0) }
            ?? places.lazy.compactMap(MismatchMark.onlyKind).first
        symbol =
            (fields?["symbol"]?.stringValue).flatMap(Symbol.init)
            ?? Self.value(of: Self.symbols, in: places) { Symbol($0) }
        let isCut = Self.ids.contains { name in
            Self.values(of: name, in: line).contains { if case .cut = $0 { true } else { false } }
        }
        // Where escapes are taken off, a forwarder's own quotation mark may seem to end it.
        id =
            isCut
            ? nil
            : (fields?["client_order_id"]?.stringValue).flatMap(Self.id)
                ?? Self.value(of: Self.ids, in: places, Self.id)
        plan =
            fields?["action_plan"]?.stringValue
            ?? fields?.objects.lazy.compactMap { $0["action_plan", "actionPlan"]?.stringValue }.first
    }

    /// `nil` of what stands for no order.
    static func id(_ text: String) -> ClientOrderID? {
        text.isEmpty || text == "null" || text == "None" || text == "nil" ? nil : ClientOrderID(text)
    }

    /// The record, or else the message up to the next; then what is around it, layer by layer of escapes.
    private static func places(_ entry: LogEntry, _ line: [UInt8]) -> [[UInt8]] {
        let message = entry.message
        let next = message.firstIndex(of: "RECONCILE_MISMATCH", from: 1) ?? message.count
        let own = entry.fields.map { Array($0.whole) } ?? Array(message[..<next])
        return [own] + LineSearch.layers(of: line)
    }

    private static func values(of name: StaticString, in text: [UInt8]) -> [FieldValue] {
        var values: [FieldValue] = []
        var position = 0
        while let start = text.firstIndex(of: name, from: position) {
            position = start + name.utf8CodeUnitCount
            values.append(FieldValue(behind: name, at: start, in: text))
        }
        return values
    }

    /// The one value of a name; `nil`: none is said, or several, or the first place that has the name is cut in it.
    private static func value<Value: Hashable>(
        of names: [StaticString], in places: [[UInt8]], _ read: (String) -> Value?
    ) -> Value? {
        for place in places {
            var found: Set<Value> = []
            var isCut = false
            for value in names.flatMap({ Self.values(of: $0, in: place) }) {
                switch value {
                case .whole(let text): if let value = read(text) { found.insert(value) }
                case .cut: isCut = true
                case .none: break
                }
            }
            if isCut || found.count > 1 { return nil }
            if let value = found.first { return value }
        }
        return nil
    }
}

/// What stands behind a field's name: `"client_order_id": "…"`, `labels.client_order_id=…`,
/// `"key":"client_order_id","value":{"stringValue":"…"}`.
private enum FieldValue {
    case whole(String)
    /// The text ends within it, or within the string that holds it.
    case cut
    case none

    init(behind name: StaticString, at start: Int, in text: [UInt8]) {
        var end = start + name.utf8CodeUnitCount
        self = .none
        // Azure puts a value's type behind a name, Graylog an underscore before it.
        if text.contains("_s\"", at: end) { end += 2 }
        let first = start > 1 && text[start - 1] == UInt8(ascii: "_") ? start - 1 : start
        guard first == 0 || !ByteCursor.isWord(text[first - 1]), end == text.count || !ByteCursor.isWord(text[end])
        else { return }
        var cursor = ByteCursor(text, at: end)
        let isQuoted = !cursor.quoteMark().isEmpty
        guard cursor.fieldSeparator() else { return }
        let quote = cursor.quoteMark()
        let value = cursor.run { IDCharacter.isOne($0) && (!quote.isEmpty || !IDCharacter.isSeparator($0)) }
        guard !quote.isEmpty else {
            // Of JSON that is a number, or null.
            if !isQuoted, !value.isEmpty { self = .whole(String(bytes: value)) }
            return
        }
        // A string ends as it began: a forwarder that cut it may have closed its own.
        let isClosed = cursor.quoteMark().elementsEqual(quote)
        let isNone = !isClosed && value.isEmpty && cursor.peek != nil
        self = isClosed ? .whole(String(bytes: value)) : isNone ? .none : .cut
    }
}

extension ByteCursor {
    /// `\\\"`: a quotation mark and the escapes before it; empty, and nothing taken, where there is none.
    fileprivate mutating func quoteMark() -> ArraySlice<UInt8> {
        let start = position
        _ = run { $0 == UInt8(ascii: "\\") }
        if accept("\"") || accept("'") { return bytes[start..<position] }
        position = start
        return []
    }

    /// From behind a field's name, and the quotation mark there, to before its value.
    fileprivate mutating func fieldSeparator() -> Bool {
        skipSpaces()
        // OpenTelemetry names a field and its value apart.
        if let found = attempt({ $0.valueMember(behind: ",") }) { return found }
        guard accept(":") || accept("=") else { return false }
        skipSpaces()
        _ = attempt { $0.valueMember(behind: "{") }
        return true
    }

    /// `,"value":{"stringValue":`
    private mutating func valueMember(behind mark: Unicode.Scalar) -> Bool? {
        guard accept(mark) else { return nil }
        skipSpaces()
        guard !quoteMark().isEmpty else { return nil }
        guard acceptWord("stringValue") || acceptWord("string_value") || acceptWord("value") || acceptWord("Value")
        else { return nil }
        guard !quoteMark().isEmpty else { return nil }
        skipSpaces()
        guard accept(":") else { return nil }
        skipSpaces()
        if mark == "," { _ = attempt { $0.valueMember(behind: "{") } }
        return true
    }
}

/// Words that only a complaint of grinder's reconciliation holds.
enum MismatchMark {
    private static let words: [StaticString] = [
        "RECONCILE_M", "ORDER_MISSING_ON_EXCHANGE", "ORDER_EXISTS_UNEXPECTED", "ORDER_STATUS_DIVERGENCE",
        "POSITION_NONZERO_UNEXPECTED",
    ]
    /// As much of a word as a cut line must hold of it to be taken for its beginning.
    private static let beginnings: [(word: StaticString, least: Int)] = [
        ("RECONCILE_MISMATCH", 4), ("ORDER_MISSING_ON_EXCHANGE", 7), ("ORDER_EXISTS_UNEXPECTED", 7),
        ("ORDER_STATUS_DIVERGENCE", 7), ("POSITION_NONZERO_UNEXPECTED", 10),
    ]

    /// A line of which each holds one of ``isIn(_:)``'s words, or is cut within it.
    static let needles: [StaticString] = ["RECONCILE_M", "EXCHANGE", "UNEXPECTED", "DIVERGENCE"]

    static func isIn(_ line: [UInt8]) -> Bool {
        words.contains { line.firstIndex(of: $0) != nil } || isBegun(atEndOf: line) || isCutBefore(line)
    }

    /// Behind the word something is said of the type, which a text log's line never does.
    static func isMore(thanItsWord message: [UInt8]) -> Bool {
        message.firstIndex(of: "ismatch") != nil || message.firstIndex(of: "ORDER_") != nil
            || message.firstIndex(of: "POSITION_") != nil
    }

    /// A warning of the engine that is cut before its first word: `"name": "grinder.reconcile.engine", "mess`.
    private static func isCutBefore(_ line: [UInt8]) -> Bool {
        guard line.last != UInt8(ascii: "}"), let name = line.firstIndex(of: "\"grinder.reconcile.engine\""),
            line.firstIndex(of: "{\"") != nil, line.firstIndex(of: "WARNING") != nil
        else { return false }
        let message = line.firstIndex(of: "\"message\"", from: name)
        return message.map { line.count < $0 + 15 } ?? (line.count < name + 40)
    }

    /// `"message": "RECONCILE_MI`
    static func isBegun<Line: RandomAccessCollection<UInt8>>(atEndOf line: Line) -> Bool where Line.Index == Int {
        var start = line.endIndex
        while start > line.startIndex, line.endIndex - start < 32, isCapital(line[start - 1]) { start -= 1 }
        let count = line.endIndex - start
        guard count >= 4 else { return false }
        let isBegun = beginnings.contains { word, least in
            guard count >= least, count < word.utf8CodeUnitCount else { return false }
            let text = word.utf8Start
            for index in 0..<count where line[start + index] != text[index] { return false }
            return true
        }
        // By itself it is a word.
        return isBegun && (count != 9 || line.contains(UInt8(ascii: "\"")))
    }

    private static func isCapital(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") || byte == UInt8(ascii: "_")
    }

    /// The one type that the line names.
    static func onlyKind(in line: [UInt8]) -> Mismatch? {
        let named = zip(Mismatch.allCases, kindWords).filter { line.firstIndex(of: $0.1) != nil }
        return named.count == 1 ? named[0].0 : nil
    }

    /// In the order of ``Mismatch``.
    private static let kindWords: [StaticString] = [
        "ORDER_MISSING_ON_EXCHANGE", "ORDER_EXISTS_UNEXPECTED", "ORDER_STATUS_DIVERGENCE",
        "POSITION_NONZERO_UNEXPECTED",
    ]

    /// Whether an entry may name such a word without complaining: a summary of a run, a record of the bot's audit file,
    /// a traceback's line of source.
    static func isMention(_ entry: LogEntry) -> Bool {
        if entry.message.starts(with: "RECONCILE_RUN") || entry.fields?.has("event_type") == true { return true }
        guard entry.message.first == 0x20 || entry.message.first == 0x09 else { return false }
        return !entry.message.holds(UInt8(ascii: ":")) || entry.message.holds(UInt8(ascii: "("))
    }
}
