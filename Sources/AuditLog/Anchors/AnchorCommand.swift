import Glibc
import Synchronization

/// A program started without a shell, in a process group of its own, with the line as its standard input and nothing of
/// our environment but what it is given: no key or secret reaches it.
struct AnchorCommand: Sendable {
    let words: [String]
    let environment: [String: String]
    var patience: Duration = .seconds(AuditAnchor.patience)

    /// One at a time up to the start: a child that inherited another's pipe would keep it from ending.
    private static let starting = Mutex<Void>(())

    func run(giving line: String) -> String? {
        switch Self.starting.withLock({ _ in start(giving: line) }) {
        case .failure(let failure): failure.reason
        case .success(let child): wait(for: child)
        }
    }

    private func start(giving line: String) -> Result<pid_t, SpawnFailure> {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return .failure(SpawnFailure(reason: "no pipe: \(systemError())")) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let bytes = Array((line + "\n").utf8)
        // A line fits into the pipe's buffer, and we hold its reading end: this neither blocks nor fails.
        let written = write(ends[1], bytes, bytes.count)
        close(ends[1])
        defer { close(ends[0]) }
        guard written == bytes.count else {
            return .failure(SpawnFailure(reason: "the line could not be handed over"))
        }
        return spawn(reading: ends[0])
    }

    private func wait(for child: pid_t) -> String? {
        let deadline = ContinuousClock.now + patience
        while true {
            var status: Int32 = 0
            switch waitpid(child, &status, WNOHANG) {
            case child: return Self.complaint(about: status)
            case 0: break
            default: if errno != EINTR { return "its end was not seen" }
            }
            guard ContinuousClock.now < deadline else {
                kill(-child, SIGKILL)
                while waitpid(child, &status, 0) < 0 && errno == EINTR {}
                return "it took longer than \(patience) and was ended"
            }
            usleep(5_000)
        }
    }

    private static func complaint(about status: Int32) -> String? {
        // WIFEXITED and WEXITSTATUS of wait(2), which are macros.
        let signal = status & 0x7F
        if signal != 0 { return "it was ended by signal \(signal)" }
        let exit = (status >> 8) & 0xFF
        return exit == 0 ? nil : "it ended with status \(exit)"
    }

    private struct SpawnFailure: Error {
        let reason: String
    }

    private func spawn(reading input: Int32) -> Result<pid_t, SpawnFailure> {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, words.first ?? "", &actions, &attributes, arguments, variables)
        return code == 0 ? .success(child) : .failure(SpawnFailure(reason: String(cString: strerror(code))))
    }
}
