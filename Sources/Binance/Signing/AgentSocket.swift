import Glibc

/// One question to an SSH agent over its unix socket, on a connection of its own. Blocks the calling thread.
struct AgentSocket: Sendable {
    let path: String

    /// The answer without its length.
    func ask(_ message: [UInt8], seconds: Int) throws(SigningProblem) -> [UInt8] {
        let descriptor = try connected(seconds: seconds)
        defer { close(descriptor) }
        try write(AgentWire.string(message), to: descriptor)
        var header = AgentWire.Reader(try read(4, from: descriptor, seconds: seconds))
        guard let length = header.number(), (1...AgentWire.longestMessage).contains(length) else {
            throw SigningProblem("what listens at \(path) does not speak the SSH agent protocol")
        }
        return try read(length, from: descriptor, seconds: seconds)
    }

    private func connected(seconds: Int) throws(SigningProblem) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path), !bytes.contains(0) else {
            throw SigningProblem("the agent's socket \(path) has too long a name")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SigningProblem("no socket could be made: \(Self.cause)") }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else {
            let cause = Self.cause
            close(descriptor)
            throw SigningProblem("no SSH agent answers at \(path) (SSH_AUTH_SOCK): \(cause)")
        }
        return descriptor
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws(SigningProblem) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw SigningProblem("the SSH agent at \(path) does not listen: \(Self.cause)")
            }
        }
    }

    private func read(_ wanted: Int, from descriptor: Int32, seconds: Int) throws(SigningProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < wanted {
            let count = recv(descriptor, &buffer, min(buffer.count, wanted - bytes.count), 0)
            if count > 0 {
                bytes += buffer.prefix(count)
            } else if count == 0 {
                throw SigningProblem("the SSH agent at \(path) hung up")
            } else if errno == EAGAIN {
                throw SigningProblem("the SSH agent at \(path) did not answer within \(seconds) s")
            } else if errno != EINTR {
                throw SigningProblem("the SSH agent at \(path) cannot be read: \(Self.cause)")
            }
        }
        return bytes
    }

    private static var cause: String { String(cString: strerror(errno)) }
}
