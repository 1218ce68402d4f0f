import Crypto
import FoundationEssentials
import NIOCore

/// Why no stream was opened.
package enum HandshakeFailure: Error, Sendable, Hashable {
    /// No connection, or one that ended before an answer.
    case notConnected(String)
    /// HTTP with another status than 101.
    case refused(status: Int)
    /// An answer that is no WebSocket's.
    case broken(String)
}

/// The opening request of RFC 6455 and what its answer must say.
///
/// By hand, since an event that comes with the answer must not be lost: `HTTPDecoder.decodeLast` of swift-nio 2.101.2 drops
/// what is left over when the connection's end is read before the upgrade has taken the decoder away, whatever its
/// `leftOverBytesStrategy`. An answer, an event and a close in one segment came through in 25 of 200 handshakes.
struct Handshake: Sendable {
    static let largestAnswer = 16_384

    /// Host and port as the `Host` header names them.
    let authority: String
    /// `/private/ws`, with the listenKey behind it; shown nowhere.
    let target: String
    /// 16 random bytes in base64.
    let nonce: String

    static func randomNonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return Data((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }).base64EncodedString()
    }

    var request: String {
        """
        GET \(target) HTTP/1.1\r
        Host: \(authority)\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: \(nonce)\r
        Sec-WebSocket-Version: 13\r
        \r

        """
    }

    var expectedAccept: String {
        let text = nonce + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        return Data(Insecure.SHA1.hash(data: Array(text.utf8))).base64EncodedString()
    }

    /// `nil` when the head opens the stream. The head ends before its empty line.
    func failure(_ head: String) -> HandshakeFailure? {
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let match = lines.first?.wholeMatch(of: /HTTP\/1\.[01] ([0-9]{3})(?: .*)?/), let status = Int(match.1)
        else { return .broken("it does not speak HTTP") }
        guard status == 101 else { return .refused(status: status) }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return .broken("a header line cannot be read") }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers[line[..<colon].lowercased()] = String(value)
        }
        guard headers["upgrade"]?.lowercased() == "websocket",
            headers["connection"]?.lowercased().contains("upgrade") == true
        else { return .broken("it says 101 and upgrades to no WebSocket") }
        guard headers["sec-websocket-accept"] == expectedAccept else {
            return .broken("its answer is not to this request")
        }
        guard headers["sec-websocket-extensions"] == nil else {
            return .broken("it uses an extension that wasn't requested")
        }
        return nil
    }
}

/// Sends the opening request, reads its answer, and from then on passes bytes through.
final class HandshakeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let handshake: Handshake
    private let milliseconds: Int64
    private let opened: EventLoopPromise<Void>
    private var deadline: Scheduled<Void>?
    private var received = ByteBuffer()
    private var isOpen = false
    private var isDone = false

    /// - Parameter milliseconds: from the connection to the answer.
    init(_ handshake: Handshake, within milliseconds: Int64, opened: EventLoopPromise<Void>) {
        self.handshake = handshake
        self.milliseconds = milliseconds
        self.opened = opened
    }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {
            let (handler, context) = bound.value
            if !handler.isDone { handler.fail(.notConnected("no answer within \(handler.milliseconds) ms"), context) }
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: handshake.request)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOpen else { return context.fireChannelRead(data) }
        guard !isDone else { return }
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        let view = received.readableBytesView
        guard let end = view.firstRange(of: Array("\r\n\r\n".utf8)) else {
            if view.count > Handshake.largestAnswer { fail(.broken("its answer has no end"), context) }
            return
        }
        let head = String(decoding: view[..<end.lowerBound], as: UTF8.self)
        if let failure = handshake.failure(head) { return fail(failure, context) }
        isOpen = true
        isDone = true
        deadline?.cancel()
        opened.succeed()
        let rest = ByteBuffer(bytes: view[end.upperBound...])
        received.clear()
        if rest.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(rest)) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        settle(.notConnected("the connection ended before it was answered"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isOpen else { return context.fireErrorCaught(error) }
        fail(.notConnected(StreamTransport.cause(of: error)), context)
    }

    private func fail(_ failure: HandshakeFailure, _ context: ChannelHandlerContext) {
        settle(failure)
        context.close(promise: nil)
    }

    private func settle(_ failure: HandshakeFailure) {
        guard !isDone else { return }
        isDone = true
        deadline?.cancel()
        opened.fail(failure)
    }
}
