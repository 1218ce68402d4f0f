import Glibc

/// A file that gets one line a head. Made 0600 where it is not there; its folder must be: another mount that is not
/// mounted is not to be taken for it.
struct AnchorFile: Sendable {
    let path: String

    func append(_ line: String) -> String? {
        // Not blocking, so that a pipe nobody reads is told and not waited for.
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { return "it cannot be opened: \(systemError())" }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return "it is not a file" }
        let bytes = Array((line + "\n").utf8)
        // One write at the end of the file: lines of several processes do not mix.
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            return "it cannot be written: \(systemError())"
        }
        guard fsync(descriptor) == 0 else { return "fsync: \(systemError())" }
        return nil
    }
}
