/// What readers of JSON differ in. Each reads RFC 8259 strictly, but for what is allowed here: UTF-8, no lone surrogates, no
/// control characters in strings, no comments, nothing behind the value.
package struct JSONRules: Sendable {
    /// Whether a name that an object has twice is a problem; else its last value counts.
    package var refusesRepeatedNames = true
    /// Only integers below 2^53 in their shortest form.
    package var integersOnly = false
    /// How many arrays and objects a value may lie in.
    package var maximumDepth = 63
    /// Whether the text may begin with a byte order mark.
    package var allowsByteOrderMark = false
    /// Whether a string may have control characters that are not escaped, as text pasted by hand has.
    package var allowsControlCharacters = false
    /// Whether a comma may follow the last element or member, as it does where somebody took the one behind it away.
    package var allowsTrailingComma = false

    package init(
        refusesRepeatedNames: Bool = true, integersOnly: Bool = false, maximumDepth: Int = 63,
        allowsByteOrderMark: Bool = false, allowsControlCharacters: Bool = false, allowsTrailingComma: Bool = false
    ) {
        self.refusesRepeatedNames = refusesRepeatedNames
        self.integersOnly = integersOnly
        self.maximumDepth = maximumDepth
        self.allowsByteOrderMark = allowsByteOrderMark
        self.allowsControlCharacters = allowsControlCharacters
        self.allowsTrailingComma = allowsTrailingComma
    }
}

/// Reads JSON values from UTF-8 without losing a digit or the order of members.
package struct JSONReader {
    private let bytes: [UInt8]
    private let rules: JSONRules
    private var position = 0
    private var line = 1
    /// Where the elements of the outermost array begin.
    private var lines: [Int] = []

    /// A value and the line it begins on, from 1.
    package typealias Row = (value: JSONValue, line: Int)

    /// The one value of a text.
    package static func value(
        _ bytes: some Sequence<UInt8>, _ rules: JSONRules = JSONRules()
    ) throws(JSONProblem) -> JSONValue {
        var reader = JSONReader(Array(bytes), rules)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == reader.bytes.count else { throw reader.problem(.trailing) }
        return value
    }

    /// All the values of a text, separated by nothing or white space; an empty text has none.
    package static func values(_ bytes: [UInt8], _ rules: JSONRules = JSONRules()) throws(JSONProblem) -> [Row] {
        var reader = JSONReader(bytes, rules)
        return try reader.values()
    }

    /// The rows of a table: the elements of a text that is one array, else all its values.
    package static func rows(_ bytes: [UInt8], _ rules: JSONRules = JSONRules()) throws(JSONProblem) -> [Row] {
        var reader = JSONReader(bytes, rules)
        let values = try reader.values()
        guard values.count == 1, case .array(let elements) = values[0].value else { return values }
        return zip(elements, reader.lines).map { ($0, $1) }
    }

    private init(_ bytes: [UInt8], _ rules: JSONRules) {
        self.bytes = bytes
        self.rules = rules
        if rules.allowsByteOrderMark, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private mutating func values() throws(JSONProblem) -> [Row] {
        var values: [Row] = []
        skipSpace()
        while position < bytes.count {
            let line = line
            lines = []
            values.append((try value(depth: 0), line))
            skipSpace()
        }
        return values
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
        skipSpace()
        guard depth <= rules.maximumDepth else { throw problem(.tooDeep) }
        switch peek {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where Self.isOfNumber(byte): return try number()
        default: throw missing(.value)
        }
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> JSONValue.Members {
        position += 1
        var members = JSONValue.Members()
        skipSpace()
        if accept("}") { return members }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw missing(.name) }
            let start = position
            let name = try string()
            skipSpace()
            guard accept(":") else { throw missing(.colon(after: name)) }
            let value = try value(depth: depth + 1)
            if !members.insert(name, value) {
                guard !rules.refusesRepeatedNames else { throw problem(.repeatedName, at: start) }
                members[name] = value
            }
            skipSpace()
        } while accept(",") && !endsHere("}")
        guard accept("}") else { throw missing(.objectEnd) }
        return members
    }

    private mutating func array(depth: Int) throws(JSONProblem) -> [JSONValue] {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if accept("]") { return elements }
        repeat {
            skipSpace()
            if depth == 0 { lines.append(line) }
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while accept(",") && !endsHere("]")
        guard accept("]") else { throw missing(.arrayEnd) }
        return elements
    }

    /// After a comma.
    private mutating func endsHere(_ end: Unicode.Scalar) -> Bool {
        guard rules.allowsTrailingComma else { return false }
        skipSpace()
        return peek == UInt8(ascii: end)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
        guard word.withUTF8Buffer({ bytes[position...].starts(with: $0) }) else { throw problem(.value) }
        position += word.utf8CodeUnitCount
        return value
    }

    private mutating func number() throws(JSONProblem) -> JSONValue {
        let start = position
        let isNegative = accept("-")
        let isZero = peek == UInt8(ascii: "0")
        let digits = skipDigits()
        if rules.integersOnly, position > start, let byte = peek, ".eE".utf8.contains(byte) {
            throw problem(.notAnInteger)
        }
        guard digits > 0 else { throw problem(.number) }
        if isZero, digits > 1 || isNegative && rules.integersOnly {
            throw problem(rules.integersOnly ? .notAnInteger : .number, at: start)
        }
        if !rules.integersOnly {
            if accept("."), skipDigits() == 0 { throw problem(.number) }
            if accept("e") || accept("E") {
                _ = accept("+") || accept("-")
                if skipDigits() == 0 { throw problem(.number) }
            }
            if let byte = peek, Self.isOfNumber(byte) { throw problem(.number) }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let integer = text == "-0" ? nil : Int64(text)
        guard rules.integersOnly else { return integer.map { .integer($0) } ?? .number(text) }
        guard let integer, integer.magnitude <= CanonicalJSON.largestInteger.magnitude else {
            throw problem(.integerOutOfRange, at: start)
        }
        return .integer(integer)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position - start
    }

    /// No value begins with one of these but a number.
    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}

extension JSONReader {
    private mutating func string() throws(JSONProblem) -> String {
        position += 1
        var unescaped: [UInt8] = []
        var start = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                let rest = bytes[start..<position]
                position += 1
                let text =
                    unescaped.isEmpty
                    ? String(validating: rest, as: UTF8.self) : String(validating: unescaped + rest, as: UTF8.self)
                guard let text else { throw problem(.notUTF8) }
                return text
            case UInt8(ascii: "\\"):
                unescaped += bytes[start..<position]
                position += 1
                unescaped += String(try escape()).utf8
                start = position
            case 0..<0x20 where !rules.allowsControlCharacters: throw problem(.controlCharacter)
            case 0x0A:
                line += 1
                position += 1
            default: position += 1
            }
        }
        throw missing(.openString)
    }

    private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
        guard let letter = peek else { throw missing(.openString) }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw problem(.escape)
        }
    }

    private mutating func unicodeEscape() throws(JSONProblem) -> Unicode.Scalar {
        let high = try fourDigits()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, bytes[position...].starts(with: #"\u"#.utf8) else { throw problem(.loneSurrogate) }
        position += 2
        let low = try fourDigits()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw problem(.loneSurrogate) }
        return scalar
    }

    private mutating func fourDigits() throws(JSONProblem) -> UInt32 {
        guard position + 4 <= bytes.count else { throw problem(.unicodeEscape, isAtEnd: true) }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw problem(.unicodeEscape) }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private func missing(_ reason: JSONProblem.Reason) -> JSONProblem {
        problem(reason, isAtEnd: position == bytes.count)
    }

    private func problem(_ reason: JSONProblem.Reason, at offset: Int? = nil, isAtEnd: Bool = false) -> JSONProblem {
        JSONProblem(reason, at: offset ?? position, line: line, isAtEnd: isAtEnd)
    }
}
