/// A WebSocket frame (RFC 6455) as it came off the wire.
struct StreamFrame: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case text, binary, continuation, ping, pong, close, reserved }

    let kind: Kind
    var isFinal = true
    var isMasked = false
    var hasReservedBits = false
    var payload: [UInt8] = []
}

/// Puts frames together to messages, within bounds, and says where a server breaks the protocol. Decides; reads and
/// writes nothing.
struct FrameAssembler: Sendable {
    enum Piece: Sendable, Hashable {
        /// Part of a message, or a pong nobody asked for.
        case nothing
        /// A whole text message; valid UTF-8.
        case message([UInt8])
        case ping([UInt8])
        case close(code: UInt16?, reason: String)
        /// The close code that says so, and why.
        case violation(UInt16, String)
    }

    /// The longest event is some kilobytes.
    static let largestMessage = 1 << 20
    /// A message in a thousand empty pieces is an attack on patience.
    static let mostPieces = 1_000

    private var parts: [UInt8] = []
    private var pieces = 0

    mutating func take(_ frame: StreamFrame) -> Piece {
        if frame.isMasked { return .violation(1002, "the server masks its frames") }
        if frame.hasReservedBits { return .violation(1002, "reserved bits are set, and no extension was agreed on") }
        switch frame.kind {
        case .ping, .pong, .close:
            guard frame.isFinal, frame.payload.count <= 125 else {
                return .violation(1002, "a control frame is fragmented or too long")
            }
            return control(frame)
        case .reserved: return .violation(1002, "a frame of an unknown kind")
        case .binary: return .violation(1003, "binary data, where the stream is text")
        case .text:
            guard pieces == 0 else { return .violation(1002, "a message begins within another") }
        case .continuation:
            guard pieces > 0 else { return .violation(1002, "a message goes on that never began") }
        }
        return collect(frame)
    }

    private mutating func collect(_ frame: StreamFrame) -> Piece {
        pieces += 1
        guard parts.count + frame.payload.count <= Self.largestMessage, pieces <= Self.mostPieces else {
            return .violation(1009, "a message is longer than \(Self.largestMessage) bytes")
        }
        parts += frame.payload
        guard frame.isFinal else { return .nothing }
        let message = parts
        (parts, pieces) = ([], 0)
        guard String(validating: message, as: UTF8.self) != nil else {
            return .violation(1007, "a text message is not UTF-8")
        }
        return .message(message)
    }

    private func control(_ frame: StreamFrame) -> Piece {
        switch frame.kind {
        case .ping: return .ping(frame.payload)
        case .close:
            guard frame.payload.count != 1 else { return .violation(1002, "half a close code") }
            guard frame.payload.count >= 2 else { return .close(code: nil, reason: "") }
            let code = UInt16(frame.payload[0]) << 8 | UInt16(frame.payload[1])
            return .close(code: code, reason: String(decoding: frame.payload.dropFirst(2), as: UTF8.self))
        default: return .nothing
        }
    }
}
