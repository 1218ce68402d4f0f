import GRDB
import JSON
import Synchronization
import TriageCore

/// The audit log: an SQLite file that only grows, where each entry carries the hash of the one before.
///
/// Several processes may append and read at once; the chain stays gapless, because number and hash are given inside the
/// write transaction. An entry is on the disk (`synchronous=FULL`) before ``append(_:)-(EntryDraft)`` returns.
package final class AuditStore: Sendable {
    package enum Access: String, Sendable, Hashable {
        /// Creates the file and its folders where missing (0600, 0700).
        case append
        /// Appends to what is there: what is to be settled or noted stands in a log already. A missing file that no kept
        /// outcome waits for is
        /// ``AuditFailure/Kind/missing``.
        case amend
        /// Creates and changes nothing; a missing file is ``AuditFailure/Kind/missing``. A log in use is read through
        /// its `-wal`, one at rest without locks, and a `-wal` without its `-shm` from a private temporary copy.
        case read

        var writes: Bool { self != .read }
    }

    /// Absolute.
    package let path: String
    package let access: Access
    /// What was noticed at opening.
    package var warnings: [AuditWarning] { noticed.withLock { $0 } }

    private let noticed: Mutex<[AuditWarning]>

    let file: LogFile
    let identity: AuditIdentity
    let now: @Sendable () -> String
    private let secrets: SecretScan
    let connection: Mutex<Connection>

    /// Whether what is recorded next would find room on its disk.
    package func confirmRoom() throws(AuditFailure) { try file.confirmRoom() }

    /// Opens a log. Nothing is written to it yet, but when it returns for ``Access/append`` or ``Access/amend`` the log
    /// could be written.
    /// - Parameters:
    ///   - identity: who writes, in every entry. For reading it is not used.
    ///   - now: the local clock, `2026-03-08T12:00:00.000Z`; asked once an entry, inside the transaction.
    ///   - forbidding: keys and secrets; a draft that contains one is refused. Shorter than 8 bytes they are ignored.
    package static func open(
        path: String, access: Access, identity: AuditIdentity, now: @escaping @Sendable () -> String,
        forbidding: [String] = []
    ) throws(AuditFailure) -> AuditStore {
        var file = try LogFile(path: path, access: access)
        if access == .amend, try file.status(of: file.path) == nil, outcomesWait(beside: file) {
            // Something was recorded there: the log was taken away, and what came after it has to go somewhere.
            file = try LogFile(path: path, access: .append)
        }
        let connection = try access.writes ? Connection.appending(to: file) : Connection.reading(file)
        let store = AuditStore(
            file: file, connection: connection, warnings: try AuditWarning.all(about: file), identity: identity,
            now: now, secrets: SecretScan(forbidding: forbidding))
        if access.writes {
            let folded = try store.replaySpools()
            store.noticed.withLock { $0 += folded }
        }
        return store
    }

    private init(
        file: LogFile, connection: Connection, warnings: [AuditWarning], identity: AuditIdentity,
        now: @escaping @Sendable () -> String, secrets: SecretScan
    ) {
        self.path = file.path
        self.access = file.access
        self.noticed = Mutex(warnings)
        self.file = file
        self.identity = identity
        self.now = now
        self.secrets = secrets
        self.connection = Mutex(connection)
    }

    /// For tests that must reach the connection itself.
    var queue: DatabaseQueue { connection.withLock { $0.queue } }
}

// MARK: - Appending

extension AuditStore {
    /// Appends one entry, durably. After a throw it is not in the log, but for ``AuditFailure/Kind/replaced`` and
    /// ``AuditFailure/Kind/inputOutput``, after which it may be.
    package func append(_ draft: EntryDraft) throws(AuditFailure) -> AuditPosition {
        guard let position = try append([draft]).first else {
            throw file.failure(.inputOutput, "an entry was appended without a position")
        }
        return position
    }

    /// Appends entries in one transaction: all or none, nothing of another process between them.
    package func append(_ drafts: [EntryDraft]) throws(AuditFailure) -> [AuditPosition] {
        guard access.writes else {
            throw AuditFailure(.permission, access: .append, path: path, "it was opened for reading only")
        }
        var payloads: [String] = []
        for draft in drafts { payloads.append(try checkedPayload(of: draft)) }
        guard !drafts.isEmpty else { return [] }
        try confirmSameFile()
        let queue = self.queue
        let positions = try file.sqlite {
            try queue.writeWithoutTransaction { db in
                // What this process remembers of the file is not what is on the disk: it is read again, and built upon.
                try db.execute(sql: "PRAGMA shrink_memory")
                var positions: [AuditPosition] = []
                try db.inTransaction(.immediate) {
                    positions = try self.insert(Array(zip(drafts, payloads)), in: db)
                    return .commit
                }
                return positions
            }
        }
        // A file unlinked meanwhile took the entries with it.
        try confirmSameFile()
        return positions
    }

    private func insert(_ drafts: [(EntryDraft, String)], in db: Database) throws -> [AuditPosition] {
        var last = try sound(Self.last(in: db, of: file))
        return try drafts.map { draft, payload in
            let entry = try entry(of: draft, payload: payload, after: last)
            try Rows.insert(entry, in: db)
            last = entry
            return entry.position
        }
    }

    /// An entry that may be built upon.
    func sound(_ last: AuditEntry?) throws(AuditFailure) -> AuditEntry? {
        if let last, (try? EntryHash.of(last)) != last.hash {
            throw file.failure(.chainBroken, "its last entry, seq \(last.seq), was altered")
        }
        return last
    }

    private func entry(of draft: EntryDraft, payload: String, after last: AuditEntry?) throws -> AuditEntry {
        let time = now()
        func entry(hash: String) -> AuditEntry {
            AuditEntry(
                seq: (last?.seq ?? 0) + 1, ts: time, kindText: draft.kind.rawValue, investigation: draft.investigation,
                incident: draft.incident, operator: identity.operator, host: identity.host,
                environment: identity.environment, symbol: draft.symbol, clientOrderID: draft.clientOrderID,
                payloadText: payload, prevHash: last?.hash ?? EntryHash.beforeFirst, hash: hash)
        }
        return entry(hash: try EntryHash.of(entry(hash: "")))
    }

    func checkedPayload(of draft: EntryDraft) throws(AuditFailure) -> String {
        if let finding = secrets.finding(in: draft, by: identity) {
            throw file.failure(.secret, "the entry \(draft.kind.rawValue) has \(finding). Nothing was recorded.")
        }
        let columns = [
            draft.investigation, draft.incident, draft.symbol, draft.clientOrderID, identity.operator, identity.host,
            identity.environment,
        ]
        guard !columns.contains(where: { $0?.utf8.contains(0) == true }) else {
            throw file.failure(.invalidDraft, "the entry \(draft.kind.rawValue) has a NUL in a column")
        }
        do throws(JSONProblem) {
            return try CanonicalJSON.text(of: draft.payload)
        } catch {
            throw file.failure(.invalidDraft, "the payload of the entry \(draft.kind.rawValue): \(error)")
        }
    }
}
