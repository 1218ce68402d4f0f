/// The one text of a JSON value (RFC 8785, JSON Canonicalization Scheme), for hashing: no white space, members sorted
/// by the UTF-16 code units of their names, the shortest escapes, integers only.
package enum CanonicalJSON {
    /// The largest magnitude an IEEE double holds exactly, hence the largest JSON number every reader agrees on.
    package static let largestInteger: Int64 = (1 << 53) - 1

    /// How deep arrays and objects may nest, both written and read.
    package static let maximumDepth = 64

    /// Throws when an integer's magnitude is 2^53 or more, or the value nests too deep.
    package static func text(of value: JSONValue) throws(CanonicalJSONError) -> String {
        var bytes: [UInt8] = []
        try write(value, depth: 0, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a text is exactly what ``text(of:)`` writes for the value it means, byte for byte.
    package static func isCanonical(_ text: String) -> Bool {
        guard let value = try? parse(text), let written = try? self.text(of: value) else { return false }
        // Not `==`, which equates texts that differ in Unicode normalisation.
        return written.utf8.elementsEqual(text.utf8)
    }

    private static func write(
        _ value: JSONValue, depth: Int, to bytes: inout [UInt8]
    ) throws(CanonicalJSONError) {
        guard depth <= maximumDepth else { throw CanonicalJSONError(.tooDeep) }
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number):
            guard number.magnitude <= largestInteger.magnitude else { throw CanonicalJSONError(.integerOutOfRange) }
            bytes += String(number).utf8
        case .string(let string): write(string, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try write(element, depth: depth + 1, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            try write(members, depth: depth, to: &bytes)
        }
    }

    private static func write(
        _ members: [String: JSONValue], depth: Int, to bytes: inout [UInt8]
    ) throws(CanonicalJSONError) {
        let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in sorted.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(member.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            try write(member.value, depth: depth + 1, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Byte by byte: what is escaped is ASCII, and an audit log is checked by writing all of it anew.
    private static func write(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case 0x08: bytes += #"\b"#.utf8
            case 0x09: bytes += #"\t"#.utf8
            case 0x0A: bytes += #"\n"#.utf8
            case 0x0C: bytes += #"\f"#.utf8
            case 0x0D: bytes += #"\r"#.utf8
            case 0..<0x20:
                bytes += (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8
                bytes += String(byte, radix: 16).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Why a value has no canonical text, or a text is no JSON value of ours.
package struct CanonicalJSONError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        case integerOutOfRange = "an integer's magnitude is 2^53 or more"
        case notAnInteger = "a number is not an integer in its shortest form"
        case tooDeep = "arrays and objects nest deeper than 64"
        case duplicateKey = "an object has the same key twice"
        case loneSurrogate = "an escape is half of a surrogate pair"
        case badEscape = "a string has an escape JSON does not know"
        case controlCharacter = "a string has an unescaped control character"
        case unexpected = "this is not JSON"
        case ended = "the text ends too early"
        case trailing = "something follows the value"
    }

    package let reason: Reason
    /// The byte of the text where it was noticed; `nil` when writing.
    package let offset: Int?

    package init(_ reason: Reason, at offset: Int? = nil) {
        self.reason = reason
        self.offset = offset
    }

    package var description: String {
        offset.map { "\(reason.rawValue), at byte \($0)" } ?? reason.rawValue
    }
}
