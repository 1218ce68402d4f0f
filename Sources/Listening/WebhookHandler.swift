import NIOCore
import NIOHTTP1

/// One connection: a head is judged when it is there, a body collected as far as it may go, one answer given at a time.
final class WebhookHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// Between two requests.
        case idle
        case receiving(HTTPRequestHead, ByteBuffer)
        case answering
        /// Answered before its end: what still comes is thrown away.
        case parting
        case over
    }

    private let hall: Hall
    private var state = State.idle
    /// Bytes of the body that the hall counts as ours.
    private var held = 0
    private var hasEntered = false
    private var closesAfterwards = false
    private var deadline: Scheduled<Void>?

    init(_ hall: Hall) { self.hall = hall }

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
        case (.body(let part), .receiving(let head, let body)): collect(part, head, body, context)
        case (.end, .receiving(let head, let body)): finish(head, body, context)
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
        switch hall.admission.ruling(on: head) {
        case .refused(let reply): part(reply, head, context)
        case .page(let page):
            // A body is not what a page needs.
            if Self.announcesBody(head) { closesAfterwards = true }
            state = .answering
            let make = page == .health ? hall.pages.health : hall.pages.metrics
            reply(context, byte: 0) { await make() }
        case .alerts:
            state = .receiving(head, context.channel.allocator.buffer(capacity: 0))
            expire(in: hall.limits.bodyPatience, context)
            guard head.version == .http1_1,
                head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" })
            else { return }
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
        }
    }

    private func collect(
        _ part: ByteBuffer, _ head: HTTPRequestHead, _ body: ByteBuffer, _ context: ChannelHandlerContext
    ) {
        let count = part.readableBytes
        guard body.readableBytes + count <= hall.limits.mostBody else {
            return self.part(hall.admission.tooLarge, head, context)
        }
        guard hall.hold(count) else {
            return self.part(.busy("too much is being received at once", retryAfter: 5), head, context)
        }
        held += count
        // The only reference: it grows in place.
        state = .answering
        var body = body
        body.writeImmutableBuffer(part)
        state = .receiving(head, body)
    }

    private func finish(_ head: HTTPRequestHead, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
        state = .answering
        let bytes = Array(body.readableBytesView)
        let alerts = hall.alerts
        let kept = held
        held = 0
        reply(context, byte: kept) { await alerts(bytes) }
    }

    /// - Parameter byte: what is given back to the hall once the answer is known.
    private func reply(
        _ context: ChannelHandlerContext, byte kept: Int, _ make: @escaping @Sendable () async -> Reply
    ) {
        deadline?.cancel()
        let (loop, hall) = (context.eventLoop, hall)
        let here = NIOLoopBound((self, context), eventLoop: loop)
        Task {
            let reply = await make()
            hall.release(kept)
            loop.execute {
                let (handler, context) = here.value
                handler.write(reply, version: .http1_1, context)
                handler.goOn(context)
            }
        }
    }

    /// After an answer that took the whole request.
    private func goOn(_ context: ChannelHandlerContext) {
        if case .over = state { return }
        guard !closesAfterwards, !hall.isClosing else {
            state = .over
            return
        }
        state = .idle
        expire(in: hall.limits.headPatience, context)
    }

    /// Answers what is not taken, and gives the rest of it a moment to end: a connection that is closed on unread bytes
    /// loses its answer on the way.
    private func part(_ reply: Reply, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        hall.release(held)
        held = 0
        let hasMore = Self.announcesBody(head)
        if hasMore { closesAfterwards = true }
        state = hasMore ? .parting : .answering
        write(reply, version: head.version, context)
        if hasMore {
            expire(in: hall.limits.parting, context)
        } else {
            goOn(context)
        }
    }

    private func write(_ reply: Reply, version: HTTPVersion, _ context: ChannelHandlerContext) {
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
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: reply.body)))), promise: nil)
        hall.answered(reply.status)
        if closes, !isParting {
            let bound = context.loopBound
            context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
                bound.value.close(promise: nil)
            }
        } else {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }

    private var isParting: Bool { if case .parting = state { true } else { false } }

    private func expire(in seconds: Int64, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(seconds)) {
            context.close(promise: nil)
        }
    }

    private func leave(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        state = .over
        hall.release(held)
        held = 0
        if hasEntered { hall.leave(context.channel) }
        hasEntered = false
    }

    private static func announcesBody(_ head: HTTPRequestHead) -> Bool {
        head.headers.contains(name: "transfer-encoding")
            || (head.headers.first(name: "content-length").map { $0 != "0" } ?? false)
    }
}
