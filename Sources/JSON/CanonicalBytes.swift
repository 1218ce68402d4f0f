extension CanonicalJSON {
    /// Whether bytes are exactly what ``text(of:)`` writes for the value they mean: ``isCanonical(_:)`` without making
    /// the value, for whoever checks a million of them.
    package static func isCanonical(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        var reader = CanonicalReader(place: start, end: start + bytes.count)
        if reader.value(depth: 0), reader.place == reader.end, !reader.needsTheLongWay { return true }
        // Beyond ASCII, and where a name has an escape: read whole, and written again.
        guard reader.needsTheLongWay, let text = String(validating: bytes, as: UTF8.self) else { return false }
        return isCanonical(text)
    }

    /// The members of an object as they are written, values with their quotes. `false`, and perhaps not all of them, when
    /// the text is not canonical.
    package static func members(
        of bytes: UnsafeRawBufferPointer,
        _ visit: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        var reader = CanonicalReader(place: start, end: start + bytes.count)
        guard reader.take(UInt8(ascii: "{")) else { return false }
        if reader.take(UInt8(ascii: "}")) { return reader.place == reader.end }
        while true {
            let name = reader.place
            guard reader.string() else { return false }
            let value = reader.place + 1
            guard reader.take(UInt8(ascii: ":")), reader.value(depth: 1) else { return false }
            visit(
                UnsafeRawBufferPointer(start: name + 1, count: value - name - 3),
                UnsafeRawBufferPointer(start: value, count: reader.place - value))
            if reader.take(UInt8(ascii: "}")) { return reader.place == reader.end }
            guard reader.take(UInt8(ascii: ",")) else { return false }
        }
    }
}

/// Follows a canonical ASCII text without building anything.
private struct CanonicalReader {
    var place: UnsafeRawPointer
    let end: UnsafeRawPointer
    var needsTheLongWay = false

    mutating func value(depth: Int) -> Bool {
        guard depth <= CanonicalJSON.maximumDepth, place < end else { return false }
        switch place.load(as: UInt8.self) {
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "n"): return word("null")
        case UInt8(ascii: "t"): return word("true")
        case UInt8(ascii: "f"): return word("false")
        default: return integer()
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard place < end, place.load(as: UInt8.self) == byte else { return false }
        place += 1
        return true
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard end - place >= count else { return false }
        for index in 0..<count where place.load(fromByteOffset: index, as: UInt8.self) != word.utf8Start[index] {
            return false
        }
        place += count
        return true
    }

    private mutating func integer() -> Bool {
        let isNegative = take(UInt8(ascii: "-"))
        let start = place
        var magnitude: UInt64 = 0
        while place < end {
            let digit = place.load(as: UInt8.self) &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            place += 1
        }
        let digits = place - start
        guard digits > 0, digits <= 16, magnitude <= CanonicalJSON.largestInteger.magnitude else { return false }
        return start.load(as: UInt8.self) != UInt8(ascii: "0") || (digits == 1 && !isNegative)
    }

    private mutating func array(depth: Int) -> Bool {
        place += 1
        if take(UInt8(ascii: "]")) { return true }
        while value(depth: depth + 1) {
            if take(UInt8(ascii: "]")) { return true }
            guard take(UInt8(ascii: ",")) else { return false }
        }
        return false
    }

    private mutating func object(depth: Int) -> Bool {
        place += 1
        if take(UInt8(ascii: "}")) { return true }
        var last: UnsafeRawBufferPointer?
        while true {
            let start = place
            guard string() else { return false }
            let name = UnsafeRawBufferPointer(start: start + 1, count: place - start - 2)
            if name.contains(UInt8(ascii: "\\")) { needsTheLongWay = true }
            if needsTheLongWay { last = nil }
            if let last, !Self.precedes(last, name) { return false }
            last = name
            guard take(UInt8(ascii: ":")), value(depth: depth + 1) else { return false }
            if take(UInt8(ascii: "}")) { return true }
            guard take(UInt8(ascii: ",")) else { return false }
        }
    }

    /// In ASCII without escapes the order of bytes is that of UTF-16.
    private static func precedes(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
        for index in 0..<min(one.count, other.count) where one[index] != other[index] {
            return one[index] < other[index]
        }
        return one.count < other.count
    }

    mutating func string() -> Bool {
        guard take(UInt8(ascii: "\"")) else { return false }
        while place < end {
            // Eight plain bytes at once.
            while end - place >= 8 {
                let word = place.loadUnaligned(as: UInt64.self)
                if ByteWord.special(in: word) | (word & ByteWord.high) != 0 { break }
                place += 8
            }
            guard place < end else { return false }
            let byte = place.load(as: UInt8.self)
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return true
            case UInt8(ascii: "\\"): guard escape() else { return false }
            case 0..<0x20: return false
            case 0x80...: needsTheLongWay = true
            default: break
            }
        }
        return false
    }

    /// The shortest escape of a character that needs one.
    private mutating func escape() -> Bool {
        guard place < end else { return false }
        let letter = place.load(as: UInt8.self)
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return true
        case UInt8(ascii: "u"): break
        default: return false
        }
        guard word("00"), end - place >= 2 else { return false }
        let tens = place.load(as: UInt8.self)
        let ones = place.load(fromByteOffset: 1, as: UInt8.self)
        place += 2
        let isHex =
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(ones)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(ones)
        guard isHex, tens == UInt8(ascii: "0") || tens == UInt8(ascii: "1") else { return false }
        // \b \t \n \f \r have shorter ones.
        return tens == UInt8(ascii: "1") || !"89acd".utf8.contains(ones)
    }
}
