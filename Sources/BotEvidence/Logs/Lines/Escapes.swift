import Glibc

/// What transports do to a line on its way: colours, JSON and shell escapes, doubled quotes, percent-encoding, HTML.
enum Escapes {
    /// Without ANSI sequences, also as `less` and `cat -v` make them visible (`ESC[36m`, `^[[36m`); `nil`: there are none.
    static func withoutColours(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.holds(0x1B) || bytes.firstIndex(of: "ESC[") != nil || bytes.firstIndex(of: "^[[") != nil
        else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var cursor = ByteCursor(bytes)
        while let byte = cursor.peek {
            if byte == 0x1B || byte == UInt8(ascii: "E") || byte == UInt8(ascii: "^"), cursor.skipEscape() { continue }
            result.append(byte)
            cursor.position += 1
        }
        return result
    }

    /// One layer of escapes taken off; `nil`: there is none.
    static func unwrapped(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.holds(UInt8(ascii: "\\")), let plain = withoutBackslashes(bytes) { return plain }
        if bytes.firstIndex(of: "&quot;") != nil || bytes.firstIndex(of: "&amp;") != nil
            || bytes.firstIndex(of: "&#") != nil
        {
            return withoutEntities(bytes)
        }
        if bytes.holds(UInt8(ascii: "%")), percents.contains(where: { bytes.firstIndex(of: $0) != nil }) {
            return withoutPercents(bytes)
        }
        if bytes.firstIndex(of: "\"\"") != nil { return withoutDoubledQuotes(bytes) }
        if quotes.contains(where: { bytes.firstIndex(of: $0) != nil }) { return withPlainQuotes(bytes) }
        return nil
    }

    /// The text of a JSON string's inside; what is no escape stays as it is.
    static func text(ofJSON inside: ArraySlice<UInt8>) -> [UInt8] {
        inside.contains(UInt8(ascii: "\\")) ? withoutBackslashes(Array(inside)) ?? Array(inside) : Array(inside)
    }

    private static func withoutBackslashes(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        var isChanged = false
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count else {
                result.append(bytes[position])
                position += 1
                continue
            }
            position += 1
            guard let length = append(escaped: bytes, at: position, to: &result) else {
                result.append(UInt8(ascii: "\\"))
                continue
            }
            isChanged = true
            position += length
        }
        return isChanged ? result : nil
    }

    /// How many bytes after the backslash belong to the escape; `nil`: it is none.
    private static func append(escaped bytes: [UInt8], at position: Int, to result: inout [UInt8]) -> Int? {
        switch bytes[position] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "&"),
            UInt8(ascii: "?"), UInt8(ascii: "="), UInt8(ascii: " "), UInt8(ascii: ":"):
            result.append(bytes[position])
            return 1
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"): return append(hex: bytes, at: position + 1, digits: 4, to: &result).map { $0 + 1 }
        case UInt8(ascii: "x"): return append(hex: bytes, at: position + 1, digits: 2, to: &result).map { $0 + 1 }
        case UInt8(ascii: "0")...UInt8(ascii: "3"): return append(octal: bytes, at: position, to: &result)
        default: return nil
        }
        return 1
    }

    private static func append(
        hex bytes: [UInt8], at position: Int, digits: Int, to result: inout [UInt8]
    ) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[position..<(position + digits)] {
            guard let digit = IDCharacter.hexValue(byte) else { return nil }
            value = value << 4 | digit
        }
        if digits == 2, value >= 0x80 {
            result.append(UInt8(value))
        } else {
            // A half of a pair is no character by itself; ids and requests are ASCII.
            result += Unicode.Scalar(value).flatMap { UTF8.encode($0).map(Array.init) } ?? [UInt8(ascii: "?")]
        }
        return digits
    }

    /// journald and syslog write `#033` or `\033` for an escape byte, rsyslog `\047` for a quote.
    private static func append(octal bytes: [UInt8], at position: Int, to result: inout [UInt8]) -> Int? {
        guard position + 3 <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<(position + 3)] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "7") else { return nil }
            value = value * 8 + Int(byte - UInt8(ascii: "0"))
        }
        result.append(UInt8(value & 0xFF))
        return 3
    }

    private static let entities: [(name: StaticString, byte: UInt8)] = [
        ("&quot;", UInt8(ascii: "\"")), ("&#34;", UInt8(ascii: "\"")), ("&#x22;", UInt8(ascii: "\"")),
        ("&amp;", UInt8(ascii: "&")), ("&#38;", UInt8(ascii: "&")), ("&#x26;", UInt8(ascii: "&")),
        ("&#39;", UInt8(ascii: "'")), ("&#x27;", UInt8(ascii: "'")), ("&lt;", UInt8(ascii: "<")),
        ("&gt;", UInt8(ascii: ">")), ("&#61;", UInt8(ascii: "=")), ("&#x3D;", UInt8(ascii: "=")),
        ("&#43;", UInt8(ascii: "+")), ("&#47;", UInt8(ascii: "/")), ("&#x2F;", UInt8(ascii: "/")),
    ]

    private static func withoutEntities(_ bytes: [UInt8]) -> [UInt8]? {
        rewritten(bytes, at: UInt8(ascii: "&")) { cursor in
            entities.first { cursor.acceptWord($0.name) }?.byte
        }
    }

    /// Of what grinder's lines are made of: paths, blanks, the `_` of its words, `%` itself.
    private static let percents: [StaticString] = [
        "%2Ffapi%2F", "%2ffapi%2f", "%20", "%5F", "%5f", "%252F", "%252f", "%2520", "%255F", "%255f",
    ]

    private static func withoutPercents(_ bytes: [UInt8]) -> [UInt8]? {
        rewritten(bytes, at: UInt8(ascii: "%")) { cursor in
            guard cursor.position + 2 < cursor.bytes.count,
                let high = IDCharacter.hexValue(cursor.bytes[cursor.position + 1]),
                let low = IDCharacter.hexValue(cursor.bytes[cursor.position + 2])
            else { return nil }
            cursor.position += 3
            return UInt8(high << 4 | low)
        }
    }

    private static func withoutDoubledQuotes(_ bytes: [UInt8]) -> [UInt8]? {
        rewritten(bytes, at: UInt8(ascii: "\"")) { cursor in cursor.acceptWord("\"\"") ? UInt8(ascii: "\"") : nil }
    }

    /// rsyslog's `#042`, and what a word processor or a chat makes of a quotation mark.
    private static let quotes: [StaticString] = ["#042", "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}"]

    private static func withPlainQuotes(_ bytes: [UInt8]) -> [UInt8]? {
        var text = bytes
        for first: UInt8 in [UInt8(ascii: "#"), 0xE2, 0xC2] {
            text =
                rewritten(text, at: first) { cursor in
                    quotes.contains { cursor.acceptWord($0) } ? UInt8(ascii: "\"") : nil
                } ?? text
        }
        return text
    }

    private static func rewritten(
        _ bytes: [UInt8], at first: UInt8, _ read: (inout ByteCursor) -> UInt8?
    ) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var cursor = ByteCursor(bytes)
        var isChanged = false
        while let byte = cursor.peek {
            if byte == first, let replaced = read(&cursor) {
                result.append(replaced)
                isChanged = true
            } else {
                result.append(byte)
                cursor.position += 1
            }
        }
        return isChanged ? result : nil
    }
}

extension ByteCursor {
    /// `ESC [ … letter`, `ESC ] … BEL`, and both as `less` and `cat -v` show them.
    mutating func skipEscape() -> Bool {
        attempt { cursor -> Bool? in
            guard cursor.acceptEscape() else { return nil }
            if cursor.accept("[") {
                while let byte = cursor.peek, (0x20...0x3F).contains(byte) { cursor.position += 1 }
                guard let last = cursor.peek, (0x40...0x7E).contains(last) else {
                    return cursor.peek == nil ? true : nil
                }
                cursor.position += 1
                return true
            }
            guard cursor.accept("]") else { return true }
            while let byte = cursor.peek, byte != 0x07, byte != 0x1B { cursor.position += 1 }
            if cursor.peek == 0x07 { cursor.position += 1 }
            return true
        } ?? false
    }

    private mutating func acceptEscape() -> Bool {
        if peek == 0x1B {
            position += 1
            return true
        }
        for word: StaticString in ["ESC", "^["] where bytes.contains(word, at: position) {
            let next = position + word.utf8CodeUnitCount
            guard next < bytes.count, bytes[next] == UInt8(ascii: "[") else { continue }
            position = next
            return true
        }
        return false
    }
}

extension ArraySlice<UInt8> {
    func holds(_ byte: UInt8) -> Bool {
        withUnsafeBytes { bytes in bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false }
    }
}

extension Array<UInt8> {
    func holds(_ byte: UInt8) -> Bool { self[...].holds(byte) }

    /// Where `word` begins first, at `start` or after it.
    func firstIndex(of word: StaticString, from start: Int = 0, before limit: Int = .max) -> Int? {
        let count = word.utf8CodeUnitCount
        let end = Swift.min(self.count, limit)
        guard start >= 0, end - start >= count else { return nil }
        return withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var position = start
            // Another byte than the first may be rarer, and is not worth the trouble.
            while let found = memchr(base + position, Int32(word.utf8Start[0]), end - count - position + 1) {
                let index = UnsafeRawPointer(found) - base
                if memcmp(base + index, word.utf8Start, count) == 0 { return index }
                position = index + 1
                if position + count > end { return nil }
            }
            return nil
        }
    }
}
