import NIOCore
import NIOHTTP1

/// One connection: a head is judged when it is there, a body collected as far as it may go, one answer given at a time.
final class WebhookHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// Between two requests.
        case idle
        case receiving(HTTPRequestHead)
        case answering
        /// Answered before its end: what still comes is thrown away.
        case parting
        case over
    }

    private let hall: SharedConnections
    private var state = State.idle
    /// What came of a body so far; the hall counts it.
    private var body = ByteBuffer()
    private var hasEntered = false
    private var closesAfterwards = false
    private var deadline: Scheduled<Void>?

    init(_ hall: SharedConnections) { self.hall = hall }

    func channelActive(context: ChannelHandlerContext) {
        hasEntered = hall.enter(context.channel)
        guard hasEntered, !hall.isClosing else {
            state = .over
            return context.close(promise: nil)
        }
        expire(in: hall.limits.headPatience, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave(context)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .idle): begin(head, context)
        case (.body(let part), .receiving(let head)): collect(part, head, context)
        case (.end, .receiving): finish(context)
        case (.end, .parting): context.close(promise: nil)
        // The rest of what nobody wants; a pipelined request is held back until the one before it is answered.
        default: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent {
            closesAfterwards = true
            if case .answering = state { return }
            return context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// What is no HTTP has been answered 400 by then.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError { hall.answered(400) }
        context.close(promise: nil)
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        if !head.isKeepAlive || head.headers.contains(name: "upgrade") || head.method == .CONNECT {
            closesAfterwards = true
        }
        hall.note(context.channel, isIdle: false)
        switch hall.admission.ruling(on: head) {
        case .refused(let reply): part(reply, head, context)
        case .page(let page):
            // A body is not what a page needs.
            if Self.announcesBody(head) { closesAfterwards = true }
            state = .answering
            let make = page == .health ? hall.pages.health : hall.pages.metrics
            reply(context, releasing: 0) { await make() }
        case .alerts:
            state = .receiving(head)
            expire(in: hall.limits.bodyPatience, context)
            guard head.version == .http1_1,
                head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" })
            else { return }
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
        }
    }

    private func collect(_ part: ByteBuffer, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let count = part.readableBytes
        guard body.readableBytes + count <= hall.limits.mostBody else {
            return self.part(hall.admission.tooLarge, head, context)
        }
        guard hall.hold(count) else {
            return self.part(.busy("too much is being received at once", retryAfter: 5), head, context)
        }
        body.writeImmutableBuffer(part)
    }

    private func finish(_ context: ChannelHandlerContext) {
        state = .answering
        let bytes = Array(body.readableBytesView)
        let alerts = hall.alerts
        body = ByteBuffer()
        reply(context, releasing: bytes.count) { await alerts(bytes) }
    }

    /// - Parameter kept: bytes that the hall gets back once the answer is known.
    private func reply(
        _ context: ChannelHandlerContext, releasing kept: Int, _ make: @escaping @Sendable () async -> Reply
    ) {
        deadline?.cancel()
        let (loop, hall) = (context.eventLoop, hall)
        let here = NIOLoopBound((self, context), eventLoop: loop)
        Task {
            let reply = await make()
            hall.release(kept)
            loop.execute {
                let (handler, context) = here.value
                handler.write(reply, context)
            }
        }
    }

    /// Answers what is not taken, and gives the rest of it a moment to end: a connection that is closed on unread bytes
    /// loses its answer on the way.
    private func part(_ reply: Reply, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        drop()
        let hasMore = Self.announcesBody(head)
        if hasMore { closesAfterwards = true }
        state = hasMore ? .parting : .answering
        write(reply, isBodyless: head.method == .HEAD, context)
    }

    private func write(_ reply: Reply, isBodyless: Bool = false, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let closes = closesAfterwards || hall.isClosing
        var headers = HTTPHeaders([
            ("Content-Type", reply.contentType), ("Content-Length", String(reply.body.utf8.count)),
            ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
        ])
        for header in reply.headers { headers.add(name: header.name, value: header.value) }
        if closes { headers.add(name: "Connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !isBodyless {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: reply.body)))), promise: nil)
        }
        hall.answered(reply.status)
        // Before its end is written: a request that was held back comes at once.
        if isParting {
            expire(in: hall.limits.parting, context)
        } else if closes {
            state = .over
        } else {
            state = .idle
            hall.note(context.channel, isIdle: true)
            expire(in: hall.limits.headPatience, context)
        }
        guard closes, !isParting else { return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
        let bound = context.loopBound
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            bound.value.close(promise: nil)
        }
    }

    private var isParting: Bool { if case .parting = state { true } else { false } }

    private func expire(in seconds: Int64, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(seconds)) {
            context.close(promise: nil)
        }
    }

    private func drop() {
        hall.release(body.readableBytes)
        body = ByteBuffer()
    }

    private func leave(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        state = .over
        drop()
        if hasEntered { hall.leave(context.channel) }
        hasEntered = false
    }

    private static func announcesBody(_ head: HTTPRequestHead) -> Bool {
        head.headers.contains(name: "transfer-encoding")
            || (head.headers.first(name: "content-length").map { $0 != "0" } ?? false)
    }
}
