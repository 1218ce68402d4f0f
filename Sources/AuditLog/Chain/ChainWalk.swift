import Glibc
import JSON

/// Recomputes a chain, or a stretch of one, row by row in the order of seq. Pure: rows in, problems out. It keeps no
/// row, and so needs the same memory for ten entries and for ten millions.
final class ChainWalk {
    /// Where one row ends and the next must begin: a seq and the hash as stored.
    struct Link {
        let seq: Int64
        let hash: [UInt8]

        static let beforeFirst = Link(seq: 0, hash: Array(EntryHash.beforeFirst.utf8))
    }

    private let pins: [Int64: [[UInt8]]]
    private let lowestPin: Int64
    private let bytes = EntryBytes()
    /// The link of the first row to the one before is judged when the stretches are joined.
    private let startsInside: Bool
    private var lastSeq: Int64 = 0
    /// The hash of the row before; one that is not 64 bytes long is kept apart.
    private let hashRoom = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)
    private var strangeHash: [UInt8]?

    private(set) var count = 0
    private(set) var broken: Verification.Problem?
    private(set) var pinProblem: Verification.Problem?
    /// Of the first row: its seq, and the `prev_hash` it carries.
    private(set) var first: Link?

    /// - Parameter startsInside: the first row need not be seq 1.
    init(expecting pins: [AuditPosition], startsInside: Bool = false) {
        self.pins = Dictionary(grouping: pins, by: \.seq).mapValues { $0.map { Array($0.hash.utf8) } }
        self.lowestPin = pins.map(\.seq).min() ?? .max
        self.startsInside = startsInside
        remember(Link.beforeFirst.hash)
    }

    deinit { hashRoom.deallocate() }

    private var lastHash: [UInt8] { strangeHash ?? Array(UnsafeRawBufferPointer(start: hashRoom, count: 64)) }

    /// The last row as stored; `nil` before the first.
    var last: Link? { first == nil ? nil : Link(seq: lastSeq, hash: lastHash) }

    func take(unreadable: RawEntry.Unreadable) {
        count += 1
        if broken == nil { broken = .init(seq: unreadable.seq, reason: unreadable.reason) }
    }

    func take(_ row: RawEntry) {
        if first == nil { begin(row) }
        count += 1
        if broken == nil { broken = problem(with: row) }
        if row.seq >= lowestPin { compareWithPins(row) }
        lastSeq = row.seq
        remember(row[.hash])
    }

    private func begin(_ row: RawEntry) {
        first = Link(seq: row.seq, hash: row[.prevHash].map { Array($0) } ?? [])
        guard startsInside else { return }
        lastSeq = row.seq - 1
        remember(first?.hash ?? [])
    }

    private func remember(_ hash: [UInt8]) { hash.withUnsafeBytes { remember($0) } }

    private func remember(_ hash: UnsafeRawBufferPointer?) {
        if let hash, hash.count == 64, let start = hash.baseAddress {
            hashRoom.copyMemory(from: start, byteCount: 64)
            if strangeHash != nil { strangeHash = nil }
        } else {
            strangeHash = hash.map { Array($0) } ?? []
        }
    }

    private func isLast(_ hash: UnsafeRawBufferPointer) -> Bool {
        guard let strangeHash else { return Self.same(UnsafeRawBufferPointer(start: hashRoom, count: 64), hash) }
        return strangeHash.withUnsafeBytes { Self.same($0, hash) }
    }

    /// What is wrong between a row and the one before it.
    static func gap(from last: Link, to seq: Int64, carrying prevHash: some Sequence<UInt8>) -> Verification.Problem? {
        let next = last.seq + 1
        if seq < 1 { return .init(seq: seq, reason: "no entry has a seq below 1") }
        if seq < next {
            return .init(seq: seq, reason: "it stands behind seq \(last.seq): each entry comes once, in order")
        }
        if seq > next { return .init(seq: next, reason: "missing: the next entry is seq \(seq)") }
        guard prevHash.elementsEqual(last.hash) else {
            return .init(seq: seq, reason: "prev_hash is not the hash of the entry before")
        }
        return nil
    }

    private func problem(with row: RawEntry) -> Verification.Problem? {
        guard let prevHash = row[.prevHash], let hash = row[.hash], let payload = row[.payload] else {
            return .init(seq: row.seq, reason: "a column is missing")
        }
        let follows = row.seq == lastSeq + 1 && isLast(prevHash)
        if !follows { return Self.gap(from: Link(seq: lastSeq, hash: lastHash), to: row.seq, carrying: prevHash) }
        do throws(EntryBytes.Refusal) {
            guard Self.same(try bytes.hash(of: row), hash) else {
                return .init(seq: row.seq, reason: "the hash does not match the columns")
            }
        } catch {
            switch error {
            case .seqTooLarge: return .init(seq: row.seq, reason: "cannot be hashed: seq is 2^53 or more")
            case .notUTF8(let column): return .init(seq: row.seq, reason: "\(column.name) is not UTF-8")
            }
        }
        guard CanonicalJSON.isCanonical(payload) else {
            return .init(seq: row.seq, reason: "the payload is not canonical JSON")
        }
        return nil
    }

    private func compareWithPins(_ row: RawEntry) {
        guard let hashes = pins[row.seq], pinProblem == nil else { return }
        let isNamed = row[.hash].map { hash in hashes.allSatisfy { $0.elementsEqual(hash) } } ?? false
        if !isNamed { pinProblem = .init(seq: row.seq, reason: "is not the entry the given head names") }
    }

    /// Byte for byte: `==` on texts equates those that differ in Unicode normalisation.
    private static func same(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
        guard one.count == other.count, let left = one.baseAddress, let right = other.baseAddress else {
            return one.count == other.count
        }
        return memcmp(left, right, one.count) == 0
    }
}
