import Glibc

/// A file of export lines, opened once and read once from its beginning to its end: a pipe will do.
package final class ExportFile {
    package enum Content: Sendable, Hashable {
        /// An SQLite database.
        case database
        case text
    }

    package struct Line: Sendable, Hashable {
        /// Without its line break, bytes that are no UTF-8 replaced.
        package let text: String
        /// From 1, blank lines counted.
        package let number: Int
        /// The file ends before its line break.
        package let isLast: Bool
    }

    /// The name of standard input.
    package static let standardInput = "-"
    /// In bytes. What is longer is no export, and is not read on.
    package static let longestLine = 16 << 20

    /// As it was given.
    package let name: String
    /// Told by what it begins with.
    package private(set) var content = Content.text
    /// Its name is the file's own: no link, no pipe, no device.
    package let isPlainFile: Bool

    private var descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    /// What was read and not yet handed out.
    private var unread = 0..<0
    private var number = 0

    /// - Parameter name: a path, or ``standardInput``.
    package init(_ name: String) throws(ExportFailure) {
        let isInput = name == Self.standardInput
        descriptor = isInput ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let (kind, detail): (ExportFailure.Kind, String) =
                switch errno {
                case ENOENT, ENOTDIR: (.missing, "is not there")
                case EACCES, EPERM: (.permission, "may not be read: \(systemError())")
                case EBADF: (.missing, "is closed")
                default: (.inputOutput, "cannot be read: \(systemError())")
                }
            throw ExportFailure(kind: kind, name: name, detail: detail)
        }
        self.name = name
        var named = stat()
        isPlainFile = !isInput && lstat(name, &named) == 0 && named.st_mode & S_IFMT == S_IFREG
        let beginning = Array("SQLite format 3\0".utf8)
        while unread.count < beginning.count, try fill() {}
        if buffer[unread].starts(with: beginning) { content = .database }
    }

    deinit { close() }

    /// Nothing more is to be read. A database must be closed before SQLite opens it: closing it later would drop
    /// SQLite's locks.
    package func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// The next line that is not blank; `nil` at the end.
    package func next() throws(ExportFailure) -> Line? {
        while let line = try nextOfAll() {
            if !line.text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return line }
        }
        return nil
    }

    private func nextOfAll() throws(ExportFailure) -> Line? {
        var searched = 0
        while true {
            if let end = lineBreak(in: (unread.lowerBound + searched)..<unread.upperBound) {
                defer { unread = (end + 1)..<unread.upperBound }
                return line(unread.lowerBound..<end, isLast: false)
            }
            searched = unread.count
            guard searched <= Self.longestLine else {
                throw failure(
                    .notAnExport,
                    "isn't an audit log export: line \(number + 1) is longer than "
                        + "\(Self.longestLine >> 20) MiB")
            }
            guard try fill() else { break }
        }
        guard !unread.isEmpty else { return nil }
        defer { unread = unread.upperBound..<unread.upperBound }
        return line(unread, isLast: true)
    }

    private func lineBreak(in range: Range<Int>) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base + range.lowerBound, 0x0A, range.count) else {
                return nil
            }
            return UnsafeRawPointer(found) - base
        }
    }

    private func line(_ range: Range<Int>, isLast: Bool) -> Line {
        number += 1
        var bytes = buffer[range]
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        return Line(text: String(decoding: bytes, as: UTF8.self), number: number, isLast: isLast)
    }

    /// Reads on; `false` at the end.
    private func fill() throws(ExportFailure) -> Bool {
        if unread.upperBound == buffer.count {
            if unread.lowerBound > 0 {
                buffer.replaceSubrange(0..<unread.count, with: Array(buffer[unread]))
                unread = 0..<unread.count
            } else {
                buffer += [UInt8](repeating: 0, count: buffer.count)
            }
        }
        while true {
            let count = buffer[unread.upperBound...].withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EISDIR { throw failure(.notAnExport, "is a folder, not an export of an audit log") }
            guard count >= 0 else { throw failure(.inputOutput, "cannot be read: \(systemError())") }
            unread = unread.lowerBound..<(unread.upperBound + count)
            return count > 0
        }
    }

    package func failure(_ kind: ExportFailure.Kind, _ detail: String) -> ExportFailure {
        ExportFailure(kind: kind, name: name, detail: detail)
    }
}
