/// Reads a line's beginning, byte by byte, without making strings of it.
struct ByteCursor {
    let bytes: [UInt8]
    var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
    var rest: ArraySlice<UInt8> { bytes[position...] }

    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func acceptWord(_ word: StaticString) -> Bool {
        guard bytes.contains(word, at: position) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    /// `word` is in lower case; letters beyond ASCII have no case.
    mutating func acceptAnyCase(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard count <= bytes.count - position else { return false }
        let isHere = word.withUTF8Buffer { word in
            for index in 0..<count where Self.lowercase(bytes[position + index]) != word[index] { return false }
            return true
        }
        if isHere { position += count }
        return isHere
    }

    mutating func skipSpaces() {
        while let byte = peek, byte == 0x20 || byte == 0x09 { position += 1 }
    }

    /// A number of exactly `count` ASCII digits; nothing is taken when there is none.
    mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<(position + count)] {
            guard Self.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += count
        return value
    }

    /// The longest run of bytes that `isMember`.
    mutating func run(_ isMember: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while let byte = peek, isMember(byte) { position += 1 }
        return bytes[start..<position]
    }

    /// What `read` gives; where it gives nothing, nothing is taken.
    mutating func attempt<Value>(_ read: (inout ByteCursor) -> Value?) -> Value? {
        var copy = self
        guard let value = read(&copy) else { return nil }
        position = copy.position
        return value
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_")
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}

extension Array<UInt8> {
    func starts(with word: StaticString) -> Bool { contains(word, at: 0) }

    func contains(_ word: StaticString, at position: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard count <= self.count - position else { return false }
        return word.withUTF8Buffer { word in
            for index in 0..<count where self[position + index] != word[index] { return false }
            return true
        }
    }
}

extension ArraySlice<UInt8> {
    func starts(with word: StaticString) -> Bool {
        word.withUTF8Buffer { starts(with: $0) }
    }
}

extension String {
    /// Repaired where it is no UTF-8.
    init(bytes: some Collection<UInt8>) { self.init(decoding: bytes, as: UTF8.self) }
}
