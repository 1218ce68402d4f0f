import Glibc
import Synchronization

/// A small file that holds a secret: only its owner may read it.
enum SecretFile {
    private static let most = 8_192
    /// What pipes gave, by device, number and name: a pipe gives it once, and one command may read its settings twice.
    private static let piped = Mutex<[String: [UInt8]]>([:])

    static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// What stands in the way of a key at this path, for somebody who is about to put it there.
    static func problem(at path: String, isSecret: Bool) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return errno == ENOENT ? "\(path) is not there yet; \(writing(path)) takes it from your keyboard" : nil
        }
        guard isSecret, status.st_mode & 0o077 != 0 else { return nil }
        return "others can read \(path); \(Printable.shellLine(["chmod", "600", path])) mends it"
    }

    /// A command that reads a key from the keyboard, so that it is in no history and no argument list.
    private static func writing(_ path: String) -> String {
        Printable.shellLine(["install", "-D", "-m", "600", "/dev/stdin", path])
    }

    /// - Parameters:
    ///   - name: what named the file, for people.
    ///   - allowed: permission bits beyond the owner's that do not matter.
    static func read(_ path: String, named name: String, allowing allowed: mode_t = 0) throws(CommandError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code: CommandError.Code = errno == ENOENT ? .inputMissing : .permissions
            let hint = code == .inputMissing ? "; \(writing(path)) takes it from your keyboard" : ""
            throw CommandError(
                code, "\(name): \(path) cannot be read (\(String(cString: strerror(errno))))\(hint). Nothing was sent.")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, [S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) else {
            throw CommandError(.configuration, "\(name): \(path) is neither a file nor a pipe. Nothing was sent.")
        }
        guard status.st_mode & 0o077 & ~allowed == 0 else {
            throw CommandError(
                .permissions, "\(name): others can read \(path). Nothing was sent.",
                try: Printable.shellLine(["chmod", "600", path]))
        }
        let bytes =
            try status.st_mode & S_IFMT == S_IFIFO
            ? kept("\(status.st_dev) \(status.st_ino) \(path)", descriptor, "\(name): \(path)")
            : all(of: descriptor, "\(name): \(path)")
        guard !bytes.isEmpty else { throw CommandError(.configuration, "\(name): \(path) is empty. Nothing was sent.") }
        return bytes
    }

    private static func kept(_ key: String, _ descriptor: Int32, _ what: String) throws(CommandError) -> [UInt8] {
        if let bytes = piped.withLock({ $0[key] }) { return bytes }
        let bytes = try all(of: descriptor, what)
        piped.withLock { $0[key] = bytes }
        return bytes
    }

    /// To its end, or as much as is read of such a file; a pipe's writer may be awaited, and pause, for ten seconds.
    private static func all(of descriptor: Int32, _ what: String) throws(CommandError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: most)
        var hasWaited = false
        while bytes.count < most {
            // What a writer that is gone has left is there to be read, and no event tells of it.
            let count = Glibc.read(descriptor, &buffer, most - bytes.count)
            if count > 0 { bytes += buffer.prefix(count) }
            if count > 0 || count < 0 && errno == EINTR { continue }
            guard count < 0 && errno == EAGAIN || bytes.isEmpty && !hasWaited else { return bytes }
            hasWaited = true
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 10_000) != 0 else {
                throw CommandError(.configuration, "\(what) was not written to its end within 10 s. Nothing was sent.")
            }
        }
        return bytes
    }
}
