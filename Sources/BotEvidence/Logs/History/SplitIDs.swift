import TriageCore

/// Finds wanted ids that the end of a line tears in two: a terminal's width, a transport's limit.
struct SplitIDs {
    /// Fewer characters of an id at a line's end are no sign of it.
    static let shortest = 8
    /// The rest is sought this far into the next line: a transport may put something before it.
    private static let reach = 512

    private let wanted: [(id: ClientOrderID, bytes: [UInt8])]
    private var rests: [(id: ClientOrderID, rest: [UInt8])] = []

    init(_ ids: Set<ClientOrderID>?) { wanted = (ids ?? []).sorted().map { ($0, Array($0.rawValue.utf8)) } }

    /// Whether the line before ended within an id.
    var isWaiting: Bool { !rests.isEmpty }

    /// The ids whose first part ended the line before and whose rest begins a word of this one.
    mutating func take(_ line: [UInt8]) -> [ClientOrderID] {
        guard !wanted.isEmpty else { return [] }
        let found = rests.filter { Self.begins($0.rest, aWordOf: line) }.map(\.id)
        rests = []
        // What takes several lines is in the middle of it.
        guard let last = line.last, IDCharacter.isOne(last) else { return found }
        let run = line.suffix(40)
        for (id, bytes) in wanted {
            for length in stride(from: min(bytes.count - 1, run.count), through: Self.shortest, by: -1) {
                guard line[line.count - length] == bytes[0] else { continue }
                let tail = run.suffix(length)
                guard tail.elementsEqual(bytes.prefix(length)) else { continue }
                let isWord =
                    tail.startIndex == line.startIndex
                    || !IDCharacter.isOne(line[tail.startIndex - 1])
                    || IDCharacter.isSeparator(line[tail.startIndex - 1])
                if isWord { rests.append((id, Array(bytes[length...]))) }
                break
            }
        }
        return found
    }

    private static func begins(_ rest: [UInt8], aWordOf line: [UInt8]) -> Bool {
        var isFree = true
        for position in line.indices.prefix(reach) {
            let end = position + rest.count
            if isFree, end <= line.count, line[position] == rest[0], line[position..<end].elementsEqual(rest),
                end == line.count || !IDCharacter.isOne(line[end]) || IDCharacter.isSeparator(line[end])
            {
                return true
            }
            isFree = !IDCharacter.isOne(line[position]) || IDCharacter.isSeparator(line[position])
        }
        return false
    }
}
