import CZlib

/// Decompresses gzip as it comes, one member after another, in constant memory.
///
/// With Intel's storage acceleration library where it is installed, which takes a third of zlib's time, else with zlib.
final class GzipReader {
    static let magic: [UInt8] = [0x1F, 0x8B]
    static let chunkSize = 262_144

    private enum State {
        case inMember
        case betweenMembers
    }

    private let engine: any InflateEngine
    private var state = State.inMember

    /// - Parameter usesZlib: whatever else is installed.
    init(usesZlib: Bool = false) throws(FileProblem) {
        if !usesZlib, let library = IsalLibrary.installed {
            engine = IsalEngine(library)
        } else {
            engine = try ZlibEngine()
        }
    }

    /// Hands on what the next bytes of the file hold, in chunks.
    func take(_ bytes: [UInt8], chunk: ([UInt8]) -> Void) throws(FileProblem) {
        var problem: FileProblem?
        var input = bytes
        input.withUnsafeMutableBufferPointer { buffer in
            engine.input = buffer
            do throws(FileProblem) {
                var isFilled = false
                while engine.input.count > 0 || isFilled {
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

    /// Fills one chunk; whether it is full, and there may be more to give.
    private func step(_ chunk: ([UInt8]) -> Void) throws(FileProblem) -> Bool {
        guard try beginMember() else { return false }
        var result = InflateResult.damaged
        let output = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, used in
            (result, used) = engine.step(buffer)
        }
        if !output.isEmpty { chunk(output) }
        switch result {
        case .goesOn: return output.count == Self.chunkSize
        case .memberEnded:
            state = .betweenMembers
            return false
        case .damaged: throw .unreadable("its gzip data is damaged")
        }
    }

    /// Whether there is a member to read: one may follow another, and zeros may pad the last.
    private func beginMember() throws(FileProblem) -> Bool {
        guard case .betweenMembers = state else { return true }
        let padding = engine.input.prefix { $0 == 0 }.count
        engine.input = UnsafeMutableBufferPointer(rebasing: engine.input[padding...])
        guard engine.input.count > 0 else { return false }
        guard zip(engine.input, Self.magic).allSatisfy(==), engine.reset() else {
            throw .unreadable("its gzip data is damaged")
        }
        state = .inMember
        return true
    }
}

enum InflateResult {
    case goesOn
    case memberEnded
    case damaged
}

/// What takes gzip apart, one member at a time.
protocol InflateEngine: AnyObject {
    /// What is still to be read.
    var input: UnsafeMutableBufferPointer<UInt8> { get set }

    /// Reads on until the input is used up, `output` is full or the member has ended; how much of `output` is filled.
    func step(_ output: UnsafeMutableBufferPointer<UInt8>) -> (InflateResult, Int)
    /// A member begins.
    func reset() -> Bool
}

final class ZlibEngine: InflateEngine {
    // zlib keeps the address of its stream: it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

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

    var input: UnsafeMutableBufferPointer<UInt8> {
        get { UnsafeMutableBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in)) }
        set {
            stream.pointee.next_in = newValue.baseAddress
            stream.pointee.avail_in = UInt32(newValue.count)
        }
    }

    func step(_ output: UnsafeMutableBufferPointer<UInt8>) -> (InflateResult, Int) {
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let code = inflate(stream, Z_NO_FLUSH)
        let filled = output.count - Int(stream.pointee.avail_out)
        switch code {
        case Z_OK, Z_BUF_ERROR: return (.goesOn, filled)
        case Z_STREAM_END: return (.memberEnded, filled)
        default: return (.damaged, filled)
        }
    }

    func reset() -> Bool { inflateReset(stream) == Z_OK }
}
