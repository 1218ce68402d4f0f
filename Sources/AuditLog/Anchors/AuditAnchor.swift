import Dispatch
import Synchronization

/// A place outside the log where heads are noted, so that a cut-off end or a rewritten log shows against it.
package enum AuditAnchor: Sendable, Hashable, CustomStringConvertible {
    /// The system's log, syslog's or journald's: a datagram to its socket, as syslog(3) sends it.
    case systemLog
    /// Lines at the end of a file, on another mount for instance.
    case file(String)
    /// A program and its arguments, without a shell; the line is its standard input.
    case command([String])

    package var description: String {
        switch self {
        case .systemLog: "syslog"
        case .file(let path): "file \(path)"
        case .command(let words): "command \(words.first ?? "")"
        }
    }

    /// Starts a program without a shell, the line its standard input; `nil`, or why it did not end well within
    /// ``patience``.
    package typealias Starting = @Sendable (_ words: [String], _ line: String) async -> String?

    /// Notes a line; `nil`, or why it could not be. Never takes longer than ``patience``, even when a disk hangs.
    package func note(_ line: String, starting: Starting) async -> String? {
        switch self {
        case .systemLog: await within { SystemLog.note(line, at: SystemLog.path) }
        case .file(let path): await within { AnchorFile(path: path).append(line) }
        case .command(let words): await starting(words, line)
        }
    }

    private func within(_ note: @escaping @Sendable () -> String?) async -> String? {
        await withCheckedContinuation { (continuation: CheckedContinuation<String?, Never>) in
            let answer = FirstAnswer(continuation)
            let queue = DispatchQueue(label: "grinderctl.anchor", attributes: .concurrent)
            queue.async { answer.give(note()) }
            queue.asyncAfter(deadline: .now() + .seconds(Self.patience)) {
                answer.give("no answer within \(Self.patience) s")
            }
        }
    }

    /// In seconds.
    package static let patience = 5
}

/// Whichever answer comes first; later ones go nowhere.
private final class FirstAnswer: Sendable {
    private let continuation: Mutex<CheckedContinuation<String?, Never>?>

    init(_ continuation: CheckedContinuation<String?, Never>) { self.continuation = Mutex(continuation) }

    func give(_ answer: String?) {
        let waiting = continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(returning: answer)
    }
}
