import CZlib

/// Decompresses gzip as it comes, one member after another, in constant memory.
final class GzipReader {
    static let magic: [UInt8] = [0x1F, 0x8B]
    private static let chunkSize = 262_144

    private enum State {
        case inMember
        case betweenMembers
    }

    // zlib keeps the address of its stream: it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var state = State.inMember

    init() throws(FileProblem) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15: the largest window; 16: gzip and nothing else.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
            stream.deallocate()
            throw .unreadable("zlib cannot decompress it")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Hands on what the next bytes of the file hold, in chunks.
    func take(_ bytes: [UInt8], chunk: ([UInt8]) -> Void) throws(FileProblem) {
        var problem: FileProblem?
        var input = bytes
        input.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_in = buffer.baseAddress
            stream.pointee.avail_in = UInt32(buffer.count)
            do throws(FileProblem) {
                var isFilled = false
                while stream.pointee.avail_in > 0 || isFilled {
                    isFilled = try step(chunk)
                }
            } catch { problem = error }
        }
        if let problem { throw problem }
    }

    /// Whether it ended where a member ends: to be asked at the end of the file.
    func settle() throws(FileProblem) {
        guard case .betweenMembers = state else { throw .unreadable("its gzip data is cut short") }
    }

    /// One call of zlib; whether it filled the chunk, and so may have more to give.
    private func step(_ chunk: ([UInt8]) -> Void) throws(FileProblem) -> Bool {
        guard try beginMember() else { return false }
        var result = Z_OK
        let output = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, used in
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(buffer.count)
            result = inflate(stream, Z_NO_FLUSH)
            used = buffer.count - Int(stream.pointee.avail_out)
        }
        if !output.isEmpty { chunk(output) }
        switch result {
        case Z_OK, Z_BUF_ERROR: return output.count == Self.chunkSize
        case Z_STREAM_END:
            state = .betweenMembers
            return false
        default: throw .unreadable("its gzip data is damaged")
        }
    }

    /// Whether there is a member to read: one may follow another, and zeros may pad the last.
    private func beginMember() throws(FileProblem) -> Bool {
        guard case .betweenMembers = state else { return true }
        while stream.pointee.avail_in > 0, let next = stream.pointee.next_in, next.pointee == 0 {
            stream.pointee.next_in = next + 1
            stream.pointee.avail_in -= 1
        }
        guard stream.pointee.avail_in > 0 else { return false }
        guard inflateReset(stream) == Z_OK else { throw .unreadable("its gzip data is damaged") }
        state = .inMember
        return true
    }
}
