import CIsal
import Glibc

/// `libisal.so.2`, opened when the first compressed log is: a command that reads none does not pay for it.
struct IsalLibrary: Sendable {
    typealias Call = @convention(c) (UnsafeMutablePointer<inflate_state>) -> Int32
    typealias Begin = @convention(c) (UnsafeMutablePointer<inflate_state>) -> Void

    let initialise: Begin
    let reset: Begin
    let inflate: Call

    /// `nil` where it is not installed.
    static let installed: IsalLibrary? = {
        guard let library = dlopen("libisal.so.2", RTLD_NOW | RTLD_LOCAL),
            let initialise = dlsym(library, "isal_inflate_init"), let reset = dlsym(library, "isal_inflate_reset"),
            let inflate = dlsym(library, "isal_inflate")
        else { return nil }
        return IsalLibrary(
            initialise: unsafeBitCast(initialise, to: Begin.self), reset: unsafeBitCast(reset, to: Begin.self),
            inflate: unsafeBitCast(inflate, to: Call.self))
    }()
}

final class IsalEngine: InflateEngine {
    /// A later release of the library may keep more in its state than the header that was compiled in knows.
    private static let room = 4

    private let library: IsalLibrary
    private let state: UnsafeMutablePointer<inflate_state>

    init(_ library: IsalLibrary) {
        self.library = library
        let size = Self.room * MemoryLayout<inflate_state>.size
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: size, alignment: max(64, MemoryLayout<inflate_state>.alignment))
        memset(memory, 0, size)
        state = memory.assumingMemoryBound(to: inflate_state.self)
        library.initialise(state)
        state.pointee.crc_flag = UInt32(ISAL_GZIP)
    }

    deinit { UnsafeMutableRawPointer(state).deallocate() }

    var input: UnsafeMutableBufferPointer<UInt8> {
        get { UnsafeMutableBufferPointer(start: state.pointee.next_in, count: Int(state.pointee.avail_in)) }
        set {
            state.pointee.next_in = newValue.baseAddress
            state.pointee.avail_in = UInt32(newValue.count)
        }
    }

    func step(_ output: UnsafeMutableBufferPointer<UInt8>) -> (InflateResult, Int) {
        state.pointee.next_out = output.baseAddress
        state.pointee.avail_out = UInt32(output.count)
        let code = library.inflate(state)
        let filled = output.count - Int(state.pointee.avail_out)
        guard code >= ISAL_DECOMP_OK, code != ISAL_NEED_DICT else { return (.damaged, filled) }
        return (state.pointee.block_state == ISAL_BLOCK_FINISH ? .memberEnded : .goesOn, filled)
    }

    func reset() -> Bool {
        library.reset(state)
        state.pointee.crc_flag = UInt32(ISAL_GZIP)
        return true
    }
}
