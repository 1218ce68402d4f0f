import FoundationEssentials
import Glibc

/// A small file this tool writes for its owner: made new, 0600, on the disk when it returns.
enum PrivateFile {
    /// A file of that name is never overwritten.
    static func create(_ path: String, _ text: String, what: String, mode: mode_t = 0o600) throws(CommandError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw refusal(path, what, errno) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                unlink(path)
                throw failed(path, what, code)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw failed(path, what, errno) }
    }

    /// Told before anything is asked: that it is there already, or that its folder is not.
    static func checkAbsent(_ path: String, what: String) throws(CommandError) {
        var status = stat()
        if lstat(path, &status) == 0 { throw refusal(path, what, EEXIST) }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let place = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
        guard access(place, W_OK | X_OK) == 0 else { throw refusal(path, what, errno) }
    }

    private static func refusal(_ path: String, _ what: String, _ code: Int32) -> CommandError {
        guard code == EEXIST else { return failed(path, what, code) }
        return CommandError(.usage, "\(what): \(path) already exists and was not overwritten")
    }

    private static func failed(_ path: String, _ what: String, _ code: Int32) -> CommandError {
        let kind: CommandError.Code = code == ENOENT || code == ENOTDIR ? .inputMissing : .permissions
        return CommandError(kind, "\(what): \(path) cannot be written (\(String(cString: strerror(code))))")
    }
}
