import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// Waits for sockets with poll(2), on one thread of its own.
///
/// Nothing stays registered with the kernel: who waits is asked for anew each time, and who is cancelled waits no more
/// at once. So a socket may be closed while somebody still reads it, and the next connection that is given the same
/// number is heard. (FlyingSocks' own pool takes it for the old one, and it is never answered.)
final class PollingPool: AsyncSocketPool {
    private struct Waiter {
        let file: Int32
        let events: Int16
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var waiters: [UInt64: Waiter] = [:]
        var lastID: UInt64 = 0
        /// Cancelled before they began to wait.
        var cancelled: Set<UInt64> = []
        /// A pipe that wakes the thread; nil before it runs and once it is over.
        var bell: (read: Int32, write: Int32)?
        var isOver = false

        func ring() {
            guard let bell else { return }
            var byte: UInt8 = 1
            // A full pipe has rung already.
            _ = write(bell.write, &byte, 1)
        }
    }

    private let state = Mutex(State())

    func prepare() async throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SocketError.makeFailed("pipe") }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        state.withLock { $0.bell = (ends[0], ends[1]) }
    }

    func run() async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { ended in
                Thread.detachNewThread {
                    while self.turn() {}
                    self.close()
                    ended.resume()
                }
            }
        } onCancel: {
            state.withLock { state in
                state.isOver = true
                state.ring()
            }
        }
        throw CancellationError()
    }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // Answers go out at once: otherwise the second half of each waits 40 ms for the client's delayed acknowledgement.
        var on: Int32 = 1
        setsockopt(socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        defer { state.withLock { _ = $0.cancelled.remove(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waits = state.withLock { state in
                    guard !state.isOver, !state.cancelled.contains(id) else { return false }
                    state.waiters[id] = Waiter(
                        file: socket.file.rawValue, events: Self.bits(events), continuation: continuation)
                    state.ring()
                    return true
                }
                if !waits { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: id)
                if waiter == nil { state.cancelled.insert(id) }
                // A socket that is being polled stays open, whoever closes it: let go of it.
                state.ring()
                return waiter
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private static func bits(_ events: Socket.Events) -> Int16 {
        events.reduce(0) { $0 | Int16($1 == .read ? POLLIN : POLLOUT) }
    }

    /// One look at everything that is waited for; false once it is over.
    private func turn() -> Bool {
        let (bell, waiting) = state.withLock { state in
            (state.isOver ? nil : state.bell?.read, state.waiters.map { ($0.key, $0.value.file, $0.value.events) })
        }
        guard let bell else { return false }
        var files = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
        files += waiting.map { pollfd(fd: $0.1, events: $0.2, revents: 0) }
        guard Glibc.poll(&files, nfds_t(files.count), -1) > 0 else { return errno == EINTR || errno == EAGAIN }
        var bytes = [UInt8](repeating: 0, count: 256)
        if files[0].revents != 0 { _ = read(bell, &bytes, bytes.count) }
        // Errors count as ready: whoever reads or writes meets them itself.
        let ready = zip(waiting, files.dropFirst()).filter { $0.1.revents != 0 }.map(\.0.0)
        let waiters = state.withLock { state in ready.compactMap { state.waiters.removeValue(forKey: $0) } }
        for waiter in waiters { waiter.continuation.resume() }
        return true
    }

    private func close() {
        let waiters = state.withLock { state in
            state.isOver = true
            if let bell = state.bell {
                _ = Glibc.close(bell.read)
                _ = Glibc.close(bell.write)
            }
            state.bell = nil
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.continuation.resume(throwing: CancellationError()) }
    }
}
