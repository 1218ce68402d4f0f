import GRDB
import GRDBSQLite
import JSON
import TriageCore

/// Whether the indexes hold exactly what the rows say: one that does not would hide entries from every filtered read.
///
/// Each row adds, for every index it belongs in, a number made of the key, the seq and a secret of this run to a sum; so
/// does each entry of the index. Equal sums and counts mean equal sets, in constant memory and in any order. Where that
/// would take too long, the entries are only counted.
struct IndexCheck {
    struct Tally: Sendable, Hashable {
        var count = 0
        var sum: UInt64 = 0

        static func + (one: Tally, other: Tally) -> Tally {
            Tally(count: one.count + other.count, sum: one.sum &+ other.sum)
        }
    }

    enum Depth: Sendable, Hashable {
        case counts
        /// With the secret of this run.
        case keys(UInt64)
    }

    private enum Source {
        case column(RawEntry.Column)
        case action, outcome, intent
    }

    private let depth: Depth
    private let sources: [Source]
    /// By the place of their index.
    private(set) var tallies: [Tally]

    init(_ indexes: [EntryIndex], _ depth: Depth) {
        self.depth = depth
        sources = indexes.map { index in
            switch index {
            case .action: .action
            case .outcome: .outcome
            case .intent: .intent
            default: .column(RawEntry.Column.allCases.first { $0.name == index.key[0] } ?? .kind)
            }
        }
        tallies = indexes.map { _ in Tally() }
    }

    /// What one row puts into the indexes.
    mutating func take(_ row: RawEntry) {
        let kind = ActionWords.kind(of: row)
        switch depth {
        case .counts:
            for place in sources.indices where holds(sources[place], row, kind) { tallies[place].count += 1 }
        case .keys(let seed):
            let words = kind.map { ActionWords($0, row) }
            for place in sources.indices where holds(sources[place], row, kind) {
                var key = KeySum(seed: seed)
                switch sources[place] {
                case .column(let column): if let bytes = row[column] { key.add(bytes) }
                case .action: words?.action.add(to: &key)
                case .outcome: words?.outcome.add(to: &key)
                case .intent:
                    words?.intent.add(to: &key)
                    key.add(words?.settles == true ? 1 : 0)
                }
                tallies[place].count += 1
                tallies[place].sum &+= key.finish(row.seq)
            }
        }
    }

    private func holds(_ source: Source, _ row: RawEntry, _ kind: AuditKind?) -> Bool {
        switch source {
        case .column(let column): row[column] != nil
        case .action, .outcome: kind != nil
        case .intent: kind.map(OpenIntents.speaking.contains) ?? false
        }
    }

    /// What an index holds of the entries up to a seq.
    static func tally(_ index: EntryIndex, upTo last: Int64, _ depth: Depth, in db: Database) throws -> Tally {
        let condition = index.condition.map { " WHERE \($0)" } ?? ""
        guard case .keys(let seed) = depth else {
            // Without a look at seq SQLite counts by the page.
            let held = "SELECT count(*) FROM entries INDEXED BY \(index.name)\(condition)"
            let all = try Int.fetchOne(db, sql: held) ?? 0
            guard try LogCheck.bounds(db).last > last else { return Tally(count: all) }
            let since = condition.isEmpty ? " WHERE seq > ?" : "\(condition) AND seq > ?"
            let later = "SELECT count(*) FROM entries NOT INDEXED" + since
            return Tally(count: all - (try Int.fetchOne(db, sql: later, arguments: [last]) ?? 0))
        }
        let statement = try db.makeStatement(
            sql: "SELECT seq, \(index.key.joined(separator: ", ")) FROM entries INDEXED BY \(index.name)\(condition)")
        let handle = statement.sqliteStatement
        // The handle lives as long as its statement.
        defer { withExtendedLifetime(statement) { _ = sqlite3_reset(handle) } }
        let columns = 1...Int32(index.key.count)
        var tally = Tally()
        while try Rows.step(handle, in: db) {
            let seq = sqlite3_column_int64(handle, 0)
            guard seq <= last else { continue }
            var key = KeySum(seed: seed)
            for column in columns { key.add(sqlite3_column_value(handle, column)) }
            tally.count += 1
            tally.sum &+= key.finish(seq)
        }
        return tally
    }
}

/// A sum over the values of a key; fast, and unforeseeable without its seed.
private struct KeySum {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes.count
        if var place = bytes.baseAddress {
            while rest >= 8 {
                mix(place.loadUnaligned(as: UInt64.self))
                place += 8
                rest -= 8
            }
            var tail: UInt64 = 0
            while rest > 0 {
                tail = tail << 8 | UInt64(place.load(as: UInt8.self))
                place += 1
                rest -= 1
            }
            mix(tail)
        }
        mix(UInt64(bytes.count) &+ 0x1000)
    }

    mutating func add(_ number: Int64) {
        mix(UInt64(bitPattern: number))
        mix(0x2000)
    }

    mutating func addNull() { mix(0x3000) }

    mutating func add(_ value: OpaquePointer?) {
        switch sqlite3_value_type(value) {
        case SQLITE_TEXT:
            let count = Int(sqlite3_value_bytes(value))
            add(UnsafeRawBufferPointer(start: sqlite3_value_blob(value), count: count))
        case SQLITE_INTEGER: add(sqlite3_value_int64(value))
        case SQLITE_NULL: addNull()
        default: mix(0x4000)
        }
    }

    private mutating func mix(_ word: UInt64) {
        let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        state = product.high ^ product.low &+ word
    }

    func finish(_ seq: Int64) -> UInt64 {
        var end = self
        end.mix(UInt64(bitPattern: seq))
        end.mix(state >> 32)
        return end.state
    }
}

/// What the indexes on payloads hold of a row of an action.
private struct ActionWords {
    enum Value {
        case none
        case text([UInt8])
        case integer(Int64)

        func add(to key: inout KeySum) {
            switch self {
            case .none: key.addNull()
            case .text(let bytes): bytes.withUnsafeBytes { key.add($0) }
            case .integer(let number): key.add(number)
            }
        }

        func isText(_ word: String) -> Bool {
            guard case .text(let bytes) = self else { return false }
            return bytes.elementsEqual(word.utf8)
        }
    }

    private(set) var action = Value.none
    private(set) var outcome = Value.none
    private(set) var intent = Value.none
    private(set) var settles = false

    /// Of a row whose payload the indexes look into.
    static func kind(of row: RawEntry) -> AuditKind? {
        guard let bytes = row[.kind], let first = bytes.first, initials.contains(first) else { return nil }
        return AuditKind(rawValue: String(decoding: bytes, as: UTF8.self)).flatMap { kinds.contains($0) ? $0 : nil }
    }

    init(_ kind: AuditKind, _ row: RawEntry) {
        guard let payload = row[.payload] else { return }
        var settled: Bool?
        _ = CanonicalJSON.members(of: payload) { name, value in
            if Self.name("action", is: name) {
                if case .text = Self.value(value) { action = Self.value(value) }
            } else if Self.name("outcome", is: name) {
                outcome = Self.value(value)
            } else if Self.name("intent", is: name) {
                if case .integer = Self.value(value) { intent = Self.value(value) }
            } else if Self.name("settled", is: name) {
                settled = value.elementsEqual("true".utf8) ? true : value.elementsEqual("false".utf8) ? false : nil
            }
        }
        settles =
            !outcome.isText("unknown") && settled != false
            && (kind != .actionOutcome && settled == true || outcome.isText("done") || outcome.isText("not-executed"))
        if case .text = outcome { return }
        switch kind {
        case .actionPlanned: outcome = .text(Array("planned".utf8))
        case .actionRefused: outcome = .text(Array("refused".utf8))
        default: outcome = .none
        }
    }

    private static let initials = Set(kinds.compactMap(\.rawValue.utf8.first))
    private static let kinds: Set<AuditKind> = [
        .actionPlanned, .actionRefused, .actionIntent, .actionOutcome, .actionVerified, .actionResolved, .resetStep,
        .planApproved,
    ]

    private static func name(_ word: StaticString, is bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == word.utf8CodeUnitCount
            && bytes.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: bytes.count))
    }

    private static func value(_ bytes: UnsafeRawBufferPointer) -> Value {
        guard let first = bytes.first else { return .none }
        let text = String(decoding: bytes, as: UTF8.self)
        if first == UInt8(ascii: "\"") {
            guard bytes.contains(UInt8(ascii: "\\")) else { return .text(Array(bytes.dropFirst().dropLast())) }
            return (try? CanonicalJSON.parse(text))?.stringValue.map { .text(Array($0.utf8)) } ?? .none
        }
        return Int64(text).map { .integer($0) } ?? .none
    }
}
