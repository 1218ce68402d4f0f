import GRDB
import Synchronization
import TriageCore

/// An open database and what it is a view of.
struct Connection: Sendable {
    enum Mode: Sendable {
        case appending
        /// Another process has the log open (or left it so): read beside it, through its `-wal` and `-shm`.
        case live
        /// Nobody has it open: read without locks, which leaves no `-wal` or `-shm` behind and needs no write access.
        /// Only what is read while the files stay as they were counts: see ``isCurrent(_:)``.
        case resting(RestingFiles)
        /// A `-wal` or `-journal` left alone, which SQLite could read only by changing files: it recovers a private copy
        /// instead. Same condition.
        case copied(RestingFiles, TemporaryCopy)
    }

    let queue: DatabaseQueue
    let mode: Mode
    let identity: FileIdentity
    let walIdentity: FileIdentity?
    let size = FileSize()

    /// Whether what was read so far is what the path's log says.
    func isCurrent(_ file: LogFile) throws(AuditFailure) -> Bool {
        switch mode {
        case .appending: true
        case .live: try file.status(of: file.path).map(FileIdentity.init) == identity
        case .resting(let files), .copied(let files, _): try RestingFiles(file) == files
        }
    }
}

/// The largest size a log was seen to have.
final class FileSize: Sendable {
    private let seen = Mutex(0)

    /// `false` when it is smaller than it was.
    func grow(to size: Int) -> Bool {
        seen.withLock { seen in
            guard size >= seen else { return false }
            seen = size
            return true
        }
    }
}

/// The state of a log's files when no SQLite coordinates their readers and writers.
struct RestingFiles: Sendable, Hashable {
    let database: FileStamp?
    let wal: FileStamp?
    let journal: FileStamp?
    let hasSharedMemory: Bool

    init(_ file: LogFile) throws(AuditFailure) {
        database = try file.status(of: file.path).map(FileStamp.init)
        wal = try file.status(of: file.walPath).map(FileStamp.init)
        journal = try file.status(of: file.journalPath).map(FileStamp.init)
        hasSharedMemory = try file.status(of: file.shmPath) != nil
    }

    /// Whether the database file alone is not the log.
    var needRecovery: Bool { [wal, journal].contains { $0.map { $0.size > 0 } ?? false } }
}

// MARK: - Appending

extension Connection {
    /// Opens the log for appending, creating it where it is missing. A failure here comes before anything is sent.
    static func appending(to file: LogFile) throws(AuditFailure) -> Connection {
        try file.createIfMissing()
        return try file.patiently { () throws(AuditFailure) in
            guard let before = try file.checked() else {
                throw file.failure(.replaced, "it was deleted while it was being opened")
            }
            let queue = try file.sqlite { try DatabaseQueue(path: file.path, configuration: configuration()) }
            try file.sqlite { try queue.writeWithoutTransaction { try prepare($0, file) } }
            let identity = FileIdentity(before)
            guard try file.checked().map(FileIdentity.init) == identity else {
                throw file.failure(.replaced, "it was replaced while it was being opened")
            }
            let wal = try file.status(of: file.walPath).map(FileIdentity.init)
            return Connection(queue: queue, mode: .appending, identity: identity, walIdentity: wal)
        }
    }

    /// Nothing is changed before the database is known to be ours or blank. Ends with a write lock taken and returned,
    /// so that a log which cannot be written is found out now.
    private static func prepare(_ db: Database, _ file: LogFile) throws {
        // In a transaction: another process may be creating the log between two questions.
        try db.inTransaction(.deferred) {
            let found = try Schema.recognise(db)
            if found != .blank { try file.requireOurs(found) }
            return .commit
        }
        let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
        guard journal == "wal" else {
            throw file.failure(.inputOutput, "its file system does not support SQLite's write-ahead log")
        }
        try db.inTransaction(.immediate) {
            let found = try Schema.recognise(db)
            if found != .blank {
                try file.requireOurs(found)
                if let difference = try Schema.differences(db).first { throw file.failure(.schemaAltered, difference) }
            }
            try Schema.upgrade(db)
            return .commit
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(LogFile.patience))
        configuration.label = "AuditLog"
        configuration.prepareDatabase { db in
            // In WAL mode only FULL syncs each commit; GRDB's own WAL set-up would choose NORMAL.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        return configuration
    }
}

// MARK: - Reading

extension Connection {
    /// Opens one more connection for reading the same; `nil` where SQLite had better keep to one.
    func beside(_ file: LogFile) -> (() throws -> DatabaseQueue)? {
        switch mode {
        case .appending: nil
        case .live: { try Self.open(file.path, for: file) }
        case .resting: { try Self.open(Self.immutableURI(file.path), for: file) }
        case .copied(_, let copy): { try Self.open(copy.path, for: file) }
        }
    }

    /// Opens the log for reading; creates and changes nothing beside it.
    static func reading(_ file: LogFile) throws(AuditFailure) -> Connection {
        try file.patiently { () throws(AuditFailure) in
            guard let status = try file.checked() else { throw file.failure(.missing, "there is no such file") }
            let files = try RestingFiles(file)
            let connection = try connect(file, files, FileIdentity(status))
            let found: Schema.Recognition
            do throws(AuditFailure) {
                found = try file.sqlite { try connection.queue.read { try Schema.recognise($0) } }
            } catch {
                throw try connection.isCurrent(file) ? error : file.failure(.busy, "it changes while it is read")
            }
            guard try connection.isCurrent(file) else { throw file.failure(.busy, "it changes while it is read") }
            try file.requireOurs(found)
            return connection
        }
    }

    private static func connect(
        _ file: LogFile, _ files: RestingFiles, _ identity: FileIdentity
    ) throws(AuditFailure) -> Connection {
        if files.wal != nil, files.hasSharedMemory {
            do throws(AuditFailure) {
                let queue = try open(file.path, for: file)
                return Connection(queue: queue, mode: .live, identity: identity, walIdentity: nil)
            } catch  where [.permission, .diskFull].contains(error.kind) {
                // A folder one may not write, or with no room, and a log nobody has open: SQLite cannot recover it in
                // place.
            }
        }
        // Anew: SQLite may have tidied up after itself.
        let files = try RestingFiles(file)
        if files.needRecovery {
            let copy = try TemporaryCopy(of: file)
            let queue = try open(copy.path, for: file, recovering: true)
            return Connection(queue: queue, mode: .copied(files, copy), identity: identity, walIdentity: nil)
        }
        let queue = try open(immutableURI(file.path), for: file)
        return Connection(queue: queue, mode: .resting(files), identity: identity, walIdentity: nil)
    }

    /// `trusted_schema` stays on, because SQLite takes its own JSON functions in an index for unsafe otherwise; nothing but
    /// the table and the indexes named here is ever asked, and nothing is written before the schema was compared.
    /// Opening reads the first page, and so takes the locks a live log needs.
    private static func open(
        _ path: String, for file: LogFile, recovering: Bool = false
    ) throws(AuditFailure) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = !recovering
        configuration.busyMode = .timeout(Double(LogFile.patience))
        configuration.label = "AuditLog"
        return try file.sqlite { try DatabaseQueue(path: path, configuration: configuration) }
    }

    /// <https://www.sqlite.org/uri.html>; Debian and Ubuntu build SQLite with URIs enabled.
    private static func immutableURI(_ path: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._~-".utf8)
        let encoded = path.utf8.map { byte in
            plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + [byte].hexadecimal
        }
        return "file://" + encoded.joined() + "?immutable=1"
    }
}

extension LogFile {
    func requireOurs(_ found: Schema.Recognition) throws(AuditFailure) {
        switch found {
        case .ours: return
        case .blank: throw failure(.anotherApplication, "it is an empty database, not an audit log")
        case .anotherApplication(let what): throw failure(.anotherApplication, "it is \(what)")
        case .newer(let version):
            throw failure(.newerSchema, "a newer grinderctl wrote it (schema \(version), not \(Schema.version))")
        case .damaged(let what): throw failure(.corrupt, what)
        }
    }

    func sqlite<T>(_ body: () throws -> T) throws(AuditFailure) -> T {
        do { return try body() } catch { throw failure(error) }
    }

    /// Tries again while the log is busy being created or changed, which SQLite's own wait does not cover.
    func patiently<T>(_ body: () throws(AuditFailure) -> T) throws(AuditFailure) -> T {
        let deadline = ContinuousClock.now + .seconds(Self.patience)
        while true {
            do throws(AuditFailure) {
                return try body()
            } catch  where error.kind == .busy && ContinuousClock.now < deadline {
                pause(milliseconds: 5)
            }
        }
    }
}
