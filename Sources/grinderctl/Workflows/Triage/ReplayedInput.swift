import BotEvidence

/// Standard input for `--logs -`: it can be read once, and is searched more than once. Each search is given what has
/// come so far, and the rest as it comes.
actor ReplayedInput {
    private var received: [[UInt8]] = []
    private var ending: Result<Void, any Error>?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isBegun = false

    nonisolated func chunks() -> LogChunks {
        LogChunks { continuation in
            let reading = Task {
                do {
                    var count = 0
                    while let chunk = try await chunk(at: count) {
                        continuation.yield(chunk)
                        count += 1
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in reading.cancel() }
        }
    }

    /// Waits until it is there; `nil` behind the last.
    private func chunk(at index: Int) async throws -> [UInt8]? {
        begin()
        while index >= received.count {
            if let ending {
                try ending.get()
                return nil
            }
            await withCheckedContinuation { waiting.append($0) }
        }
        return received[index]
    }

    private func begin() {
        guard !isBegun else { return }
        isBegun = true
        Task {
            do {
                for try await chunk in StandardInput.chunks() { take(chunk) }
                end(.success(()))
            } catch {
                end(.failure(error))
            }
        }
    }

    private func take(_ chunk: [UInt8]) {
        received.append(chunk)
        wake()
    }

    private func end(_ result: Result<Void, any Error>) {
        ending = result
        wake()
    }

    private func wake() {
        let woken = waiting
        waiting = []
        for continuation in woken { continuation.resume() }
    }
}
