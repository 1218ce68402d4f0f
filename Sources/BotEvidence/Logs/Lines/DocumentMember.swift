/// A line of a document that is laid out over many lines, JSON or YAML, whose member holds a line of a log:
/// `        "message": "listenKey_expired",`, `  textPayload: listenKey_expired`.
///
/// Its indentation is the document's, not a traceback's.
enum DocumentMember {
    /// `nil`: it is none, or what it holds tells nothing.
    static func entry(in line: [UInt8]) -> LogEntry? {
        var cursor = ByteCursor(line)
        cursor.skipSpaces()
        if cursor.acceptWord("- ") { cursor.skipSpaces() }
        guard let text = cursor.attempt(json) ?? cursor.attempt(yaml) else { return nil }
        var parser = LogEntryParser(entry: LogEntry())
        parser.entry.clear = text
        parser.read(text, depth: 1)
        guard parser.entry.isCatalogued else { return nil }
        // Which process wrote it other members say.
        parser.entry.label = nil
        return parser.entry
    }

    private static func json(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard cursor.accept("\""), isLine(cursor.run(isName)), cursor.accept("\"") else { return nil }
        cursor.skipSpaces()
        guard cursor.accept(":") else { return nil }
        cursor.skipSpaces()
        guard let text = quoted(&cursor) else { return nil }
        cursor.skipSpaces()
        _ = cursor.accept(",")
        cursor.skipSpaces()
        return cursor.peek == nil ? text : nil
    }

    private static func yaml(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard isLine(cursor.run(isName)), cursor.acceptWord(": ") else { return nil }
        cursor.skipSpaces()
        if let text = cursor.attempt(quoted) ?? cursor.attempt(quotedSimply) {
            cursor.skipSpaces()
            return cursor.peek == nil ? text : nil
        }
        return Array(cursor.rest)
    }

    private static func quoted(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard cursor.accept("\"") else { return nil }
        let start = cursor.position
        while let byte = cursor.peek, byte != UInt8(ascii: "\"") {
            cursor.position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard cursor.position < cursor.bytes.count else { return nil }
        let text = Escapes.text(ofJSON: cursor.bytes[start..<cursor.position])
        cursor.position += 1
        return Array(text.prefix((text.lastIndex { $0 != 0x0A && $0 != 0x0D } ?? -1) + 1))
    }

    /// `'it''s'`
    private static func quotedSimply(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard cursor.accept("'") else { return nil }
        var text: [UInt8] = []
        while let byte = cursor.peek {
            cursor.position += 1
            guard byte == UInt8(ascii: "'") else {
                text.append(byte)
                continue
            }
            guard cursor.accept("'") else { return text }
            text.append(byte)
        }
        return nil
    }

    private static func isName(_ byte: UInt8) -> Bool { ByteCursor.isWord(byte) || byte == UInt8(ascii: "@") }

    private static func isLine(_ name: ArraySlice<UInt8>) -> Bool {
        LogEntryParser.lines.contains { name.count == $0.utf8CodeUnitCount && name.starts(with: $0) }
    }
}
