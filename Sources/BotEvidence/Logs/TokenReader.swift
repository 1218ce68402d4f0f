/// Reads the runs of id characters (`[.A-Z:/a-z0-9_-]`) out of a byte stream, in constant memory.
///
/// What stands between runs is decoded on the way: `%5F` (URLs), `\"` `\n` `\u0026` `\x1b` (JSON and Python strings,
/// however often escaped) and ANSI colour sequences, so that the `22` of `%22` or the `n` of `\n` is no neighbour.
struct TokenReader {
    /// A run longer than this keeps its end only; a client order id has at most 36 characters.
    static let longestRun = 4_096

    private var run: [UInt8] = []
    /// Whether the run's beginning was dropped.
    private var isBeheaded = false
    private var state = State.text

    private enum State {
        case text
        case percent(first: UInt8?)
        case backslash
        case hexEscape(digits: Int, value: UInt32)
        case escape
        case colour
    }

    /// Takes the next bytes of a line; `wanted` receives each run that they complete.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, into wanted: inout WantedIDs) {
        let isID = IDCharacter.table
        var position = 0
        while position < bytes.count {
            let start = position
            if case .text = state {
                while position < bytes.count, isID[Int(bytes[position])] { position += 1 }
            }
            if position > start {
                append(bytes[start..<position])
            } else {
                take(bytes[position], into: &wanted)
                position += 1
            }
        }
    }

    private mutating func take(_ byte: UInt8, into wanted: inout WantedIDs) {
        switch state {
        case .text: takeText(byte, into: &wanted)
        case .percent(let first): takePercent(first, byte, into: &wanted)
        case .backslash: takeBackslash(byte, into: &wanted)
        case .hexEscape(let digits, let value): takeHexEscape(digits, value, byte, into: &wanted)
        case .escape:
            state = byte == UInt8(ascii: "[") ? .colour : .text
            if case .text = state { takeText(byte, into: &wanted) }
        case .colour:
            if (0x40...0x7E).contains(byte) || byte < 0x20 { state = .text }
        }
    }

    /// The line ends here.
    mutating func endLine(into wanted: inout WantedIDs) {
        if case .percent(let first?) = state {
            endRun(into: &wanted)
            run.append(first)
        }
        endRun(into: &wanted)
        state = .text
    }

    private mutating func takeText(_ byte: UInt8, into wanted: inout WantedIDs) {
        if IDCharacter.isOne(byte) {
            append(byte)
            return
        }
        switch byte {
        case UInt8(ascii: "%"): state = .percent(first: nil)
        case UInt8(ascii: "\\"): state = .backslash
        case 0x1B:
            endRun(into: &wanted)
            state = .escape
        default: endRun(into: &wanted)
        }
    }

    private mutating func takePercent(_ first: UInt8?, _ byte: UInt8, into wanted: inout WantedIDs) {
        switch (first, IDCharacter.hexValue(byte)) {
        case (nil, .some): state = .percent(first: byte)
        case (let first?, let low?):
            state = .text
            takeText(UInt8((IDCharacter.hexValue(first) ?? 0) << 4 | low), into: &wanted)
        case (let first, nil):
            state = .text
            endRun(into: &wanted)
            if let first { append(first) }
            takeText(byte, into: &wanted)
        }
    }

    private mutating func takeBackslash(_ byte: UInt8, into wanted: inout WantedIDs) {
        state = .text
        switch byte {
        case UInt8(ascii: "\\"): state = .backslash
        case UInt8(ascii: "u"): state = .hexEscape(digits: 4, value: 0)
        case UInt8(ascii: "x"): state = .hexEscape(digits: 2, value: 0)
        case UInt8(ascii: "/"): append(byte)
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
            endRun(into: &wanted)
        default:
            endRun(into: &wanted)
            takeText(byte, into: &wanted)
        }
    }

    private mutating func takeHexEscape(
        _ digits: Int, _ value: UInt32, _ byte: UInt8, into wanted: inout WantedIDs
    ) {
        guard let digit = IDCharacter.hexValue(byte) else {
            state = .text
            endRun(into: &wanted)
            takeText(byte, into: &wanted)
            return
        }
        let value = value << 4 | digit
        guard digits == 1 else {
            state = .hexEscape(digits: digits - 1, value: value)
            return
        }
        state = .text
        takeText(value < 0x80 ? UInt8(value) : 0, into: &wanted)
    }

    private mutating func append(_ byte: UInt8) { append(CollectionOfOne(byte)) }

    private mutating func append(_ bytes: some Collection<UInt8>) {
        run += bytes
        if run.count > 2 * Self.longestRun {
            run.removeFirst(run.count - Self.longestRun)
            isBeheaded = true
        }
    }

    private mutating func endRun(into wanted: inout WantedIDs) {
        if !run.isEmpty { wanted.receive(run, isBeheaded: isBeheaded) }
        run.removeAll(keepingCapacity: true)
        isBeheaded = false
    }
}
