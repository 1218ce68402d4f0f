import Glibc
package import TriageCore

/// Why a file could not be read.
package enum FileProblem: Error, Sendable, Hashable {
    /// There is nothing of that name.
    case missing
    /// It is there, and cannot be opened, is no regular file, is too large, or failed while it was read.
    case unreadable(String)
    /// It became shorter, was removed or replaced while it was read: what was read is not the whole.
    case changed(String)

    /// Without the file's name and without a full stop at its end.
    package var detail: String {
        switch self {
        case .missing: "there is no such file"
        case .unreadable(let detail), .changed(let detail): detail
        }
    }
}

/// A regular file open for reading. A directory, pipe, socket or device is refused before a read could block.
package struct RegularFile: ~Copyable {
    package let path: String
    /// Bytes, when it was opened.
    package let size: Int
    package let modified: Timestamp
    private let descriptor: Int32
    private let inode: UInt64

    package init(path: String) throws(FileProblem) {
        // O_NONBLOCK: opening a FIFO without a writer would wait for ever.
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.openingFailed(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw .unreadable(Self.reason(errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(Self.kind(status.st_mode))
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
        inode = UInt64(status.st_ino)
        let (seconds, nanoseconds) = (Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec))
        modified = Timestamp(milliseconds: seconds * 1_000 + nanoseconds / 1_000_000)
    }

    deinit { close(descriptor) }

    /// The next bytes, at most `count`; empty at the end.
    package func next(_ count: Int) throws(FileProblem) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            var got = -1
            repeat { got = read(descriptor, buffer.baseAddress, count) } while got < 0 && errno == EINTR
            failure = got < 0 ? errno : 0
            used = max(0, got)
        }
        guard failure == 0 else { throw .unreadable(Self.reason(failure)) }
        return bytes
    }

    /// The bytes at a place, at most `count`, wherever reading has come to; empty beyond the end.
    package func bytes(at offset: Int, count: Int) throws(FileProblem) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            var got = -1
            repeat { got = pread(descriptor, buffer.baseAddress, count, off_t(offset)) } while got < 0 && errno == EINTR
            failure = got < 0 ? errno : 0
            used = max(0, got)
        }
        guard failure == 0 else { throw .unreadable(Self.reason(failure)) }
        return bytes
    }

    /// ``next(_:)`` goes on from there.
    package func enter(at offset: Int) throws(FileProblem) {
        guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw .unreadable(Self.reason(errno)) }
    }

    /// How many lines end in its first bytes.
    package func lines(before offset: Int) throws(FileProblem) -> Int {
        var count = 0
        var position = 0
        while position < offset {
            let bytes = try bytes(at: position, count: min(1_048_576, offset - position))
            guard !bytes.isEmpty else { throw .changed("it became shorter while it was read") }
            count += bytes.lineFeeds
            position += bytes.count
        }
        return count
    }

    /// Whether the `bytesRead` are the whole of it: to be asked at its end.
    package func settle(bytesRead: Int) throws(FileProblem) {
        var status = stat()
        guard bytesRead >= size, fstat(descriptor, &status) == 0, Int(status.st_size) >= bytesRead else {
            throw .changed("it became shorter while it was read")
        }
        var named = stat()
        guard stat(path, &named) == 0 else { throw .changed("it was removed while it was read") }
        guard UInt64(named.st_ino) == inode else {
            throw .changed("it was replaced while it was read; the new file was not read")
        }
    }

    /// All of a file of at most `limit` bytes, with its modification time.
    package static func contents(
        of path: String, limit: Int
    ) throws(FileProblem) -> (bytes: [UInt8], modified: Timestamp) {
        let file = try RegularFile(path: path)
        var bytes: [UInt8] = []
        while true {
            let chunk = try file.next(65_536)
            if chunk.isEmpty { break }
            bytes += chunk
            guard bytes.count <= limit else { throw .unreadable("it is larger than \(limit) bytes") }
        }
        try file.settle(bytesRead: bytes.count)
        return (bytes, file.modified)
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func openingFailed(_ code: Int32) -> FileProblem {
        switch code {
        case ENOENT, ENOTDIR: .missing
        // What open(2) says of a socket.
        case ENXIO: .unreadable("it is not a regular file")
        default: .unreadable(reason(code))
        }
    }

    private static func kind(_ mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFDIR: "it is a directory"
        case S_IFIFO: "it is a pipe; name it on its own"
        default: "it is not a regular file"
        }
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

extension [UInt8] {
    /// Eight bytes at a time: the bytes of a word that are a line feed are those in which no bit is left.
    fileprivate var lineFeeds: Int {
        withUnsafeBytes { bytes in
            let feeds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
            let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
            var count = 0
            var position = 0
            while position &+ 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ feeds
                count &+= (~(((word & low) &+ low) | word | low)).nonzeroBitCount
                position &+= 8
            }
            return count + bytes[position...].count { $0 == UInt8(ascii: "\n") }
        }
    }
}
