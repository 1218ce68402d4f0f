import Glibc

/// Gives a log's text as UTF-8 whose lines end in `\n`, whatever it was stored as: UTF-16 with or without a byte order
/// mark, UTF-8 with one, or lines that end in a carriage return alone.
struct TextDecoder {
    private enum Form {
        /// With the bytes that do not tell yet.
        case unknown([UInt8])
        case utf8
        case utf16(UTF16Decoder)
    }

    private enum LineEnds {
        /// No line has ended yet; whether the last byte was a carriage return.
        case unknown(afterReturn: Bool)
        case lineFeeds
        case returns
    }

    /// Enough to tell letters from every other byte being zero.
    private static let sampleLength = 64
    private var form = Form.unknown([])
    private var lineEnds = LineEnds.unknown(afterReturn: false)

    /// - Parameter isPlain: it is known to be UTF-8 whose lines end in a line feed.
    init(isPlain: Bool = false) {
        guard isPlain else { return }
        form = .utf8
        lineEnds = .lineFeeds
    }

    mutating func take(_ chunk: [UInt8], text: ([UInt8]) -> Void) {
        switch form {
        case .unknown(let start):
            let bytes = start + chunk
            if bytes.count < Self.sampleLength { form = .unknown(bytes) } else { begin(bytes, text: text) }
        case .utf8: give(chunk, text)
        case .utf16(var decoder):
            let decoded = decoder.take(chunk)
            form = .utf16(decoder)
            give(decoded, text)
        }
    }

    mutating func finish(text: ([UInt8]) -> Void) {
        if case .unknown(let bytes) = form { begin(bytes, text: text) }
        if case .unknown(afterReturn: true) = lineEnds { text([UInt8(ascii: "\n")]) }
    }

    private mutating func begin(_ bytes: [UInt8], text: ([UInt8]) -> Void) {
        switch Self.order(bytes) {
        case nil:
            form = .utf8
            give(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes, text)
        case let isBig?:
            form = .utf16(UTF16Decoder(isBigEndian: isBig))
            take(bytes, text: text)
        }
    }

    /// Whether it is UTF-16, and its most significant byte first; `nil` for anything else.
    private static func order(_ bytes: [UInt8]) -> Bool? {
        if bytes.starts(with: [0xFF, 0xFE]) { return false }
        if bytes.starts(with: [0xFE, 0xFF]) { return true }
        guard bytes.count >= 4 else { return nil }
        let start = bytes.prefix(sampleLength)
        var zeros = [0, 0]
        for (index, byte) in start.enumerated() where byte == 0 { zeros[index % 2] += 1 }
        // A log of grinder's is ASCII but for a dash here and there.
        let most = start.count / 2 * 9 / 10
        if zeros[1] >= most, zeros[0] == 0 { return false }
        if zeros[0] >= most, zeros[1] == 0 { return true }
        return nil
    }

    private mutating func give(_ bytes: [UInt8], _ text: ([UInt8]) -> Void) {
        switch lineEnds {
        case .lineFeeds: text(bytes)
        case .returns: text(Self.withLineFeeds(bytes))
        case .unknown(let afterReturn): decide(bytes, afterReturn: afterReturn, text)
        }
    }

    /// By the first line that ends.
    private mutating func decide(_ bytes: [UInt8], afterReturn: Bool, _ text: ([UInt8]) -> Void) {
        guard !bytes.isEmpty else { return }
        var isAfter = afterReturn
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                lineEnds = .lineFeeds
                break
            }
            if isAfter, byte != UInt8(ascii: "\r") {
                lineEnds = .returns
                break
            }
            isAfter = byte == UInt8(ascii: "\r")
        }
        // A carriage return at the end of a chunk is given with what follows it.
        let held: [UInt8] = afterReturn ? [UInt8(ascii: "\r")] : []
        switch lineEnds {
        case .lineFeeds: text(held + bytes)
        case .returns: text(Self.withLineFeeds(held + bytes))
        case .unknown:
            lineEnds = .unknown(afterReturn: isAfter)
            text(held + (isAfter ? bytes.dropLast() : bytes))
        }
    }

    private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { $0 == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : $0 }
    }
}

/// UTF-16 to UTF-8, chunk by chunk; a lone surrogate becomes U+FFFD.
private struct UTF16Decoder {
    let isBigEndian: Bool
    private var half: UInt8?
    private var high: UInt16?
    private var isFirst = true

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func take(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            if isFirst, unit == 0xFEFF {
                isFirst = false
                continue
            }
            isFirst = false
            append(unit, to: &text)
        }
        return text
    }

    private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
        switch unit {
        case 0xD800...0xDBFF:
            if high != nil { text += Self.replacement }
            high = unit
        case 0xDC00...0xDFFF:
            guard let first = high else {
                text += Self.replacement
                return
            }
            high = nil
            let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
            text += Unicode.Scalar(value).map { UTF8.encode($0).map(Array.init) ?? [] } ?? Self.replacement
        default:
            if high != nil { text += Self.replacement }
            high = nil
            if unit < 0x80 {
                text.append(UInt8(unit))
            } else {
                text += Unicode.Scalar(unit).flatMap { UTF8.encode($0).map(Array.init) } ?? Self.replacement
            }
        }
    }

    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
}
