/// Reads JSON values from UTF-8: one, or several after another (JSON lines). Strict RFC 8259; a name that appears twice
/// in one object, `NaN` and nesting deeper than 64 are problems.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private static let deepest = 64

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark is no part of the text.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// All the values of a text, separated by nothing or white space; an empty text has none.
    static func values(_ bytes: [UInt8]) throws(JSONProblem) -> [JSONValue.Element] {
        var reader = JSONReader(bytes)
        var values: [JSONValue.Element] = []
        reader.skipSpace()
        while reader.position < bytes.count {
            let line = reader.line
            values.append(JSONValue.Element(value: try reader.value(depth: 0), line: line))
            reader.skipSpace()
        }
        return values
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
        guard depth < Self.deepest else { throw problem("it is nested too deep") }
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case let byte? where Self.isNumberByte(byte): return .number(try number())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw problem("it is not JSON")
        }
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> JSONValue {
        var members: [String: JSONValue] = [:]
        position += 1
        skipSpace()
        if accept("}") { return .object(members) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw problem("a name in quotes is expected") }
            let name = try string()
            skipSpace()
            guard accept(":") else { throw problem("a colon is expected") }
            skipSpace()
            guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
                throw problem("a name appears twice in one object")
            }
            skipSpace()
        } while accept(",")
        guard accept("}") else { throw problem("the object does not end") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONProblem) -> JSONValue {
        var elements: [JSONValue.Element] = []
        position += 1
        skipSpace()
        if accept("]") { return .array(elements) }
        repeat {
            skipSpace()
            let line = line
            elements.append(JSONValue.Element(value: try value(depth: depth + 1), line: line))
            skipSpace()
        } while accept(",")
        guard accept("]") else { throw problem("the array does not end") }
        return .array(elements)
    }

    private mutating func string() throws(JSONProblem) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw problem("a string does not end on its line") }
            position += 1
            if byte == UInt8(ascii: "\\") {
                text += String(try escape()).utf8
            } else {
                text.append(byte)
            }
        }
        guard accept("\"") else { throw problem("a string does not end") }
        guard let string = String(validating: text, as: UTF8.self) else { throw problem("a string is not UTF-8") }
        return string
    }

    private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
        guard let byte = peek else { throw problem("a string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw problem("a string has an escape that JSON does not know")
        }
    }

    private mutating func unicodeEscape() throws(JSONProblem) -> Unicode.Scalar {
        let unit = try fourDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard (0xD800...0xDBFF).contains(unit), accept("\\"), accept("u") else {
            throw problem("a string has half a surrogate pair")
        }
        let low = try fourDigits()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { throw problem("a string has half a surrogate pair") }
        return scalar
    }

    private mutating func fourDigits() throws(JSONProblem) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = IDCharacter.hexValue(byte) else {
                throw problem("a string has a broken \\u escape")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private mutating func number() throws(JSONProblem) -> String {
        let start = position
        while let byte = peek, Self.isNumberByte(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let parts = NumberParts(text), parts.isJSON else {
            throw problem("it has something that is not a JSON number")
        }
        return text
    }

    /// No value begins with one of these but a number.
    private static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw problem("it is not JSON") }
        position += word.utf8.count
        return value
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private func problem(_ detail: String) -> JSONProblem { JSONProblem(line: line, detail: detail) }
}
