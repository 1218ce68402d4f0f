import FoundationEssentials
import Glibc

/// Writes a file that must not have been there, for its owner alone; folders on the way are made for their owner, too.
enum NewFile {
    static func write(_ text: String, to path: String, orElse exists: CommandError) throws(CommandError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw exists }
            let code: CommandError.Code = errno == EACCES || errno == EROFS ? .permissions : .configuration
            throw CommandError(code, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let cause = String(cString: strerror(errno))
                close(descriptor)
                unlink(path)
                throw CommandError(.configuration, "\(path) cannot be written: \(cause)")
            }
            rest = rest.dropFirst(count)
        }
        close(descriptor)
    }
}
