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

    /// The ids of grinder's form (`grinder_…_TS_SEQ`) in the line, in their order, each once.
    static func grinders(in line: [UInt8]) -> [ClientOrderID] {
        var found: [ClientOrderID] = []
        var position = 0
        while found.count < most, let start = next(in: line, from: position) {
            // `.`, `:` and `/` end a sentence, not an id of grinder's.
            let run = line[start...].prefix { IDCharacter.isOne($0) && !IDCharacter.isSeparator($0) }
            position = run.endIndex
            let id = ClientOrderID(String(bytes: run))
            guard mayBegin(at: start, in: line), ClientOrderIDParts(id, prefix: "\(prefix)") != nil, !found.contains(id)
            else { continue }
            found.append(id)
        }
        return found
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
