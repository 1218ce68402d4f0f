import TriageCore

/// One connection of the stream, from its opening to its end: what arrives and how time passes goes in, what is to be
/// done comes out. It neither reads a clock nor writes a byte.
struct ConnectionMachine: Sendable {
    enum Effect: Sendable, Hashable {
        case pong([UInt8])
        case deliver(StreamEvent)
        case report(StreamNote)
        /// Send a close frame with this code, and end.
        case hangUp(UInt16)
    }

    /// The exchange pings every 3 minutes and ends a connection whose pong is missing for 10: longer than that without
    /// any frame, and nobody is there.
    static let deadAfter: Int64 = 10 * 60_000
    static let silentAfter: Int64 = 10 * 60_000
    /// Ten minutes before the exchange does it.
    static let life: Int64 = (24 * 60 - 10) * 60_000

    private let openedAt: Int64
    private var lastFrame: Int64
    private var lastEvent: Int64
    private var assembler = FrameAssembler()
    private(set) var isOver = false

    /// Times are milliseconds of a clock that never steps back.
    init(openedAt: Int64) {
        self.openedAt = openedAt
        lastFrame = openedAt
        lastEvent = openedAt
    }

    mutating func receive(_ frame: StreamFrame, at now: Int64) -> [Effect] {
        guard !isOver else { return [] }
        lastFrame = now
        switch assembler.take(frame) {
        case .nothing: return []
        case .ping(let payload): return [.pong(payload)]
        case .message(let text): return take(text, at: now)
        case .close(let code, let reason):
            // The close frame is answered with its own code (RFC 6455, 5.5.1); these three are never sent.
            let answer = code.flatMap { [1005, 1006, 1015].contains($0) ? nil : $0 } ?? 1000
            return end(.disconnected(Self.words(code, reason)), code: answer)
        case .violation(let code, let why):
            return end(.disconnected("the server broke the protocol: \(why)"), code: code)
        }
    }

    /// A frame that could not be read off the wire.
    mutating func receive(brokenFrame why: String) -> [Effect] {
        isOver ? [] : end(.disconnected("the server broke the protocol: \(why)"), code: 1009)
    }

    mutating func tick(at now: Int64) -> [Effect] {
        guard !isOver else { return [] }
        if now - lastFrame > Self.deadAfter { return end(.dead(seconds: (now - lastFrame) / 1_000), code: 1001) }
        if now - openedAt > Self.life { return end(.renewing, code: 1000) }
        guard now - lastEvent > Self.silentAfter else { return [] }
        let seconds = (now - lastEvent) / 1_000
        lastEvent = now
        return [.report(.silent(seconds: seconds))]
    }

    /// The socket has ended without a close frame.
    mutating func socketEnded(_ why: String) -> [Effect] {
        guard !isOver else { return [] }
        isOver = true
        return [.report(.disconnected(why))]
    }

    private mutating func take(_ text: [UInt8], at now: Int64) -> [Effect] {
        guard let event = StreamDecoder.event(text) else {
            // Its words may hold the key: only the length is told.
            return [.report(.garbage("\(text.count) bytes"))]
        }
        lastEvent = now
        return [.deliver(event)]
    }

    private mutating func end(_ note: StreamNote, code: UInt16) -> [Effect] {
        isOver = true
        return [.report(note), .hangUp(code)]
    }

    private static func words(_ code: UInt16?, _ reason: String) -> String {
        let shown = reason.prefix(120).replacing(/[A-Za-z0-9]{32,}/, with: "<hidden>")
        let number = code.map { "close code \($0)" } ?? "closed without a code"
        return shown.isEmpty ? "\(number) by the server" : "\(number) by the server: \(shown)"
    }
}
