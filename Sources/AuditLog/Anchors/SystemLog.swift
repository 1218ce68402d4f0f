import Glibc

/// What syslog(3) does, but that syslog(3) keeps to itself whether anybody listens.
enum SystemLog {
    static let path = "/dev/log"

    static func note(_ line: String, at path: String) -> String? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | O_CLOEXEC | O_NONBLOCK, 0)
        guard descriptor >= 0 else { return "no socket: \(systemError())" }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return "\(path) is too long a path" }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { return "nothing listens at \(path): \(systemError())" }
        // LOG_USER and LOG_NOTICE.
        let message = Array("<\(1 << 3 | 5)>grinderctl[\(getpid())]: audit head \(line)".utf8)
        let sent = send(descriptor, message, message.count, Int32(MSG_NOSIGNAL))
        return sent == message.count ? nil : "\(path) did not take it: \(systemError())"
    }
}
