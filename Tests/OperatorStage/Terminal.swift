package import Foundation
import Glibc
import Synchronization

/// A terminal of its own for one child, which a test looks at and types on.
package final class Terminal: Sendable {
    private let master: Int32
    private let shown = Mutex(Data())
    /// What the child's streams are.
    package let device: FileHandle

    /// TIOCSPTLCK and TIOCGPTN of ioctl_tty(2), which are macros.
    private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

    private struct NoTerminal: Error {}

    /// - Parameters:
    ///   - columns: 0 for a terminal that does not say.
    package init(columns: UInt16 = 80, rows: UInt16 = 40) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (lock, number): (CInt, CUnsignedInt) = (0, 0)
        guard master >= 0, ioctl(master, Self.setLock, &lock) == 0, ioctl(master, Self.getNumber, &number) == 0 else {
            throw NoTerminal()
        }
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw NoTerminal() }
        device = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        let master = master
        let reader = Thread { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = read(master, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0, let self else { break }
                shown.withLock { $0.append(contentsOf: buffer.prefix(count)) }
            }
            close(master)
        }
        reader.start()
    }

    /// Everything that was sent to it but colours, other control bytes included.
    package var text: String {
        String(decoding: shown.withLock { $0 }, as: UTF8.self).replacing(/\u{1B}\[[0-9;]*m/, with: "")
    }

    package func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Waits for a text to be shown, and throws when it is not.
    package func shows(_ wanted: String) async throws -> Bool {
        try await eventually("the terminal shows \(wanted)") { text.contains(wanted) }
        return true
    }

    /// Whether lines are echoed and edited, as a shell leaves a terminal.
    package var isSane: Bool {
        var modes = termios()
        guard tcgetattr(device.fileDescriptor, &modes) == 0 else { return false }
        let wanted = tcflag_t(ECHO | ICANON | ISIG)
        return modes.c_lflag & wanted == wanted && modes.c_oflag & tcflag_t(OPOST) != 0
    }
}

extension OperatorStage {
    /// One command on a terminal, as its foreground process: what is typed there may interrupt it.
    package func start(
        _ words: [String], on terminal: Terminal, with changes: [String: String?] = [:]
    ) throws -> ChildProcess {
        var environment = environment.merging(
            ["TERM": "xterm", "LANG": "C.UTF-8"], uniquingKeysWith: { $1 })
        for (name, value) in changes { environment[name] = value }
        return try ChildProcess.start(
            words, environment: environment, folder: folder, prefix: ["/usr/bin/setsid", "--ctty", "--wait"],
            terminal: terminal.device)
    }
}

/// What stands on the screen after all that was sent to a terminal, as far as carriage return and erase-line go.
package struct Screen {
    package private(set) var lines: [String] = [""]
    /// Control sequences that are neither.
    package private(set) var others: [String] = []

    package init(_ text: String) {
        var rest = Array(text.unicodeScalars)[...]
        var column = 0
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\n":
                lines.append("")
                column = 0
            case "\r": column = 0
            case "\u{1B}":
                let sequence = rest.prefix { !$0.properties.isAlphabetic }
                rest = rest.dropFirst(sequence.count)
                let last = rest.popFirst().map { String($0) } ?? ""
                let name = sequence.map(String.init).joined() + last
                if name == "[K" {
                    lines[lines.count - 1] = String(lines[lines.count - 1].prefix(column))
                } else if last != "m" {
                    others.append(name)
                }
            default:
                var line = Array(lines[lines.count - 1])
                if column < line.count { line[column] = Character(scalar) } else { line.append(Character(scalar)) }
                lines[lines.count - 1] = String(line)
                column += 1
            }
        }
    }
}
