import CSpawn
import Dispatch
import Glibc
import Synchronization

/// What a program writes to its standard output, as it comes: no more than one chunk is held, nothing is stored.
///
/// The stream ends when the program has ended with 0. Anything else is a ``Failure``, after what came before it: a log that
/// a command has begun to tell is not read.
package final class CommandOutput: Sendable {
    /// Why the output is not whole.
    package struct Failure: Error, Sendable, Hashable {
        /// `it ended with exit status 1: connection refused`; its own words are as it wrote them.
        package let detail: String
    }

    private static let chunkSize = 262_144
    /// How long one look waits for bytes, in milliseconds: an interrupt is heard this soon.
    private static let patience: Int32 = 50

    private struct Running {
        let child: pid_t
        let output: CapturedPipe
        let errors: CapturedPipe
        let deadline: ContinuousClock.Instant
        var ending: Program.Outcome.Ending?
    }

    private let program: Program
    private let running = Mutex<Running?>(nil)
    private let isOver = Atomic(false)
    private let isCancelled = Atomic(false)
    private let queue = DispatchQueue(label: "grinderctl.command-output")

    private init(_ program: Program) { self.program = program }

    /// The program is started when the first bytes are asked for, and killed with its group when the stream is let go of.
    package static func chunks(of program: Program) -> LogChunks {
        let output = CommandOutput(program)
        return LogChunks(unfolding: { try await output.next() })
    }

    deinit {
        running.withLock { running in
            guard let left = running, left.ending == nil else { return }
            Self.end(left.child)
        }
    }

    private func next() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async { [self] in continuation.resume(with: Result { try step() }) }
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
    }

    /// The next chunk, `nil` at the end; holds the calling thread.
    private func step() throws -> [UInt8]? {
        guard !isOver.load(ordering: .relaxed) else { return nil }
        return try running.withLock { running in
            if running == nil { running = try start() }
            guard var work = running else { return nil }
            defer { running = work }
            while true {
                if isCancelled.load(ordering: .relaxed) {
                    throw stopped(&work, "it was interrupted and killed")
                }
                guard ContinuousClock.now < work.deadline else {
                    throw stopped(&work, "it did not end within \(program.timeout.components.seconds) s and was killed")
                }
                switch work.output.next(Self.chunkSize) {
                case .bytes(let bytes): return bytes
                case .nothingYet:
                    // Whatever it left behind may hold the pipe open for ever.
                    if work.ending != nil { return try finish(&work) }
                    work.ending = Self.ending(of: work.child)
                    if work.ending == nil { work.output.wait(beside: work.errors, milliseconds: Self.patience) }
                case .end:
                    if work.ending != nil { return try finish(&work) }
                    work.ending = Self.ending(of: work.child)
                    if work.ending == nil { work.errors.wait(beside: work.errors, milliseconds: 5) }
                }
            }
        }
    }

    private func start() throws(Failure) -> Running {
        guard let output = CapturedPipe(keeping: .end), let errors = CapturedPipe(keeping: .beginning),
            let feed = CapturedPipe(keeping: .beginning)
        else { throw Failure(detail: "it was not run: no pipe could be made") }
        switch program.spawn(output: output, errors: errors, feed: feed) {
        case .failure(let failure): throw Failure(detail: "it was not run: \(failure.reason)")
        case .success(let child):
            output.closeWritingEnd()
            errors.closeWritingEnd()
            return Running(
                child: child, output: output, errors: errors, deadline: ContinuousClock.now + program.timeout)
        }
    }

    private func finish(_ work: inout Running) throws(Failure) -> [UInt8]? {
        isOver.store(true, ordering: .relaxed)
        work.errors.drain()
        let said = work.errors.text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
        let words = said.map { ": \(String($0).prefix(200))" } ?? ""
        switch work.ending {
        case .exited(0)?: return nil
        case .exited(let status)?: throw Failure(detail: "it ended with exit status \(status)\(words)")
        case .signalled(let signal)?: throw Failure(detail: "it was killed by signal \(signal)\(words)")
        case .notRun(let reason)?: throw Failure(detail: reason)
        case .timedOut?, nil: throw Failure(detail: "its end was not seen")
        }
    }

    private func stopped(_ work: inout Running, _ detail: String) -> Failure {
        isOver.store(true, ordering: .relaxed)
        if work.ending == nil {
            Self.end(work.child)
            work.ending = .timedOut
        }
        return Failure(detail: detail)
    }

    /// `nil` while it runs.
    private static func ending(of child: pid_t) -> Program.Outcome.Ending? {
        var status: Int32 = 0
        while true {
            switch waitpid(child, &status, WNOHANG) {
            case child: return Program.ending(status)
            case 0: return nil
            default: if errno != EINTR { return .notRun("its end was not seen") }
            }
        }
    }

    /// With its group.
    private static func end(_ child: pid_t) {
        kill(-child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    }
}
