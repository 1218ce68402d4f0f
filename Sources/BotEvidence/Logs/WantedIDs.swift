import TriageCore

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
