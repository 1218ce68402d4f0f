import BotEvidence

/// Standard input for `--logs -`: it can be read once, and is searched more than once.
actor ReplayedInput {
    private var reading: Task<[[UInt8]], any Error>?

    private func all() async throws -> [[UInt8]] {
        let task =
            reading
            ?? Task {
                var chunks: [[UInt8]] = []
                for try await chunk in StandardInput.chunks() { chunks.append(chunk) }
                return chunks
            }
        reading = task
        return try await task.value
    }

    nonisolated func chunks() -> LogSearch.Chunks {
        LogSearch.Chunks { continuation in
            Task {
                do {
                    for chunk in try await all() { continuation.yield(chunk) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
        }
    }
}
