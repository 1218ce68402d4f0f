import Crypto
import JSON
import TriageCore

/// The bytes an entry's hash is made of: the canonical JSON of its columns but `hash`, whose member names
/// and their order are fixed, written into one buffer that is used for row after row.
final class EntryBytes {
    private var buffer = UnsafeMutableRawPointer.allocate(byteCount: 4_096, alignment: 8)
    private var capacity = 4_096
    private let hexDigits = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)
    /// The two digits of each byte.
    private let pairs = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)

    init() {
        for byte in UInt8.min...UInt8.max {
            let digits = Array([byte].hexadecimal.utf8)
            pairs[Int(byte)] = UInt16(littleEndian: UInt16(digits[0]) | UInt16(digits[1]) << 8)
        }
    }

    deinit {
        buffer.deallocate()
        hexDigits.deallocate()
        pairs.deallocate()
    }

    enum Refusal: Error {
        case seqTooLarge
        case notUTF8(RawEntry.Column)
    }

    /// The 64 hex digits of the row's hash, valid until the next call.
    func hash(of row: RawEntry) throws(Refusal) -> UnsafeRawBufferPointer {
        guard row.seq.magnitude < 1 << 53 else { throw .seqTooLarge }
        spool(for: row)
        let start = buffer
        var out = start
        try Self.write(#"{"client_order_id":"#, row, .clientOrderID, to: &out)
        try Self.write(#","environment":"#, row, .environment, to: &out)
        try Self.write(#","host":"#, row, .host, to: &out)
        try Self.write(#","incident":"#, row, .incident, to: &out)
        try Self.write(#","investigation":"#, row, .investigation, to: &out)
        try Self.write(#","kind":"#, row, .kind, to: &out)
        try Self.write(#","operator":"#, row, .operator, to: &out)
        try Self.write(#","payload":"#, row, .payload, to: &out)
        try Self.write(#","prev_hash":"#, row, .prevHash, to: &out)
        Self.write(#","seq":"#, to: &out)
        write(number: row.seq, to: &out)
        try Self.write(#","symbol":"#, row, .symbol, to: &out)
        try Self.write(#","ts":"#, row, .ts, to: &out)
        Self.write("}", to: &out)
        var hash = SHA256()
        hash.update(bufferPointer: UnsafeRawBufferPointer(start: start, count: out - start))
        let digits = hexDigits
        let pairs = pairs
        hash.finalize().withUnsafeBytes { digest in
            for place in 0..<32 {
                digits.storeBytes(of: pairs[Int(digest[place])], toByteOffset: place * 2, as: UInt16.self)
            }
        }
        return UnsafeRawBufferPointer(start: digits, count: 64)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? value &+ 0x30 : value &+ 0x57
    }

    /// At worst each byte of a text becomes six, and eight more are written whole behind each; names and seq take 200.
    private func spool(for row: RawEntry) {
        let needed = row.length * 6 + RawEntry.Column.count * 16 + 512
        guard needed > capacity else { return }
        capacity = needed * 2
        buffer.deallocate()
        buffer = .allocate(byteCount: capacity, alignment: 8)
    }

    private static func write(_ literal: StaticString, to out: inout UnsafeMutableRawPointer) {
        out.copyMemory(from: literal.utf8Start, byteCount: literal.utf8CodeUnitCount)
        out += literal.utf8CodeUnitCount
    }

    private func write(number: Int64, to out: inout UnsafeMutableRawPointer) {
        let digits = hexDigits
        var rest = number.magnitude
        var place = 32
        repeat {
            place -= 1
            digits.storeBytes(of: 0x30 &+ UInt8(truncatingIfNeeded: rest % 10), toByteOffset: place, as: UInt8.self)
            rest /= 10
        } while rest > 0
        if number < 0 {
            place -= 1
            digits.storeBytes(of: UInt8(ascii: "-"), toByteOffset: place, as: UInt8.self)
        }
        out.copyMemory(from: digits + place, byteCount: 32 - place)
        out += 32 - place
    }

    private static func write(
        _ name: StaticString, _ row: RawEntry, _ column: RawEntry.Column, to out: inout UnsafeMutableRawPointer
    ) throws(Refusal) {
        write(name, to: &out)
        guard let bytes = row[column] else { return write("null", to: &out) }
        if write(quoted: bytes, to: &out), String(validating: bytes, as: UTF8.self) == nil { throw .notUTF8(column) }
    }

    /// A JSON string with the shortest escapes (RFC 8785), eight bytes at a time where none needs one. Whether there is
    /// more in it than ASCII.
    private static func write(quoted bytes: UnsafeRawBufferPointer, to end: inout UnsafeMutableRawPointer) -> Bool {
        var out = end
        defer { end = out }
        out.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        out += 1
        guard var place = bytes.baseAddress else { return false }
        let last = place + bytes.count
        var high: UInt64 = 0
        while last - place >= 8 {
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
        while place < last {
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
        return high & ByteWord.high != 0
    }

    private static func escape(_ byte: UInt8, to out: inout UnsafeMutableRawPointer) {
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
            out.storeBytes(of: digit(byte >> 4), toByteOffset: 3, as: UInt8.self)
            out.storeBytes(of: digit(byte & 0xF), toByteOffset: 4, as: UInt8.self)
            out += 5
            return
        }
        out.storeBytes(of: letter, as: UInt8.self)
        out += 1
    }
}
