import CSpawn
import Dispatch
import Glibc
import Synchronization

/// One run of a program: no shell, its arguments as a list, nothing of our environment but what it is given, bounded
/// time and output.
package struct Program: Sendable, Hashable {
    /// Written to its standard input before it starts; a pipe holds 64 KiB.
    package static let mostInput = 60_000

    /// Absolute.
    package let path: String
    package let arguments: [String]
    package let environment: [String: String]
    /// At most ``mostInput`` bytes; empty: `/dev/null`.
    package let input: [UInt8]
    package let timeout: Duration
    /// It stays in our process group, so that it may ask on the terminal; only itself is killed when it takes too long.
    package let usesTerminal: Bool
    /// It is killed when the task that runs it is cancelled.
    package var endsWhenCancelled = false

    package init(
        path: String, arguments: [String], environment: [String: String], input: [UInt8] = [], timeout: Duration,
        usesTerminal: Bool = false
    ) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.timeout = timeout
        self.usesTerminal = usesTerminal
    }

    package struct Outcome: Sendable, Hashable {
        package enum Ending: Sendable, Hashable {
            case exited(Int32)
            case signalled(Int32)
            /// It was killed, with its group where it had one of its own.
            case timedOut
            case notRun(String)
        }
        package let ending: Ending
        /// The last 64 KiB of standard output and the first 64 KiB of standard error.
        package var output: String
        package var errors: String

        package init(ending: Ending, output: String = "", errors: String = "") {
            self.ending = ending
            self.output = output
            self.errors = errors
        }
    }

    /// Waits on a thread of its own: the calling task's is not held.
    package func run() async -> Outcome {
        let stop = StopSign()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue(label: "grinderctl.program").async { continuation.resume(returning: runAndWait(stop)) }
            }
        } onCancel: {
            if endsWhenCancelled { stop.isUp = true }
        }
    }

    private final class StopSign: Sendable {
        private let state = Mutex(false)

        var isUp: Bool {
            get { state.withLock { $0 } }
            set { state.withLock { $0 = newValue } }
        }
    }

    /// Holds the calling thread until it has ended.
    package func runAndWait() -> Outcome { runAndWait(StopSign()) }

    private func runAndWait(_ stop: StopSign) -> Outcome {
        guard let output = CapturedPipe(keeping: .end), let errors = CapturedPipe(keeping: .beginning),
            let feed = CapturedPipe(keeping: .beginning)
        else { return Outcome(ending: .notRun("no pipe could be made")) }
        guard feed.fill(input) else { return Outcome(ending: .notRun("its input is too long")) }
        let child: pid_t
        switch spawn(output: output, errors: errors, feed: feed) {
        case .success(let started): child = started
        case .failure(let failure): return Outcome(ending: .notRun(failure.reason))
        }
        output.closeWritingEnd()
        errors.closeWritingEnd()
        let ending = wait(for: child, output, errors, until: stop)
        output.drain()
        errors.drain()
        return Outcome(ending: ending, output: output.text, errors: errors.text)
    }

    private func wait(
        for child: pid_t, _ output: CapturedPipe, _ errors: CapturedPipe, until stop: StopSign
    ) -> Outcome.Ending {
        let deadline = ContinuousClock.now + timeout
        while true {
            var status: Int32 = 0
            switch waitpid(child, &status, WNOHANG) {
            case child: return Self.ending(status)
            case 0: break
            default: if errno != EINTR { return .notRun("its end was not seen") }
            }
            guard ContinuousClock.now < deadline, !stop.isUp else {
                kill(usesTerminal ? child : -child, SIGKILL)
                while waitpid(child, &status, 0) < 0 && errno == EINTR {}
                return .timedOut
            }
            CapturedPipe.waitForBytes(in: output, errors, milliseconds: 10)
        }
    }

    static func ending(_ status: Int32) -> Outcome.Ending {
        // WIFEXITED and WEXITSTATUS of wait(2), which are macros.
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }

    struct SpawnFailure: Error {
        let reason: String
    }

    func spawn(
        output: CapturedPipe, errors: CapturedPipe, feed: CapturedPipe
    ) -> Result<pid_t, SpawnFailure> {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if input.isEmpty {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        } else {
            posix_spawn_file_actions_adddup2(&actions, feed.readingEnd, STDIN_FILENO)
        }
        posix_spawn_file_actions_adddup2(&actions, output.writingEnd, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors.writingEnd, STDERR_FILENO)
        // Sockets to the exchange, the audit log's files, whatever a library opened: none of it is the child's.
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let group = usesTerminal ? 0 : POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(group | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = CStrings([path] + arguments)
        let variables = CStrings(environment.map { "\($0.key)=\($0.value)" }.sorted())
        defer {
            words.free()
            variables.free()
        }
        var child: pid_t = 0
        let code = posix_spawn(&child, path, &actions, &attributes, words.pointers, variables.pointers)
        return code == 0 ? .success(child) : .failure(SpawnFailure(reason: String(cString: strerror(code))))
    }
}

/// A NULL-terminated array of C strings.
private struct CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

    func free() { for pointer in pointers { Glibc.free(pointer) } }
}
