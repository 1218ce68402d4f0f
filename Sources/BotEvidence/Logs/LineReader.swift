import TriageCore

/// Cuts a byte stream into lines and finds the wanted ids in each, in constant memory.
struct LineReader {
    /// The most of a line that is kept for showing; all of it is searched.
    static let longestShown = 65_536

    /// A line that names wanted ids.
    struct Match {
        let ids: [ClientOrderID]
        let number: Int
        /// Repaired where it is no UTF-8; cut, with a `…`, when it is longer than ``LineReader/longestShown``.
        let text: String
    }

    private var wanted: WantedIDs
    private var reader = TokenReader()
    private var kept: [UInt8] = []
    private var length = 0
    private var number = 1

    init(_ ids: [ClientOrderID]) { wanted = WantedIDs(ids) }

    mutating func take(_ bytes: [UInt8], matched: (Match) -> Void) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            take(rest[..<end])
            endLine(matched)
            rest = rest[(end + 1)...]
        }
        take(rest)
    }

    /// The last line may have no end of its own.
    mutating func finish(matched: (Match) -> Void) {
        if length > 0 { endLine(matched) }
    }

    private mutating func take(_ part: ArraySlice<UInt8>) {
        part.withUnsafeBufferPointer { reader.take($0, into: &wanted) }
        kept += part.prefix(Self.longestShown - kept.count)
        length += part.count
    }

    private mutating func endLine(_ matched: (Match) -> Void) {
        reader.endLine(into: &wanted)
        let ids = wanted.takeFound()
        if !ids.isEmpty { matched(Match(ids: ids, number: number, text: shown())) }
        kept.removeAll(keepingCapacity: true)
        length = 0
        number += 1
    }

    private func shown() -> String {
        guard length > kept.count else {
            let isCarriageReturn = kept.last == UInt8(ascii: "\r")
            return String(decoding: isCarriageReturn ? kept.dropLast() : kept[...], as: UTF8.self)
        }
        // Cut between words: half a key would not be recognised as one.
        let end = kept.lastIndex { $0 < 0x80 && !IDCharacter.isOne($0) } ?? 0
        return String(decoding: kept[..<end], as: UTF8.self) + "…"
    }
}
