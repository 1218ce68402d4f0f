import Dispatch
import GRDB
import Glibc
import Synchronization

/// Recomputes the chain of a database, and compares its indexes with its rows: in stretches of the log, on every
/// processor there is. Memory does not grow with the log.
struct LogCheck {
    let expected: [AuditPosition]
    let indexes: [EntryIndex]
    let depth: IndexCheck.Depth

    /// Rows in a stretch, and below it a log is not worth a second thread.
    static let stretch: Int64 = 20_000

    /// - Parameter comparesKeys: entry by entry; otherwise the entries of an index are counted.
    init(expecting expected: [AuditPosition], indexes: [EntryIndex], comparesKeys: Bool) {
        self.expected = expected
        self.indexes = indexes
        depth = comparesKeys ? .keys(.random(in: .min ... .max)) : .counts
    }

    /// - Parameter beside: opens one more connection to the same log; `nil` when there must be none.
    func run(_ db: Database, beside: (() throws -> DatabaseQueue)?) throws -> Verification {
        let schema = try Schema.differences(db)
        // An index that is not there, or not what it was, is told of as such.
        guard schema.isEmpty || indexes.isEmpty else {
            return try LogCheck(expecting: expected, indexes: [], comparesKeys: false).run(db, beside: beside)
        }
        let bounds = try Self.bounds(db)
        let segments = Self.segments(of: bounds)
        let jobs = segments.map(Job.rows) + indexes.indices.map(Job.index)
        let results: [Outcome]
        if let beside, segments.count > 1 {
            results = try inParallel(jobs, upTo: bounds.last, beside)
        } else {
            results = try jobs.map { try perform($0, upTo: bounds.last, in: db) }
        }
        return judge(results, schema)
    }

    enum Job: Sendable {
        case rows(ClosedRange<Int64>)
        /// The place in ``indexes``.
        case index(Int)
    }

    enum Outcome {
        case rows(ChainWalk, [IndexCheck.Tally])
        case index(Int, IndexCheck.Tally)
    }

    static func bounds(_ db: Database) throws -> (first: Int64, last: Int64) {
        let row = try Row.fetchOne(db, sql: "SELECT (SELECT min(seq) FROM entries), (SELECT max(seq) FROM entries)")
        return (row?[0] ?? 1, row?[1] ?? 0)
    }

    /// The whole range of seqs, in stretches. Where a tamperer made seqs far apart, they are few and long.
    private static func segments(of bounds: (first: Int64, last: Int64)) -> [ClosedRange<Int64>] {
        guard bounds.first == 1, bounds.last < 1 << 40 else { return [.min ... .max] }
        let starts = stride(from: Int64(1), through: max(1, bounds.last), by: Int(stretch))
        return starts.map { $0...($0 + stretch - 1) }
    }

    func perform(_ job: Job, upTo last: Int64, in db: Database) throws -> Outcome {
        switch job {
        case .rows(let seqs):
            let walk = ChainWalk(expecting: expected.filter { seqs.contains($0.seq) }, startsInside: true)
            var check = IndexCheck(indexes, depth)
            try Self.rows(seqs.lowerBound...max(seqs.lowerBound, min(seqs.upperBound, last)), in: db) { row in
                switch row {
                case .success(let row):
                    walk.take(row)
                    check.take(row)
                case .failure(let unreadable): walk.take(unreadable: unreadable)
                }
            }
            return .rows(walk, check.tallies)
        case .index(let place):
            return .index(place, try IndexCheck.tally(indexes[place], upTo: last, depth, in: db))
        }
    }

    static func rows(
        _ seqs: ClosedRange<Int64>, in db: Database,
        _ body: (Result<RawEntry, RawEntry.Unreadable>) throws -> Void
    ) throws {
        let statement = try db.makeStatement(
            sql: "SELECT \(Rows.selection) FROM entries NOT INDEXED WHERE seq BETWEEN ? AND ? ORDER BY seq")
        try statement.setArguments([seqs.lowerBound, seqs.upperBound])
        try Rows.each(statement, in: db, body)
    }

    private func inParallel(
        _ jobs: [Job], upTo last: Int64, _ beside: () throws -> DatabaseQueue
    ) throws -> [Outcome] {
        let lanes = try (0..<min(8, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))).map { _ in try beside() }
        let board = JobQueue(count: jobs.count)
        DispatchQueue.concurrentPerform(iterations: lanes.count) { lane in
            board.work { place in
                try lanes[lane].read { Finished(place, try perform(jobs[place], upTo: last, in: $0)) }
            }
        }
        return try board.results()
    }

    private func judge(_ results: [Outcome], _ schema: [String]) -> Verification {
        var joined = ChainSegments(expecting: expected)
        var rows = indexes.map { _ in IndexCheck.Tally() }
        var held = rows
        for result in results {
            switch result {
            case .rows(let walk, let tallies):
                joined.join(walk)
                for place in rows.indices { rows[place] = rows[place] + tallies[place] }
            case .index(let place, let tally): held[place] = tally
            }
        }
        var schema = schema
        if joined.problems.isEmpty, schema.isEmpty {
            for place in indexes.indices where rows[place] != held[place] {
                schema.append(
                    "the index \(indexes[place].name) does not hold what the entries say: it has \(held[place].count) of "
                        + "them, and \(rows[place].count) belong in it")
            }
        }
        return joined.finish(schema: schema)
    }
}

/// A result on its way between threads; each is made by one and read by one, after all have ended.
private struct Finished: @unchecked Sendable {
    let place: Int
    let outcome: LogCheck.Outcome

    init(_ place: Int, _ outcome: LogCheck.Outcome) {
        self.place = place
        self.outcome = outcome
    }
}

/// Jobs by their place, each taken by one lane.
private final class JobQueue: Sendable {
    private struct State {
        var next = 0
        var finished: [Finished] = []
        var failure: (any Error)?
    }

    private let count: Int
    private let state = Mutex(State())

    init(count: Int) { self.count = count }

    func work(_ body: (Int) throws -> Finished) {
        while let place = take() {
            do {
                let finished = try body(place)
                state.withLock { $0.finished.append(finished) }
            } catch {
                state.withLock { $0.failure = $0.failure ?? error }
            }
        }
    }

    private func take() -> Int? {
        state.withLock { state in
            guard state.next < count, state.failure == nil else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func results() throws -> [LogCheck.Outcome] {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.finished.sorted { $0.place < $1.place }.map(\.outcome)
        }
    }
}
