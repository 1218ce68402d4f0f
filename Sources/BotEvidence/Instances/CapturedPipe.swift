import CSpawn
import Glibc

/// A pipe whose reading end is ours and whose writing end is a child's. Not shared between threads.
final class CapturedPipe {
    /// Which part is kept of more than 64 KiB.
    enum Part {
        case beginning
        case end
    }

    private static let most = 65_536
    private let part: Part
    private(set) var readingEnd: Int32
    private(set) var writingEnd: Int32
    private var bytes: [UInt8] = []

    /// `nil` when the process has no descriptors left.
    init?(keeping part: Part) {
        self.part = part
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { return nil }
        (readingEnd, writingEnd) = (ends[0], ends[1])
        // Only our end: to the child a full pipe must block.
        _ = fcntl(readingEnd, F_SETFL, O_NONBLOCK)
    }

    deinit {
        closeReadingEnd()
        closeWritingEnd()
    }

    /// Repaired where it is no UTF-8.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    func closeWritingEnd() {
        if writingEnd >= 0 { close(writingEnd) }
        writingEnd = -1
    }

    /// Writes all of it for a child to read, and closes the writing end; `false` when the pipe cannot hold it.
    func fill(_ bytes: [UInt8]) -> Bool {
        defer { closeWritingEnd() }
        guard bytes.count <= Program.mostInput else { return false }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(writingEnd, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        // The child shares what it is given: it must wait at its end, not fail.
        _ = fcntl(readingEnd, F_SETFL, 0)
        return true
    }

    /// Takes what is there without waiting; what is too much is read and dropped.
    func drain() {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        // A bound, so that a writer that never stops cannot hold us.
        for _ in 0..<256 where readingEnd >= 0 {
            let count = read(readingEnd, &buffer, buffer.count)
            if count > 0 {
                keep(buffer.prefix(count))
            } else if count == 0 {
                closeReadingEnd()
            } else if errno != EINTR {
                return
            }
        }
    }

    /// What one look at the pipe gives.
    enum Next {
        case bytes([UInt8])
        case nothingYet
        case end
    }

    /// The next bytes, at most `count`, kept nowhere; without waiting.
    func next(_ count: Int) -> Next {
        guard readingEnd >= 0 else { return .end }
        var failure: Int32 = 0
        var got = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            repeat { got = read(readingEnd, buffer.baseAddress, count) } while got < 0 && errno == EINTR
            failure = errno
            used = max(0, got)
        }
        if got > 0 { return .bytes(bytes) }
        if got < 0, failure == EAGAIN { return .nothingYet }
        closeReadingEnd()
        return .end
    }

    /// Waits until this one has bytes or has ended; the other is drained into what is kept of it.
    func wait(beside other: CapturedPipe, milliseconds: Int32) {
        var ends = [readingEnd, other.readingEnd].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&ends, nfds_t(ends.count), milliseconds)
        other.drain()
    }

    private func keep(_ more: ArraySlice<UInt8>) {
        switch part {
        case .beginning: bytes += more.prefix(Self.most - bytes.count)
        case .end:
            bytes += more
            bytes.removeFirst(max(0, bytes.count - Self.most))
        }
    }

    /// Waits until one of them has bytes or has ended, and takes them.
    static func waitForBytes(in first: CapturedPipe, _ second: CapturedPipe, milliseconds: Int32) {
        // poll(2) passes over a descriptor of -1.
        var ends = [first, second].map { pollfd(fd: $0.readingEnd, events: Int16(POLLIN), revents: 0) }
        _ = poll(&ends, nfds_t(ends.count), milliseconds)
        first.drain()
        second.drain()
    }

    private func closeReadingEnd() {
        if readingEnd >= 0 { close(readingEnd) }
        readingEnd = -1
    }
}
