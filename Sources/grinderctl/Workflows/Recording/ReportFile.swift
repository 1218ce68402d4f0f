import FoundationEssentials
import Glibc

/// A report on the disk: 0600, whole or not at all, and never in place of anything but an older report.
struct ReportFile {
    let path: String

    func write(_ text: String) throws {
        try refuseForeignFile()
        let temporary = path + ".\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw commandError("cannot be written: \(reason)") }
        do {
            defer { close(descriptor) }
            try write(Array(text.utf8), to: descriptor)
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let why = reason
            unlink(temporary)
            throw commandError("cannot be moved into place: \(why)")
        }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw commandError("cannot be written: \(reason)") }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw commandError("cannot be written: \(reason)") }
    }

    private func refuseForeignFile() throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        let isFile = status.st_mode & S_IFMT == S_IFREG
        let descriptor = isFile ? open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1
        var beginning = [UInt8](repeating: 0, count: 200)
        var count = 0
        if descriptor >= 0 {
            count = read(descriptor, &beginning, beginning.count)
            close(descriptor)
        }
        let text = String(decoding: beginning.prefix(max(0, count)), as: UTF8.self)
        guard isFile, descriptor >= 0, status.st_size == 0 || CaseReport.isReport(text) else {
            throw CommandError(
                .usage, "\(path) exists and isn't a grinderctl report; it was left unchanged. Choose another file.")
        }
    }

    private var reason: String { String(cString: strerror(errno)) }

    private func commandError(_ why: String) -> CommandError {
        let code: CommandError.Code =
            switch errno {
            case EACCES, EPERM, EROFS: .permissions
            case ENOENT, ENOTDIR: .inputMissing
            default: .auditUnwritable
            }
        return CommandError(code, "the report \(path) \(why)")
    }
}
