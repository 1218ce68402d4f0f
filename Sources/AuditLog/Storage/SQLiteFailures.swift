import GRDB
import Glibc

extension LogFile {
    /// What SQLite reported, in this log's terms. Told apart by result codes, never by text.
    func failure(_ error: any Error) -> AuditFailure {
        if let failure = error as? AuditFailure { return failure }
        guard let error = error as? DatabaseError else { return failure(.inputOutput, "\(error)") }
        let message = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.extendedResultCode {
        case .SQLITE_READONLY_DBMOVED: return failure(.replaced, "the file was moved or deleted since it was opened")
        case .SQLITE_CONSTRAINT_TRIGGER: return failure(.chainBroken, message)
        default: break
        }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return failure(.busy, "other processes held it for more than \(Self.patience) seconds")
        case .SQLITE_FULL: return failure(.diskFull, "the disk is full")
        // What a full file system refuses is an input or output error to SQLite, which shares memory through a file.
        case .SQLITE_IOERR where isOnFullDisk: return failure(.diskFull, "the disk is full")
        case .SQLITE_CORRUPT: return failure(.corrupt, message)
        case .SQLITE_NOTADB: return failure(.notADatabase, message)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
            let what = isOnReadOnlyDisk && access.writes ? "its file system is read-only" : nil
            return failure(
                .permission, what ?? "the file or its folder may not be \(access.writes ? "written" : "read")")
        default: return failure(.inputOutput, message)
        }
    }

    /// Too little is left where the log is for anything to grow.
    private var isOnFullDisk: Bool {
        guard let room = fileSystem else { return false }
        return room.f_bavail * room.f_frsize < 64 * 1_024 || room.f_files > 0 && room.f_favail == 0
    }

    private var isOnReadOnlyDisk: Bool { (fileSystem?.f_flag ?? 0) & UInt(ST_RDONLY) != 0 }

    private var fileSystem: statvfs? {
        var found = statvfs()
        return statvfs(folder.isEmpty ? "/" : folder, &found) == 0 ? found : nil
    }

    /// Seconds to wait for other processes that write.
    static let patience = 10
}
