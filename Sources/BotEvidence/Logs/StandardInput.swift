import Dispatch
import Glibc

/// What standard input or a command gives, chunk by chunk.
package typealias LogChunks = AsyncThrowingStream<[UInt8], any Error>

/// A stream of bytes that cannot be opened by name.
package enum StandardInput {
    private struct Failed: Error {}
    private static let chunkSize = 262_144

    /// What `descriptor` gives until its end, read as it is asked for: no more than one chunk is held.
    /// The waiting is done on a thread of its own.
    package static func chunks(descriptor: Int32 = STDIN_FILENO) -> LogChunks {
        let queue = DispatchQueue(label: "grinderctl.standard-input")
        return LogChunks(unfolding: {
            try await withCheckedThrowingContinuation { continuation in
                queue.async { continuation.resume(with: next(descriptor)) }
            }
        })
    }

    private static func next(_ descriptor: Int32) -> Result<[UInt8]?, any Error> {
        var count = -1
        let bytes = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, used in
            repeat { count = read(descriptor, buffer.baseAddress, chunkSize) } while count < 0 && errno == EINTR
            used = max(0, count)
        }
        guard count >= 0 else { return .failure(Failed()) }
        return .success(bytes.isEmpty ? nil : bytes)
    }
}
