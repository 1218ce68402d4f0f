import Glibc
package import TriageCore

/// The ids a line names: wanted ones by their exact text, grinder's by their form.
package struct NamedIDs {
    private static let prefix: StaticString = "grinder_"
    /// More in one line are not looked for.
    private static let most = 50

    private var wanted: WantedIDs?
    private var reader = TokenReader()

    /// `nil`: none in particular.
    package init(wanted: Set<ClientOrderID>?) {
        let searchable = wanted?.filter(\.isSearchable)
        self.wanted = searchable.map { WantedIDs($0.sorted()) }
    }

    /// The wanted ids of which the lines since the last call name a part.
    mutating func takeTorn() -> [ClientOrderID] {
        guard var wanted else { return [] }
        let torn = wanted.takeTorn()
        self.wanted = wanted
        return torn
    }

    /// The wanted ids that the end of a log, or of a record, breaks off.
    func begun(atEndOf bytes: [UInt8]) -> [ClientOrderID] { wanted?.torn.begun(atEndOf: bytes) ?? [] }

    /// The wanted ids that the line names as a whole token.
    package mutating func wanted(in line: [UInt8]) -> [ClientOrderID] {
        guard var wanted else { return [] }
        line.withUnsafeBufferPointer { reader.take($0, into: &wanted) }
        reader.endLine(into: &wanted)
        let found = wanted.takeFound()
        self.wanted = wanted
        return found
    }

    /// The wanted ids that a request in the line breaks off.
    func begun(inQueryOf line: [UInt8]) -> [ClientOrderID] { wanted?.torn.begun(inQueryOf: line) ?? [] }

    /// The ids of grinder's form (`grinder_…_TS_SEQ`) in the line, in their order, each once; and those that its end, or
    /// the end of a string in it, breaks off.
    static func grinders(in line: [UInt8]) -> (whole: [ClientOrderID], cut: [ClientOrderID]) {
        var found: [ClientOrderID] = []
        var cut: [ClientOrderID] = []
        var position = 0
        while found.count < most, let start = next(in: line, from: position) {
            // `.`, `:` and `/` end a sentence, not an id of grinder's.
            let run = line[start...].prefix { IDCharacter.isOne($0) && !IDCharacter.isSeparator($0) }
            position = run.endIndex
            let id = ClientOrderID(String(bytes: run))
            guard mayBegin(at: start, in: line), ClientOrderIDParts(id, prefix: "\(prefix)") != nil, !found.contains(id)
            else { continue }
            if isCutOff(run, in: line) { cut.append(id) } else { found.append(id) }
        }
        return (found, cut)
    }

    /// A string that has no end holds no whole id: the line is cut there, and another character may have followed.
    private static func isCutOff(_ run: ArraySlice<UInt8>, in line: [UInt8]) -> Bool {
        let escapes = line[..<run.startIndex].dropLast().reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        guard run.startIndex > 0, line[run.startIndex - 1] == UInt8(ascii: "\"") else {
            // Within a record's string, behind other words.
            return run.endIndex == line.count && line.firstIndex(of: "{\"") != nil && isOpen(line)
        }
        let behind = line[run.endIndex...].prefix { $0 == UInt8(ascii: "\\") }
        guard behind.endIndex < line.count else { return true }
        return line[behind.endIndex] == UInt8(ascii: "\"") && behind.count < escapes
    }

    /// An odd number of quotation marks.
    private static func isOpen(_ line: [UInt8]) -> Bool {
        var isOpen = false
        for index in line.indices where line[index] == UInt8(ascii: "\"") {
            if index == 0 || line[index - 1] != UInt8(ascii: "\\") { isOpen.toggle() }
        }
        return isOpen
    }

    private static func next(in line: [UInt8], from position: Int) -> Int? {
        // Its last character is the rarest in a log.
        let length = prefix.utf8CodeUnitCount
        var end = position + length - 1
        while end < line.count {
            let found = line.withUnsafeBytes { line in
                line.baseAddress.flatMap { base in
                    memchr(base + end, Int32(UInt8(ascii: "_")), line.count - end)
                        .map { UnsafeRawPointer($0) - base }
                }
            }
            guard let found else { return nil }
            if line.contains(prefix, at: found + 1 - length) { return found + 1 - length }
            end = found + 1
        }
        return nil
    }

    /// After no id character, after punctuation, or after an escape that looks like letters (`%22`, `\n`).
    private static func mayBegin(at start: Int, in line: [UInt8]) -> Bool {
        guard start > 0, IDCharacter.isOne(line[start - 1]), !IDCharacter.isSeparator(line[start - 1]) else {
            return true
        }
        guard start >= 2 else { return false }
        if line[start - 2] == UInt8(ascii: "\\") { return true }
        return start >= 3 && line[start - 3] == UInt8(ascii: "%") && IDCharacter.hexValue(line[start - 2]) != nil
            && IDCharacter.hexValue(line[start - 1]) != nil
    }
}

/// Which of the wanted ids a line names as a whole token.
///
/// A run of id characters names an id when it is that id, possibly
/// * after a prefix that ends in `/` or `:` (`/order/ID`, `cid:ID`) or is punctuation alone (`...ID`),
/// * before punctuation alone (`ID.`, `ID:`, `ID/`).
/// `ID2`, `ID_2`, `xID`, `-ID`, `ID.5`, `ID:x` and `ID/x` are other ids.
struct WantedIDs {
    private let wanted: [(id: ClientOrderID, bytes: [UInt8])]
    private let shortest: Int
    private var found: Set<Int> = []
    /// Parts of them.
    private(set) var torn: TornIDs

    /// None of them empty.
    init(_ ids: [ClientOrderID]) {
        wanted = ids.map { ($0, Array($0.rawValue.utf8)) }
        shortest = wanted.map(\.bytes.count).min() ?? .max
        torn = TornIDs(ids)
    }

    /// The ids of which a part was received since the last call, and not the whole.
    mutating func takeTorn() -> [ClientOrderID] { torn.takeFound() }

    /// The ids received since the last call, in the order they are wanted.
    mutating func takeFound() -> [ClientOrderID] {
        guard !found.isEmpty else { return [] }
        defer { found.removeAll(keepingCapacity: true) }
        return found.sorted().map { wanted[$0].id }
    }

    /// Takes a whole run of id characters; `isBeheaded` when there was more before it.
    mutating func receive(_ run: [UInt8], isBeheaded: Bool) {
        torn.receive(run)
        guard run.count >= shortest else { return }
        let core = (run.lastIndex { !IDCharacter.isSeparator($0) } ?? -1) + 1
        for (index, (_, bytes)) in wanted.enumerated() where bytes.count <= run.count && !found.contains(index) {
            // An id may itself end in punctuation, so it may end anywhere after the core.
            let ends = max(core, bytes.count)...run.count
            let isNamed = ends.contains { end in
                run[end - 1] == bytes[bytes.count - 1] && run[(end - bytes.count)..<end].elementsEqual(bytes)
                    && Self.mayBegin(at: end - bytes.count, in: run, isBeheaded: isBeheaded)
            }
            if isNamed { found.insert(index) }
        }
    }

    private static func mayBegin(at start: Int, in run: [UInt8], isBeheaded: Bool) -> Bool {
        if start == 0 { return !isBeheaded }
        switch run[start - 1] {
        case UInt8(ascii: "/"), UInt8(ascii: ":"): return true
        case UInt8(ascii: "."): return !isBeheaded && run[..<start].allSatisfy(IDCharacter.isSeparator)
        default: return false
        }
    }
}

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
