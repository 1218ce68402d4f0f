import Glibc

/// What a pipe gives, kept so that it can be read by name as often as needed: a pipe gives it once, and a health page is
/// asked for its uptime and for its mode.
///
///     --expected <(jq …)     /dev/fd/63: afterwards the same name is a file of what the pipe gave
///     --metrics -            standard input, /dev/stdin afterwards
///     mkfifo; --health FIFO  a name below /proc/self/fd
package enum PipedInput {
    /// In bytes; what gives more is refused.
    private static let most = 1 << 30

    /// Whether it names standard input: `-`, `/dev/stdin` and their like.
    package static func isStandardInput(_ name: String) -> Bool {
        name == "-" || descriptor(named: name) == STDIN_FILENO
    }

    /// Whether it names a descriptor of this process, which nothing can be read from again once it has ended.
    package static func isDescriptor(_ name: String) -> Bool { descriptor(named: name) != nil }

    /// Whether it is what a pipe gave: its time is that of the reading, and tells nothing of what was read.
    package static func isKept(_ path: String) -> Bool {
        var status = stat()
        return descriptor(named: path) != nil && stat(path, &status) == 0 && status.st_nlink == 0
    }

    /// The name under which the content of `name` can be read. Anything but a pipe or standard input keeps its name.
    /// A pipe is read to its end, which holds the calling thread until its writer is done.
    package static func path(_ name: String) throws(FileProblem) -> String {
        if let descriptor = descriptor(named: name) {
            let path = name == "-" ? "/dev/stdin" : name
            guard try !isFile(descriptor) else { return path }
            let kept = try keep(from: descriptor)
            defer { close(kept) }
            guard dup2(kept, descriptor) >= 0 else { throw .unreadable(reason) }
            if descriptor != STDIN_FILENO { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            return path
        }
        var status = stat()
        guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return name }
        let pipe = open(name, O_RDONLY | O_CLOEXEC)
        guard pipe >= 0 else { throw .unreadable(reason) }
        defer { close(pipe) }
        return "/proc/self/fd/\(try keep(from: pipe))"
    }

    /// `/dev/fd/63` → 63, `-` → 0.
    private static func descriptor(named name: String) -> Int32? {
        if name == "-" || name == "/dev/stdin" { return STDIN_FILENO }
        for folder in ["/dev/fd/", "/proc/self/fd/"] where name.hasPrefix(folder) {
            return Int32(name.dropFirst(folder.count))
        }
        return nil
    }

    private static func isFile(_ descriptor: Int32) throws(FileProblem) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw errno == EBADF ? .missing : .unreadable(reason)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return true
        case S_IFDIR: throw .unreadable("it is a directory")
        default: return false
        }
    }

    /// A descriptor of a file without a name that holds all that `source` gives.
    private static func keep(from source: Int32) throws(FileProblem) -> Int32 {
        let kept = try unnamedFile()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var total = 0
        while true {
            let count = read(source, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                let problem = FileProblem.unreadable(reason)
                close(kept)
                throw problem
            }
            guard count > 0 else { return kept }
            total += count
            guard total <= most, write(all: buffer.prefix(count), to: kept) else {
                close(kept)
                throw .unreadable(
                    total > most ? "it gives more than \(most) bytes" : "there is no room to keep what the pipe gives")
            }
        }
    }

    private static func write(all bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Readable by its owner alone, gone with the process.
    private static func unnamedFile() throws(FileProblem) -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        for folder in [folder, "/tmp", "/dev/shm"] where !folder.isEmpty {
            var name = Array("\(folder)/grinderctl-pipe-XXXXXX".utf8CString)
            let descriptor = mkstemp(&name)
            guard descriptor >= 0 else { continue }
            unlink(name)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            return descriptor
        }
        throw .unreadable("it is a pipe, and no temporary file could be made to keep what it gives: \(reason)")
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
