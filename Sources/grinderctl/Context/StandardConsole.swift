import Glibc
import Synchronization

/// The process's own streams, written straight through.
final class StandardConsole: Console {
    private struct Screen {
        /// What stands on the last line of stderr and may be replaced.
        var status: String?
        /// A question was asked: its line is the person's.
        var isMidLine = false
        var isClosed = false
        var hasAsked = false
    }

    private let failure = Mutex<String?>(nil)
    private let screen = Mutex(Screen())
    private let environment: [String: String]
    /// A terminal that shows no UTF-8 gets ASCII. A file or a pipe gets what was written.
    private let isASCII: Bool

    init(environment: [String: String]) {
        self.environment = environment
        isASCII = !Locale.isUTF8(environment)
    }

    var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
    var outputWidth: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return nil }
        return Int(size.ws_col)
    }
    var outputFailure: String? { failure.withLock { $0 } }

    var progress: ProgressStyle {
        if errorIsTerminal { return Palette.takesControl(environment) ? .live : .lines }
        // Where both go to one place, the answer tells each step itself.
        return Self.isOnePlace(STDOUT_FILENO, STDERR_FILENO) ? .none : .lines
    }

    var width: Int {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : 80
    }

    func output(_ text: String) {
        screen.withLock { Self.clear(&$0) }
        let text = isASCII && outputIsTerminal ? Printable.ascii(text) : text
        guard outputFailure == nil, let code = Self.write(text, to: STDOUT_FILENO), code != EPIPE else { return }
        failure.withLock { $0 = String(cString: strerror(code)) }
    }

    /// The descriptor stays taken: what is opened later must not become stdout.
    func endOutput() {
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        dup2(nowhere, STDOUT_FILENO)
        Glibc.close(nowhere)
    }

    func error(_ text: String) {
        let shown = errorIsTerminal ? Self.wrapped(text, width: width) : text
        let text = isASCII && errorIsTerminal ? Printable.ascii(shown) : shown
        screen.withLock { screen in
            Self.clear(&screen)
            screen.isMidLine = !text.hasSuffix("\n") && !text.isEmpty
            _ = Self.write(text, to: STDERR_FILENO)
        }
    }

    func status(_ line: String?) {
        screen.withLock { screen in
            guard let line else { return Self.clear(&screen) }
            guard !screen.isMidLine, !screen.isClosed, line != screen.status else { return }
            screen.status = line
            _ = Self.write("\r" + (isASCII ? Printable.ascii(line) : line) + "\u{1B}[K", to: STDERR_FILENO)
        }
    }

    /// The process is about to end: no status any more.
    func close() {
        screen.withLock { screen in
            Self.clear(&screen)
            // What was typed, or the echo of the key that ends it, keeps its line.
            if screen.isMidLine, errorIsTerminal { _ = Self.write("\n", to: STDERR_FILENO) }
            screen.isClosed = true
        }
    }

    func readLine() -> String? {
        let line = Swift.readLine(strippingNewline: true)
        // The newline the person typed was echoed; the end of input echoes none.
        if line != nil { screen.withLock { $0.isMidLine = false } } else { error("\n") }
        return line
    }

    func discardTypedAhead() {
        let isFirst = screen.withLock { screen in
            defer { screen.hasAsked = true }
            return !screen.hasAsked
        }
        if isFirst, inputIsTerminal { tcflush(STDIN_FILENO, TCIFLUSH) }
    }

    private static func clear(_ screen: inout Screen) {
        guard screen.status != nil else { return }
        screen.status = nil
        _ = write("\r\u{1B}[K", to: STDERR_FILENO)
    }

    /// Sentences break between words; a command to type, and whatever else stands there, is one line.
    static func wrapped(_ text: String, width: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard let lead = ["error: ", "warning: ", "note: "].first(where: { line.hasPrefix($0) }) else {
                return String(line)
            }
            let words = WrappedText.lines(String(line.dropFirst(lead.count)), leading: lead, width: width)
            return ([words[0]] + words.dropFirst().map { "  " + $0.drop { $0 == " " } }).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func isOnePlace(_ left: Int32, _ right: Int32) -> Bool {
        var (one, other) = (stat(), stat())
        guard fstat(left, &one) == 0, fstat(right, &other) == 0 else { return false }
        // /dev/null is nobody's place.
        return one.st_dev == other.st_dev && one.st_ino == other.st_ino && one.st_mode & S_IFMT != S_IFCHR
    }

    /// The errno that stopped it, or `nil`.
    private static func write(_ text: String, to descriptor: Int32) -> Int32? {
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

/// What the environment says of the terminal's characters.
enum Locale {
    /// By `LC_ALL`, else `LC_CTYPE`, else `LANG`; none of them is the C locale.
    static func isUTF8(_ environment: [String: String]) -> Bool {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment.filled($0) }.first ?? "C"
        let name = named.lowercased()
        return name.contains("utf-8") || name.contains("utf8")
    }
}
