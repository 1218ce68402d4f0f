import JSON

/// The members of a JSON object on one line, found without making values of them: most lines prove nothing.
struct JSONMembers {
    private let bytes: [UInt8]
    private let start: Int
    private var members: [(name: Range<Int>, value: Range<Int>)] = []
    /// Behind the object.
    private(set) var end = 0

    /// `nil` unless an object begins at `start` (the inside of nested values is not looked at). What follows it is no
    /// part of it.
    init?(_ bytes: [UInt8], at start: Int) {
        self.bytes = bytes
        self.start = start
        var position = start
        guard Self.skip("{", bytes, &position) else { return nil }
        Self.skipSpaces(bytes, &position)
        guard !Self.skip("}", bytes, &position) else {
            end = position
            return
        }
        repeat {
            Self.skipSpaces(bytes, &position)
            let name = position
            guard Self.skipString(bytes, &position) else { return nil }
            let nameEnd = position
            Self.skipSpaces(bytes, &position)
            guard Self.skip(":", bytes, &position) else { return nil }
            Self.skipSpaces(bytes, &position)
            let value = position
            guard Self.skipValue(bytes, &position) else { return nil }
            var valueEnd = position
            while valueEnd > value + 1, bytes[valueEnd - 1] <= 0x20 { valueEnd -= 1 }
            members.append(((name + 1)..<(nameEnd - 1), value..<valueEnd))
            Self.skipSpaces(bytes, &position)
        } while Self.skip(",", bytes, &position)
        guard Self.skip("}", bytes, &position) else { return nil }
        end = position
    }

    /// The value of the first of `names` that is there and not null; a later member of the same name wins.
    subscript(_ names: StaticString...) -> JSONValue? {
        for name in names {
            if let value = value(name), value != .null { return value }
        }
        return nil
    }

    /// The values of the members whose names, in lower case, fit.
    func values(where fits: (String) -> Bool) -> [JSONValue] {
        members.filter { fits(String(decoding: bytes[$0.name], as: UTF8.self).lowercased()) }.compactMap {
            value($0.value)
        }
    }

    /// The text of a string member, byte for byte where nothing is escaped in it.
    func text(_ names: StaticString...) -> [UInt8]? {
        for name in names {
            guard let range = range(name), bytes[range.lowerBound] == UInt8(ascii: "\"") else { continue }
            return Escapes.text(ofJSON: bytes[(range.lowerBound + 1)..<(range.upperBound - 1)])
        }
        return nil
    }

    /// The text of a member that is an array of its bytes, as journald gives one that is no plain text.
    func bytes(_ name: StaticString) -> [UInt8]? {
        guard let range = range(name), bytes[range.lowerBound] == UInt8(ascii: "[") else { return nil }
        var text: [UInt8] = []
        for number in bytes[(range.lowerBound + 1)..<(range.upperBound - 1)].split(separator: UInt8(ascii: ",")) {
            let digits = number.filter { $0 > 0x20 }
            guard let byte = UInt8(String(bytes: digits)) else { return nil }
            text.append(byte)
        }
        return text
    }

    /// A member that is an object itself.
    func object(_ name: StaticString) -> JSONMembers? {
        guard let range = range(name), bytes[range.lowerBound] == UInt8(ascii: "{") else { return nil }
        return JSONMembers(bytes, at: range.lowerBound)
    }

    func has(_ name: StaticString) -> Bool { range(name) != nil }

    /// As it stands.
    var whole: ArraySlice<UInt8> { bytes[start..<end] }

    /// The members that are objects.
    var objects: [JSONMembers] {
        members.filter { bytes[$0.value.lowerBound] == UInt8(ascii: "{") }
            .compactMap { JSONMembers(bytes, at: $0.value.lowerBound) }
    }

    private func value(_ name: StaticString) -> JSONValue? { range(name).flatMap { value($0) } }

    private func value(_ range: Range<Int>) -> JSONValue? {
        if let inside = plainString(range) { return String(validating: inside, as: UTF8.self).map { .string($0) } }
        let values = try? JSONReader.values(Array(bytes[range]), .grinder)
        return values?.first?.value
    }

    /// Most values are strings with nothing escaped in them, which need no reader.
    private func plainString(_ range: Range<Int>) -> ArraySlice<UInt8>? {
        let quote = UInt8(ascii: "\"")
        guard range.count >= 2, bytes[range.lowerBound] == quote, bytes[range.upperBound - 1] == quote
        else { return nil }
        let inside = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        return inside.allSatisfy { $0 >= 0x20 && $0 != quote && $0 != UInt8(ascii: "\\") } ? inside : nil
    }

    private func range(_ name: StaticString) -> Range<Int>? {
        members.last { member in
            member.name.count == name.utf8CodeUnitCount && bytes.contains(name, at: member.name.lowerBound)
        }?.value
    }

    private static func skip(_ character: Unicode.Scalar, _ bytes: [UInt8], _ position: inout Int) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private static func skipSpaces(_ bytes: [UInt8], _ position: inout Int) {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private static func skipString(_ bytes: [UInt8], _ position: inout Int) -> Bool {
        guard skip("\"", bytes, &position) else { return false }
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return true
            case UInt8(ascii: "\\"): position += 2
            default: position += 1
            }
        }
        return false
    }

    private static func skipValue(_ bytes: [UInt8], _ position: inout Int) -> Bool {
        var depth = 0
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard skipString(bytes, &position) else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return position > start }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return position > start
            default: break
            }
            position += 1
        }
        return false
    }
}
