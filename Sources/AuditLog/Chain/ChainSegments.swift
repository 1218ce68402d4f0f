/// What the walks over one log's consecutive stretches found, as one judgement.
struct ChainSegments {
    private(set) var count = 0
    private(set) var problems: [Verification.Problem] = []
    private(set) var last: ChainWalk.Link?
    private let pins: [AuditPosition]
    private let begin: ChainWalk.Link?

    /// - Parameter begin: what the first row must follow; `nil`: anything, the log is read from its middle.
    init(expecting pins: [AuditPosition], after begin: ChainWalk.Link? = .beforeFirst) {
        self.pins = pins
        self.begin = begin
    }

    /// In the order of seq.
    mutating func join(_ walk: ChainWalk) {
        count += walk.count
        if let first = walk.first, let before = last ?? begin,
            let gap = ChainWalk.gap(from: before, to: first.seq, carrying: first.hash)
        {
            problems.append(gap)
        }
        if let broken = walk.broken { problems.append(broken) }
        if let pinProblem = walk.pinProblem { problems.append(pinProblem) }
        last = walk.last ?? last
    }

    /// The first bad entry, then what a given head says, then the schema.
    func finish(schema: [String] = []) -> Verification {
        var found = problems.sorted { ($0.seq ?? 0) < ($1.seq ?? 0) }.prefix(1) + []
        let end = last?.seq ?? 0
        if found.isEmpty, let beyond = pins.filter({ $0.seq > end }).max(by: { $0.seq < $1.seq }) {
            found.append(.init(seq: end + 1, reason: "the log ends at seq \(end), before \(beyond.seq)"))
        }
        found += schema.map { .init(seq: nil, reason: $0) }
        let head = last.map { AuditPosition(seq: $0.seq, hash: String(decoding: $0.hash, as: UTF8.self)) }
        return Verification(entries: count, head: head, problems: Array(found))
    }
}
