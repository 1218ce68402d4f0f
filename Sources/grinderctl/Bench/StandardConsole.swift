import Glibc
import Synchronization

/// The process's own streams, written straight through.
final class StandardConsole: Console {
    private let failure = Mutex<String?>(nil)

    var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
    var outputWidth: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return nil }
        return Int(size.ws_col)
    }
    var outputFailure: String? { failure.withLock { $0 } }

    func output(_ text: String) {
        guard outputFailure == nil, let code = write(text, to: STDOUT_FILENO), code != EPIPE else { return }
        failure.withLock { $0 = String(cString: strerror(code)) }
    }

    func error(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    func readLine() -> String? { Swift.readLine(strippingNewline: true) }

    /// The errno that stopped it, or `nil`.
    private func write(_ text: String, to descriptor: Int32) -> Int32? {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return errno
            }
            written += count
        }
        return nil
    }
}
