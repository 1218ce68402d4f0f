import Crypto
import TriageCore

/// The bytes an entry's hash is made of (contract §5): the canonical JSON of its columns but `hash`, whose member names
/// and their order are fixed, written into one buffer that is used for row after row.
final class EntryBytes {
    private var buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 4_096)
    private var capacity = 4_096
    private var count = 0
    private var sawMoreThanASCII = false
    private let hexDigits = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

    deinit {
        buffer.deallocate()
        hexDigits.deallocate()
    }

    enum Refusal: Error {
        case seqTooLarge
        case notUTF8(RawEntry.Column)
    }

    /// The 64 hex digits of the row's hash, valid until the next call.
    func hash(of row: RawEntry) throws(Refusal) -> UnsafeRawBufferPointer {
        guard row.seq.magnitude < 1 << 53 else { throw .seqTooLarge }
        count = 0
        reserve(for: row)
        try write(#"{"client_order_id":"#, row, .clientOrderID)
        try write(#","environment":"#, row, .environment)
        try write(#","host":"#, row, .host)
        try write(#","incident":"#, row, .incident)
        try write(#","investigation":"#, row, .investigation)
        try write(#","kind":"#, row, .kind)
        try write(#","operator":"#, row, .operator)
        try write(#","payload":"#, row, .payload)
        try write(#","prev_hash":"#, row, .prevHash)
        write(#","seq":"#)
        write(number: row.seq)
        try write(#","symbol":"#, row, .symbol)
        try write(#","ts":"#, row, .ts)
        write("}")
        var hash = SHA256()
        hash.update(bufferPointer: UnsafeRawBufferPointer(start: buffer, count: count))
        var place = 0
        hash.finalize().withUnsafeBytes { digest in
            for byte in digest {
                hexDigits[place] = Self.digit(byte >> 4)
                hexDigits[place + 1] = Self.digit(byte & 0xF)
                place += 2
            }
        }
        return UnsafeRawBufferPointer(start: hexDigits, count: 64)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? value &+ 0x30 : value &+ 0x57
    }

    /// At worst each byte of a text becomes six, and eight more are written whole behind each; names and seq take 200.
    private func reserve(for row: RawEntry) {
        let needed = row.length * 6 + RawEntry.Column.count * 16 + 512
        guard needed > capacity else { return }
        capacity = needed * 2
        buffer.deallocate()
        buffer = .allocate(capacity: capacity)
    }

    private func write(_ literal: StaticString) {
        buffer.advanced(by: count).update(from: literal.utf8Start, count: literal.utf8CodeUnitCount)
        count += literal.utf8CodeUnitCount
    }

    private func write(number: Int64) {
        var rest = number.magnitude
        var place = 32
        repeat {
            place -= 1
            hexDigits[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if number < 0 {
            place -= 1
            hexDigits[place] = UInt8(ascii: "-")
        }
        buffer.advanced(by: count).update(from: hexDigits + place, count: 32 - place)
        count += 32 - place
    }

    private func write(_ name: StaticString, _ row: RawEntry, _ column: RawEntry.Column) throws(Refusal) {
        write(name)
        guard let bytes = row[column] else { return write("null") }
        sawMoreThanASCII = false
        write(quoted: bytes)
        if sawMoreThanASCII, String(validating: bytes, as: UTF8.self) == nil { throw .notUTF8(column) }
    }

    /// A JSON string with the shortest escapes (RFC 8785), eight bytes at a time where none needs one.
    private func write(quoted bytes: UnsafeRawBufferPointer) {
        var out = UnsafeMutableRawPointer(buffer + count)
        out.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        out += 1
        guard var place = bytes.baseAddress else { return }
        let end = place + bytes.count
        var high: UInt64 = 0
        while end - place >= 8 {
            let word = place.loadUnaligned(as: UInt64.self)
            let special = ByteWord.special(in: word)
            out.storeBytes(of: word, as: UInt64.self)
            if special == 0 {
                high |= word
                place += 8
                out += 8
            } else {
                let plain = special.trailingZeroBitCount / 8
                high |= word & ((1 << UInt64(plain * 8)) &- 1)
                place += plain
                out += plain
                escape(place.load(as: UInt8.self), to: &out)
                place += 1
            }
        }
        while place < end {
            let byte = place.load(as: UInt8.self)
            place += 1
            high |= UInt64(byte)
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                escape(byte, to: &out)
            } else {
                out.storeBytes(of: byte, as: UInt8.self)
                out += 1
            }
        }
        out.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        out += 1
        count = out - UnsafeMutableRawPointer(buffer)
        if high & ByteWord.high != 0 { sawMoreThanASCII = true }
    }

    private func escape(_ byte: UInt8, to out: inout UnsafeMutableRawPointer) {
        out.storeBytes(of: UInt8(ascii: "\\"), as: UInt8.self)
        out += 1
        let letter: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
        case 0x08: letter = UInt8(ascii: "b")
        case 0x09: letter = UInt8(ascii: "t")
        case 0x0A: letter = UInt8(ascii: "n")
        case 0x0C: letter = UInt8(ascii: "f")
        case 0x0D: letter = UInt8(ascii: "r")
        default:
            out.storeBytes(of: UInt8(ascii: "u"), as: UInt8.self)
            out.storeBytes(of: UInt8(ascii: "0"), toByteOffset: 1, as: UInt8.self)
            out.storeBytes(of: UInt8(ascii: "0"), toByteOffset: 2, as: UInt8.self)
            out.storeBytes(of: Self.digit(byte >> 4), toByteOffset: 3, as: UInt8.self)
            out.storeBytes(of: Self.digit(byte & 0xF), toByteOffset: 4, as: UInt8.self)
            out += 5
            return
        }
        out.storeBytes(of: letter, as: UInt8.self)
        out += 1
    }
}
