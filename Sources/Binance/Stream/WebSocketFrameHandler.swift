import NIOCore
import NIOWebSocket
import TriageCore

/// Carries a connection's frames to its machine and does what the machine says.
final class WebSocketFrameHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let feed: AsyncStream<StreamTransport.Item>.Continuation
    private var machine = ConnectionMachine(openedAt: WebSocketFrameHandler.now)
    private var ticking: RepeatedTask?

    init(feed: AsyncStream<StreamTransport.Item>.Continuation) { self.feed = feed }

    private static var now: Int64 { Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000) }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ticking = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
            let (port, context) = bound.value
            port.perform(port.machine.tick(at: Self.now), context)
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        perform(machine.receive(StreamFrame(unwrapInboundIn(data)), at: Self.now), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is NIOWebSocketError {
            perform(machine.receive(brokenFrame: "a frame that cannot be read or is too long"), context)
        } else {
            perform(machine.socketEnded(StreamTransport.cause(of: error)), context)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        ticking?.cancel()
        perform(machine.socketEnded("the server closed the socket without a word"), context)
        feed.finish()
        context.fireChannelInactive()
    }

    private func perform(_ effects: [ConnectionMachine.Effect], _ context: ChannelHandlerContext) {
        for effect in effects {
            switch effect {
            case .pong(let payload):
                let data = context.channel.allocator.buffer(bytes: payload)
                let frame = WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: data)
                context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
            case .deliver(let event): give(.event(event), context)
            case .report(let note): give(.note(note), context)
            case .hangUp(let code):
                context.writeAndFlush(wrapOutboundOut(Self.closing(code, context.channel.allocator)), promise: nil)
                context.close(promise: nil)
            }
        }
    }

    private func give(_ item: StreamTransport.Item, _ context: ChannelHandlerContext) {
        if case .dropped = feed.yield(item) { context.close(promise: nil) }
    }

    static func closing(_ code: UInt16, _ allocator: ByteBufferAllocator) -> WebSocketFrame {
        var data = allocator.buffer(capacity: 2)
        data.writeInteger(code)
        return WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: data)
    }
}

extension StreamFrame {
    init(_ frame: WebSocketFrame) {
        let kind: Kind =
            switch frame.opcode {
            case .text: .text
            case .binary: .binary
            case .continuation: .continuation
            case .ping: .ping
            case .pong: .pong
            case .connectionClose: .close
            default: .reserved
            }
        self.init(
            kind: kind, isFinal: frame.fin, isMasked: frame.maskKey != nil,
            hasReservedBits: frame.rsv1 || frame.rsv2 || frame.rsv3,
            payload: Array(frame.unmaskedData.readableBytesView))
    }
}
