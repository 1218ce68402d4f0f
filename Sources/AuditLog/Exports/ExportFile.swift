import Glibc

/// A file of export lines, read line by line.
package final class ExportFile {
    package enum Content: Sendable, Hashable {
        /// An SQLite database: an audit log itself.
        case database
        case lines
        case other
    }

    private let stream: UnsafeMutablePointer<FILE>
    private var line: UnsafeMutablePointer<CChar>?
    private var capacity = 0
    package let path: String
    /// Lines read so far.
    package private(set) var number = 0

    package init(_ path: String) throws(AuditFailure) {
        guard let stream = fopen(path, "rce") else {
            let kind: AuditFailure.Kind = errno == ENOENT ? .missing : .permission
            throw AuditFailure(kind, access: .read, path: path, systemError())
        }
        self.path = path
        self.stream = stream
    }

    deinit {
        fclose(stream)
        free(line)
    }

    /// Told by what it begins with.
    package static func content(of path: String) throws(AuditFailure) -> Content {
        let file = try ExportFile(path)
        guard let first = try file.next() else { return .lines }
        if first.hasPrefix("SQLite format 3\0") { return .database }
        return first.hasPrefix("{") ? .lines : .other
    }

    /// A line without its newline, bytes that are no UTF-8 replaced; `nil` at the end.
    package func next() throws(AuditFailure) -> String? {
        let count = getline(&line, &capacity, stream)
        guard count >= 0, let line else {
            guard ferror(stream) == 0 else {
                throw AuditFailure(.inputOutput, access: .read, path: path, systemError())
            }
            return nil
        }
        number += 1
        let bytes = UnsafeRawBufferPointer(start: line, count: count)
        let text = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
        return String(decoding: text, as: UTF8.self)
    }
}
