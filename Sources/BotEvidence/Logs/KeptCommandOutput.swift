import Synchronization
import TriageCore

/// What the log commands of one investigation printed: each runs once, and whoever asks again for a span that lies within
/// the first is given the same, its failure included.
package final class KeptCommandOutput: Sendable {
    /// Nothing is kept without one. A class: the optimised build has no metadata for other task-local values.
    @TaskLocal package static var current: KeptCommandOutput?

    /// Bytes of one command's output; what prints more runs anew.
    private static let most = 64 << 20
    /// By how many milliseconds a later reading may end later.
    private static let life: Int64 = 10 * 60_000

    private struct Run: Sendable {
        let span: TimeSpan
        let chunks: [[UInt8]]
        let failure: (any Error)?
    }

    private let runs = Mutex<[LogCommand: Run]>([:])

    package init() {}

    static func chunks(of command: LogCommand, over span: TimeSpan) -> LogChunks {
        guard let current else { return command.chunks(over: span) }
        return current.chunks(of: command, over: span)
    }

    private func chunks(of command: LogCommand, over span: TimeSpan) -> LogChunks {
        let kept = runs.withLock { $0[command] }
        if let kept, kept.span.from <= span.from, span.to.milliseconds(since: kept.span.to) <= Self.life {
            return LogChunks { continuation in
                for chunk in kept.chunks { continuation.yield(chunk) }
                continuation.finish(throwing: kept.failure)
            }
        }
        return LogChunks { continuation in
            let reading = Task {
                var chunks: [[UInt8]] = []
                var size = 0
                var failure: (any Error)?
                do {
                    for try await chunk in command.chunks(over: span) {
                        size += chunk.count
                        if size <= Self.most { chunks.append(chunk) } else { chunks = [] }
                        continuation.yield(chunk)
                    }
                } catch {
                    failure = error
                }
                if size <= Self.most, !Task.isCancelled {
                    let run = Run(span: span, chunks: chunks, failure: failure)
                    runs.withLock { $0[command] = run }
                }
                continuation.finish(throwing: failure)
            }
            continuation.onTermination = { _ in reading.cancel() }
        }
    }
}
