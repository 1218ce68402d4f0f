import GRDB

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
        case .SQLITE_CORRUPT: return failure(.corrupt, message)
        case .SQLITE_NOTADB: return failure(.notADatabase, message)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
            return failure(.permission, "the file or its folder may not be \(access == .append ? "written" : "read")")
        default: return failure(.inputOutput, message)
        }
    }

    /// Seconds to wait for other processes that write.
    static let patience = 10
}
