extension CanonicalJSON {
    /// Reads a JSON text strictly (RFC 8259, and stricter): integers below 2^53 only, no duplicate keys, no lone
    /// surrogates, nesting at most ``maximumDepth``. White space between tokens is allowed, so a text that parses
    /// need not be canonical: see ``isCanonical(_:)``.
    package static func parse(_ text: String) throws(CanonicalJSONError) -> JSONValue {
        var parser = CanonicalJSONParser(bytes: Array(text.utf8))
        return try parser.document()
    }
}

private struct CanonicalJSONParser {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(CanonicalJSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw error(.trailing) }
        return value
    }

    private mutating func value(depth: Int) throws(CanonicalJSONError) -> JSONValue {
        guard depth <= CanonicalJSON.maximumDepth else { throw error(.tooDeep) }
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error(.unexpected)
        }
    }

    private mutating func array(depth: Int) throws(CanonicalJSONError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        if try take("]") { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            if try take("]") { return .array(elements) }
            guard try take(",") else { throw error(.unexpected) }
        }
    }

    private mutating func object(depth: Int) throws(CanonicalJSONError) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        if try take("}") { return .object(members) }
        while true {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpected) }
            let start = position
            let key = try string()
            guard try take(":") else { throw error(.unexpected) }
            let value = try value(depth: depth + 1)
            guard members.updateValue(value, forKey: key) == nil else {
                throw CanonicalJSONError(.duplicateKey, at: start)
            }
            if try take("}") { return .object(members) }
            guard try take(",") else { throw error(.unexpected) }
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(CanonicalJSONError) -> JSONValue {
        let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
        guard matches else { throw error(.unexpected) }
        position += word.utf8CodeUnitCount
        return value
    }

    /// An integer in the only form RFC 8785 writes: no leading zero, no `-0`, no fraction, no exponent.
    private mutating func number() throws(CanonicalJSONError) -> JSONValue {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let digits = bytes[position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        position += digits.count
        if position < bytes.count, ".eE".utf8.contains(bytes[position]) { throw error(.notAnInteger) }
        let negative = digits.startIndex > start
        guard let first = digits.first else { throw error(.unexpected) }
        let isZero = digits.count == 1 && first == UInt8(ascii: "0")
        guard first != UInt8(ascii: "0") || (isZero && !negative) else {
            throw CanonicalJSONError(.notAnInteger, at: start)
        }
        guard let number = Int64(String(decoding: bytes[start..<position], as: UTF8.self)),
            number.magnitude <= CanonicalJSON.largestInteger.magnitude
        else { throw CanonicalJSONError(.integerOutOfRange, at: start) }
        return .integer(number)
    }
}

extension CanonicalJSONParser {
    private mutating func string() throws(CanonicalJSONError) -> String {
        position += 1
        var result: [UInt8] = []
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                result.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw error(.controlCharacter)
            default:
                result.append(byte)
                position += 1
            }
        }
    }

    private mutating func escape() throws(CanonicalJSONError) -> Unicode.Scalar {
        position += 1
        let letter = try peek()
        position += 1
        switch letter {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error(.badEscape)
        }
    }

    private mutating func unicodeEscape() throws(CanonicalJSONError) -> Unicode.Scalar {
        let first = try hexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let pairFollows = position + 1 < bytes.count && bytes[position] == UInt8(ascii: "\\")
        guard first < 0xDC00, pairFollows, bytes[position + 1] == UInt8(ascii: "u") else { throw error(.loneSurrogate) }
        position += 2
        let second = try hexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw error(.loneSurrogate) }
        return scalar
    }

    private mutating func hexDigits() throws(CanonicalJSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw error(.ended) }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw error(.badEscape) }
            value = value << 4 + UInt32(digit)
        }
        position += 4
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) throws(CanonicalJSONError) -> Bool {
        skipSpace()
        guard try peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func peek() throws(CanonicalJSONError) -> UInt8 {
        guard position < bytes.count else { throw error(.ended) }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < bytes.count, " \t\n\r".utf8.contains(bytes[position]) { position += 1 }
    }

    private func error(_ reason: CanonicalJSONError.Reason) -> CanonicalJSONError {
        CanonicalJSONError(reason, at: position)
    }
}
