import GRDB
import Glibc
import Synchronization

/// The log's file as the file system sees it: made with the right mode, checked before SQLite touches it, recognised
/// again later. Never opens an existing database file: closing any descriptor of it would drop SQLite's locks on it
/// (POSIX advisory locks belong to the process, not to the descriptor).
struct LogFile: Sendable {
    /// Absolute, so that SQLite never takes it for a `file:` URI or `:memory:`.
    let path: String
    let access: AuditStore.Access

    var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
    var walPath: String { path + "-wal" }
    var shmPath: String { path + "-shm" }
    /// Only while the log is created, or when someone turned WAL off.
    var journalPath: String { path + "-journal" }

    init(path: String, access: AuditStore.Access) throws(AuditFailure) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw AuditFailure(.missing, access: access, path: path, "the path is empty or has a NUL in it")
        }
        self.access = access
        if path.hasPrefix("/") {
            self.path = path
        } else {
            guard let folder = getcwd(nil, 0) else {
                throw AuditFailure(.missing, access: access, path: path, "no current folder: \(systemError())")
            }
            defer { free(folder) }
            self.path = String(cString: folder) + "/" + path
        }
    }

    func failure(_ kind: AuditFailure.Kind, _ detail: String) -> AuditFailure {
        AuditFailure(kind, access: access, path: path, detail)
    }

    /// What the path names now, without following a symbolic link. `nil` when there is nothing.
    func status(of path: String) throws(AuditFailure) -> stat? {
        var status = stat()
        if lstat(path, &status) == 0 { return status }
        switch errno {
        case ENOENT: return nil
        case ENOTDIR:
            throw failure(access == .append ? .parentNotCreatable : .missing, "a part of its path is not a folder")
        case EACCES: throw failure(.permission, "its folder may not be entered")
        default: throw failure(.inputOutput, systemError())
        }
    }

    /// Refuses what must not be opened: folders, links, pipes, another user's file. `nil` when there is nothing.
    func checked() throws(AuditFailure) -> stat? {
        guard let status = try status(of: path) else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw failure(.isFolder, "it is a folder")
        case S_IFLNK: throw failure(.symbolicLink, "it is a symbolic link")
        default: throw failure(.notAFile, "it is not a regular file")
        }
        if access.writes, geteuid() != 0, status.st_uid != geteuid() {
            throw failure(.foreignOwner, "it belongs to another user (uid \(status.st_uid))")
        }
        return status
    }

    /// Makes an empty file, 0600, and the folders above it that are missing, 0700; does nothing when there is a file.
    func createIfMissing() throws(AuditFailure) {
        try Self.creating.withLock { _ throws(AuditFailure) in try create() }
    }

    /// Whether what a reading command records would find room; a folder that takes no new file tells nothing.
    func confirmRoom() throws(AuditFailure) {
        let probe = "\(path).room-\(getpid())"
        let descriptor = open(probe, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_WRONLY, 0o600)
        guard descriptor >= 0 else {
            guard errno == ENOSPC || errno == EDQUOT else { return }
            throw failure(.diskFull, systemError())
        }
        defer {
            close(descriptor)
            unlink(probe)
        }
        let room = [UInt8](repeating: 0, count: 65_536)
        guard write(descriptor, room, room.count) != room.count, errno == ENOSPC || errno == EDQUOT else { return }
        throw failure(.diskFull, systemError())
    }

    /// Within a process, no connection may open the file between its creation and the `close` that would drop locks.
    private static let creating = Mutex<Void>(())

    private func create() throws(AuditFailure) {
        if let status = try checked() {
            let wal = try self.status(of: walPath)
            if status.st_size == 0, let wal, wal.st_size > 0 {
                throw failure(.corrupt, "it was emptied: its -wal still holds entries")
            }
            // An empty file, from mktemp say, becomes a log: it gets a log's mode.
            if status.st_size == 0, status.st_mode & 0o077 != 0, chmod(path, 0o600) != 0 {
                throw failure(.permission, "its mode cannot be set to 0600: \(systemError())")
            }
            return
        }
        guard access == .append else { throw failure(.missing, "there is no such file") }
        try createFolder(folder)
        let descriptor = open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_WRONLY, 0o600)
        guard descriptor >= 0 else {
            switch errno {
            case EEXIST: return
            case ENOSPC, EDQUOT: throw failure(.diskFull, systemError())
            case EACCES, EPERM, EROFS: throw failure(.permission, "it cannot be created: \(systemError())")
            default: throw failure(.inputOutput, "it cannot be created: \(systemError())")
            }
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(.inputOutput, "fsync: \(systemError())") }
        try sync(folder: folder)
    }

    private func createFolder(_ folder: String) throws(AuditFailure) {
        guard !folder.isEmpty else { return }
        var status = stat()
        if stat(folder, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw failure(.parentNotCreatable, "\(folder) is not a folder")
            }
            return
        }
        let parent = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
        try createFolder(parent)
        if mkdir(folder, 0o700) == 0 {
            try sync(folder: parent)
        } else if errno != EEXIST {
            throw failure(.parentNotCreatable, "can't create the folder \(folder): \(systemError())")
        }
    }

    /// So that the new name survives a power cut.
    func sync(folder: String) throws(AuditFailure) {
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A folder one may write but not read cannot be opened, nor synced; that is no reason to refuse.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // Some file systems have no fsync of folders.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw failure(.inputOutput, "fsync of \(folder): \(systemError())")
        }
    }
}

/// The text of `errno`.
func systemError() -> String {
    let code = errno
    return strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

/// Which file a name stands for, whatever its name.
struct FileIdentity: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }
}

/// Changes whenever the content of a file does.
struct FileStamp: Sendable, Hashable {
    let identity: FileIdentity
    let size: Int
    let modified: [Int]

    init(_ status: stat) {
        identity = FileIdentity(status)
        size = Int(status.st_size)
        modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}

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
