import TriageCore

/// Which lines a history is about.
struct HistoryFilter {
    /// `nil`: every line that proves something.
    let ids: Set<ClientOrderID>?
    let symbol: Symbol?
    let since: Timestamp?
    let until: Timestamp?
    var topic = LogTopic.everything

    /// Whether lines about this are counted where they are alike, and not told one by one (``LineFolds``).
    func isFolded(_ subjects: [Subject]) -> Bool {
        switch topic {
        case .everything: false
        case .timeline: subjects.allSatisfy { $0.id == nil && (ids != nil || $0.symbol == nil) }
        case .mismatches: subjects.count == 1
        }
    }

    struct Subject {
        let id: ClientOrderID?
        let symbol: Symbol?
        let meaning: LogMeaning
    }

    /// What the line is about, one for each id it names; a line about no order in particular has one without an id;
    /// none when the line is about something else.
    func subjects(of proof: LineProof, in open: OpenEntry) -> [Subject] {
        if topic == .mismatches {
            guard case .mismatch = proof.meaning else { return [] }
        }
        if !open.wanted.isEmpty {
            return open.wanted.map { subject($0, proof, isNamed: open.named.contains($0)) }
        }
        guard ids == nil || proof.meaning != nil else { return [] }
        if ids == nil, proof.meaning == nil, !proof.isRequest, open.texts.contains(where: Self.namesListenKey) {
            return [Subject(id: nil, symbol: nil, meaning: .other)]
        }
        var named = proof.ids
        for line in open.texts {
            named += NamedIDs.grinders(in: line).filter { !named.contains($0) }
        }
        if named.isEmpty {
            guard let meaning = proof.meaning, isWanted(proof.symbol) else { return [] }
            return [Subject(id: nil, symbol: proof.symbol, meaning: meaning)]
        }
        // A line about other orders says nothing of the wanted ones.
        guard ids == nil else { return [] }
        return named.map { subject($0, proof, isNamed: true) }.filter { isWanted($0.symbol) }
    }

    private static func namesListenKey(_ text: [UInt8]) -> Bool {
        text.firstIndex(of: "listenKey") != nil || text.firstIndex(of: "listen_key") != nil
            || text.firstIndex(of: "ListenKey") != nil
    }

    /// A request, a mismatch and an error are of the order they themselves name; of another that stands beside it the
    /// line says something that is not understood.
    private func subject(_ id: ClientOrderID, _ proof: LineProof, isNamed: Bool) -> Subject {
        let isMeant =
            switch proof.meaning {
            case .request, .mismatch: proof.ids.contains(id)
            case .placementError: isNamed
            default: true
            }
        return Subject(id: id, symbol: symbol(of: id, proof), meaning: isMeant ? proof.meaning ?? .other : .other)
    }

    /// What has no time is kept.
    func isWanted(_ time: LogTime?) -> Bool {
        guard let moment = time?.moment else { return true }
        return since.map { moment >= $0 } ?? true && until.map { moment <= $0 } ?? true
    }

    /// A local time of an unknown zone: whether it may lie within.
    func mayBeWanted(local: Int64) -> Bool {
        let slack: Int64 = 15 * 3_600_000
        return since.map { local >= $0.milliseconds - slack } ?? true
            && until.map { local <= $0.milliseconds + slack } ?? true
    }

    private func isWanted(_ named: Symbol?) -> Bool { symbol == nil || named == nil || named == symbol }

    private func symbol(of id: ClientOrderID, _ proof: LineProof) -> Symbol? {
        proof.symbol ?? ClientOrderIDParts(id, prefix: "grinder_")?.symbol
    }
}
