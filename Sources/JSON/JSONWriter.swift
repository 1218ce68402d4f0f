/// Writes a value on one line without white space.
struct JSONWriter {
    private var bytes: [UInt8] = []
    private var problem: JSONProblem?
    private let isCanonical: Bool
    private let isUnsafe: ((Unicode.Scalar) -> Bool)?

    /// - Parameter isUnsafe: what else to escape, each character as `\u…`.
    init(isUnsafe: ((Unicode.Scalar) -> Bool)?) { self.init(isCanonical: false, isUnsafe: isUnsafe) }

    private init(isCanonical: Bool, isUnsafe: ((Unicode.Scalar) -> Bool)?) {
        self.isCanonical = isCanonical
        self.isUnsafe = isUnsafe
    }

    /// As RFC 8785 has it.
    static func canonicalText(of value: JSONValue) throws(JSONProblem) -> String {
        var writer = JSONWriter(isCanonical: true, isUnsafe: nil)
        writer.write(value, depth: 0)
        if let problem = writer.problem { throw problem }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    func text(of value: JSONValue) -> String {
        var writer = self
        writer.write(value, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        if isCanonical {
            problem = problem ?? Self.problem(of: value, depth: depth)
            guard problem == nil else { return }
        }
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .number(let text): bytes += text.utf8
        case .string(let text): write(text)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(element, depth: depth + 1)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members) where isCanonical:
            write(members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }, depth: depth)
        case .object(let members): write(members, depth: depth)
        }
    }

    private mutating func write(_ members: some Sequence<JSONValue.Members.Element>, depth: Int) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (name, value) in members {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(name)
            bytes.append(UInt8(ascii: ":"))
            write(value, depth: depth + 1)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// What has no canonical text.
    private static func problem(of value: JSONValue, depth: Int) -> JSONProblem? {
        guard depth <= CanonicalJSON.maximumDepth else { return JSONProblem(.tooDeep) }
        switch value {
        case .number: return JSONProblem(.notAnInteger)
        case .integer(let number) where number.magnitude > CanonicalJSON.largestInteger.magnitude:
            return JSONProblem(.integerOutOfRange)
        default: return nil
        }
    }
}

extension JSONWriter {
    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if let isUnsafe, text.utf8.contains(where: { !(0x20..<0x7F).contains($0) }) {
            for scalar in text.unicodeScalars { write(scalar, isUnsafe: isUnsafe) }
        } else {
            for byte in text.utf8 { write(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(_ scalar: Unicode.Scalar, isUnsafe: (Unicode.Scalar) -> Bool) {
        guard isUnsafe(scalar), !"\n\t\r".unicodeScalars.contains(scalar) else {
            for byte in scalar.utf8 { write(byte) }
            return
        }
        for unit in scalar.utf16 { writeEscape(unit) }
    }

    /// The shortest escape of what JSON does not allow as it is: all of it ASCII.
    private mutating func write(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes += #"\""#.utf8
        case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
        case 0x08: bytes += #"\b"#.utf8
        case 0x09: bytes += #"\t"#.utf8
        case 0x0A: bytes += #"\n"#.utf8
        case 0x0C: bytes += #"\f"#.utf8
        case 0x0D: bytes += #"\r"#.utf8
        case 0..<0x20: writeEscape(UInt16(byte))
        default: bytes.append(byte)
        }
    }

    private mutating func writeEscape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes += #"\u"#.utf8
        bytes += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
        bytes += digits.utf8
    }
}

extension JSONValue {
    /// With its members in their order.
    package var compactText: String { JSONWriter(isUnsafe: nil).text(of: self) }

    /// The same with other characters escaped, too: each one of those that `isUnsafe` names as `\u…`, a line feed, a carriage
    /// return and a tab as ever. It is not asked about printable ASCII.
    package func text(escaping isUnsafe: @escaping (Unicode.Scalar) -> Bool) -> String {
        JSONWriter(isUnsafe: isUnsafe).text(of: self)
    }
}
