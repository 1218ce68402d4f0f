import TriageCore

/// Recomputes a chain entry by entry, in the order of seq. Pure: rows in, problems out.
struct ChainWalk {
    /// A row whose columns could not even be read as text of ours.
    struct UnreadableRow: Error {
        let seq: Int64
        let reason: String
    }

    private let expected: AuditPosition?
    private var count = 0
    private var last: AuditEntry?
    private var broken: Verification.Problem?
    private var headProblem: Verification.Problem?

    init(expecting expected: AuditPosition?) {
        self.expected = expected
    }

    mutating func take(_ row: Result<AuditEntry, UnreadableRow>) {
        count += 1
        switch row {
        case .failure(let unreadable):
            if broken == nil { broken = .init(seq: unreadable.seq, reason: unreadable.reason) }
        case .success(let entry):
            if broken == nil { broken = problem(with: entry) }
            compareWithExpected(entry)
            last = entry
        }
    }

    /// Whether every entry so far is good and where the expected head says.
    var isUnbroken: Bool { broken == nil && headProblem == nil }

    func finish(schema: [String] = []) -> Verification {
        var problems: [Verification.Problem] = []
        if let broken { problems.append(broken) }
        if let headProblem { problems.append(headProblem) }
        if let expected, broken == nil, expected.seq > last?.seq ?? 0 {
            let end = last?.seq ?? 0
            problems.append(.init(seq: end + 1, reason: "the log ends at seq \(end), before \(expected.seq)"))
        }
        problems += schema.map { .init(seq: nil, reason: $0) }
        return Verification(entries: count, head: last?.position, problems: problems)
    }

    private func problem(with entry: AuditEntry) -> Verification.Problem? {
        let next = (last?.seq ?? 0) + 1
        if entry.seq < next { return .init(seq: entry.seq, reason: "no entry has a seq below 1") }
        if entry.seq > next { return .init(seq: next, reason: "missing: the next entry is seq \(entry.seq)") }
        guard same(entry.prevHash, last?.hash ?? EntryHash.beforeFirst) else {
            return .init(seq: entry.seq, reason: "prev_hash is not the hash of the entry before")
        }
        do throws(CanonicalJSONError) {
            guard same(try EntryHash.of(entry), entry.hash) else {
                return .init(seq: entry.seq, reason: "the hash does not match the columns")
            }
        } catch {
            return .init(seq: entry.seq, reason: "cannot be hashed: \(error)")
        }
        guard CanonicalJSON.isCanonical(entry.payloadText) else {
            return .init(seq: entry.seq, reason: "the payload is not canonical JSON")
        }
        return nil
    }

    private mutating func compareWithExpected(_ entry: AuditEntry) {
        guard let expected, entry.seq == expected.seq, !same(entry.hash, expected.hash) else { return }
        headProblem = .init(seq: entry.seq, reason: "is not the entry the given head names")
    }

    /// Byte for byte: `==` equates texts that differ in Unicode normalisation.
    private func same(_ one: String, _ other: String) -> Bool {
        one.utf8.elementsEqual(other.utf8)
    }
}
