import Glibc
import TriageCore

/// Finds records that a transport keeps in base64 (Kinesis, Kafka, a message queue's body) and that may name a wanted id.
struct EncodedIDs {
    /// Of an id's beginning so much is sought: all of grinder's begin alike.
    private static let headLength = 8
    /// In characters of base64 before and behind what was found.
    private static let reach = 4_096
    private static let mostRecords = 64

    private struct Form {
        let text: [UInt8]
        /// Characters between the beginning of a group of four and the text.
        let phase: Int
    }

    private let forms: [Form]

    init(_ ids: Set<ClientOrderID>?) {
        let heads = Set((ids ?? []).map { Array($0.rawValue.utf8.prefix(Self.headLength)) })
        forms = heads.filter { $0.count >= TornIDs.shortest }.sorted { $0.lexicographicallyPrecedes($1) }
            .flatMap { head in (0..<3).map { Self.form(head, offset: $0) } }
    }

    /// A line without any of these holds no record.
    var needles: [[UInt8]] { forms.map(\.text) }

    /// What is decoded around each place where the beginning of an id stands.
    func records(in line: [UInt8]) -> [[UInt8]] {
        guard line.count >= 2 * Self.headLength else { return [] }
        var found: [[UInt8]] = []
        for form in forms {
            var position = 0
            while found.count < Self.mostRecords, let start = line.firstIndex(of: form.text, from: position) {
                found.append(Self.record(in: line, around: start - form.phase))
                position = start + form.text.count
            }
        }
        return found
    }

    /// The characters that those bytes alone decide, whatever stands before and behind them.
    private static func form(_ head: [UInt8], offset: Int) -> Form {
        let bytes = Array(repeating: UInt8(0), count: offset) + head
        let groups = ((8 * offset + 5) / 6)..<(8 * bytes.count / 6)
        let text = groups.map { group in
            let bits = (0..<6).reduce(0) { value, index in
                let bit = 6 * group + index
                return value << 1 | Int(bytes[bit / 8] >> (7 - UInt8(bit % 8)) & 1)
            }
            return alphabet[bits]
        }
        return Form(text: text, phase: groups.lowerBound % 4)
    }

    private static func record(in line: [UInt8], around start: Int) -> [UInt8] {
        var first = start
        while first >= 4, start - first < reach, line[(first - 4)..<first].allSatisfy({ value($0) != nil }) {
            first -= 4
        }
        var decoded: [UInt8] = []
        var bits = 0
        var count = 0
        for position in max(0, first)..<min(line.count, start + reach) {
            guard let six = value(line[position]) else {
                // `\/`, and the ends of lines that mail puts into it.
                if [UInt8(ascii: "\\"), 0x0A, 0x0D].contains(line[position]) { continue }
                break
            }
            bits = (bits << 6 | six) & 0xFFFF
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            decoded.append(UInt8(bits >> count & 0xFF))
        }
        return decoded
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [Int?] = {
        var values = [Int?](repeating: nil, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = value }
        // The alphabet of URLs.
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        return values
    }()

    private static func value(_ byte: UInt8) -> Int? { values[Int(byte)] }
}

extension Array<UInt8> {
    /// Where `bytes`, which are not empty, begin first, at `start` or after it.
    fileprivate func firstIndex(of bytes: [UInt8], from start: Int) -> Int? {
        withUnsafeBytes { line in
            guard let base = line.baseAddress else { return nil }
            var position = start
            while position + bytes.count <= count,
                let found = memchr(base + position, Int32(bytes[0]), count - bytes.count - position + 1)
            {
                let index = UnsafeRawPointer(found) - base
                if memcmp(base + index, bytes, bytes.count) == 0 { return index }
                position = index + 1
            }
            return nil
        }
    }
}
