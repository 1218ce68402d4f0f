import Crypto
import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A loopback server that speaks WebSocket byte by byte from a script, so that it can speak it wrongly.
final class ScriptedStream: Sendable {
    enum Line: Sendable {
        /// The right answer to the opening request.
        case accept
        /// The same with one more header line.
        case acceptSaying(String)
        case bytes([UInt8])
        /// In one write.
        case together([Line])
        /// Every byte in a write of its own.
        case byteByByte([Line])
        /// Goes on once so many bytes have come after the head.
        case heard(Int)
        case hangUp
    }

    private struct State {
        var heads: [String] = []
        var received: [UInt8] = []
        var channels: [any Channel] = []
    }

    private let state = Mutex(State())
    private let script: @Sendable (Int) -> [Line]

    /// `script` of the connection with that number, from 1.
    private init(_ script: @escaping @Sendable (Int) -> [Line]) { self.script = script }

    /// The request heads, in the order they came.
    var heads: [String] { state.withLock { $0.heads } }
    /// What came after them, unmasked text of all frames together.
    var received: [UInt8] { state.withLock { $0.received } }

    static func serving(
        _ script: @escaping @Sendable (Int) -> [Line], _ body: (ScriptedStream, _ url: String) async throws -> Void
    ) async throws {
        let stream = ScriptedStream(script)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    stream.state.withLock { $0.channels.append(channel) }
                    try channel.pipeline.syncOperations.addHandler(Dialogue(stream))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(stream, "ws://127.0.0.1:\(listener.localAddress?.port ?? 0)"))
        } catch {
            result = .failure(error)
        }
        try? await listener.close()
        for channel in stream.state.withLock({ $0.channels }) { try? await channel.close() }
        try result.get()
    }

    static func frame(_ opcode: UInt8, _ payload: [UInt8], final isFinal: Bool = true) -> Line {
        let first = opcode | (isFinal ? 0x80 : 0)
        if payload.count < 126 { return .bytes([first, UInt8(payload.count)] + payload) }
        return .bytes([first, 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)] + payload)
    }

    static func text(_ text: String) -> Line { frame(1, Array(text.utf8)) }

    fileprivate func lines(for head: String) -> [Line] {
        let number = state.withLock { state in
            state.heads.append(head)
            return state.heads.count
        }
        return script(number)
    }

    fileprivate func note(_ bytes: [UInt8]) { state.withLock { $0.received += bytes } }
}

private final class Dialogue: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let stream: ScriptedStream
    private var head = ""
    private var isHead = true
    private var waiting: (bytes: Int, rest: ArraySlice<ScriptedStream.Line>)?

    init(_ stream: ScriptedStream) { self.stream = stream }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        guard isHead else {
            stream.note(Array(buffer.readableBytesView))
            if let (bytes, rest) = waiting, stream.received.count >= bytes {
                waiting = nil
                play(rest, context)
            }
            return
        }
        head += String(buffer: buffer)
        guard head.hasSuffix("\r\n\r\n") else { return }
        isHead = false
        play(stream.lines(for: head)[...], context)
    }

    private func play(_ lines: ArraySlice<ScriptedStream.Line>, _ context: ChannelHandlerContext) {
        var lines = lines
        while let line = lines.popFirst() {
            switch line {
            case .accept, .acceptSaying, .bytes, .together: write(bytes(of: line), context)
            case .byteByByte(let lines):
                for byte in lines.flatMap({ bytes(of: $0) }) { write([byte], context) }
            case .hangUp: context.close(promise: nil)
            case .heard(let bytes):
                if stream.received.count >= bytes { continue }
                waiting = (bytes, lines)
                return
            }
        }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private func bytes(of line: ScriptedStream.Line) -> [UInt8] {
        switch line {
        case .accept: Array("\(answer)\r\n".utf8)
        case .acceptSaying(let header): Array("\(answer)\(header)\r\n\r\n".utf8)
        case .bytes(let bytes): bytes
        case .together(let lines), .byteByByte(let lines): lines.flatMap { bytes(of: $0) }
        case .heard, .hangUp: []
        }
    }

    /// Without the empty line at its end.
    private var answer: String {
        let key = head.split(separator: "\r\n").first { $0.hasPrefix("Sec-WebSocket-Key: ") }?.dropFirst(19) ?? ""
        let text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        let accept = Data(Insecure.SHA1.hash(data: Array(text.utf8))).base64EncodedString()
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(accept)\r\n"
    }
}
