import TriageCore

/// Which lines a history is about.
struct HistoryFilter {
    /// `nil`: every line that proves something.
    let ids: Set<ClientOrderID>?
    let symbol: Symbol?
    let since: Timestamp?
    let until: Timestamp?

    /// What the line is about, one pair for each id it names; a line about no order in particular has one without an
    /// id; none when the line is about something else.
    func subjects(of proof: LineProof, wanted: [ClientOrderID], lines: [[UInt8]]) -> [(ClientOrderID?, Symbol?)] {
        if !wanted.isEmpty { return wanted.map { ($0, symbol(of: $0, proof)) } }
        guard ids == nil || proof.meaning != nil else { return [] }
        var named = proof.ids
        for line in lines {
            named += NamedIDs.grinders(in: line).filter { !named.contains($0) }
        }
        if named.isEmpty { return proof.meaning != nil && isWanted(proof.symbol) ? [(nil, proof.symbol)] : [] }
        // A line about other orders says nothing of the wanted ones.
        guard ids == nil else { return [] }
        return named.map { ($0, symbol(of: $0, proof)) }.filter { isWanted($0.1) }
    }

    /// What has no time is kept.
    func isWanted(_ time: LogTime?) -> Bool {
        guard let moment = time?.moment else { return true }
        return since.map { moment >= $0 } ?? true && until.map { moment <= $0 } ?? true
    }

    private func isWanted(_ named: Symbol?) -> Bool { symbol == nil || named == nil || named == symbol }

    private func symbol(of id: ClientOrderID, _ proof: LineProof) -> Symbol? {
        proof.symbol ?? ClientOrderIDParts(id, prefix: "grinder_")?.symbol
    }
}
