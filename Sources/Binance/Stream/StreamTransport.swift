import NIOCore
import NIOPosix
import NIOSSL
import NIOWebSocket
import TriageCore

/// Opens one WebSocket to an origin that ``HostRule`` let through. No redirects, no proxy, no extension.
struct StreamTransport: StreamOpening {
    let url: StreamURL
    let timeouts: Timeouts

    typealias Item = UserStream.Item

    func open(_ key: ListenKey?) async throws(HandshakeFailure) -> StreamConnection {
        // A slow reader must not grow the memory without end; what does not fit ends the connection, as a gap.
        let (items, feed) = AsyncStream<Item>.makeStream(bufferingPolicy: .bufferingOldest(20_000))
        let opened = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
        let handshake = Handshake(
            authority: url.authority, target: "/private/ws" + (key.map { "/\($0.text)" } ?? ""),
            nonce: Handshake.randomNonce())
        let channel: any Channel
        do {
            channel = try await bootstrap(handshake, opened, feed).connect(host: url.host, port: url.port).get()
        } catch {
            let failure = HandshakeFailure.notConnected(Self.cause(of: error))
            opened.fail(failure)
            throw failure
        }
        do {
            try await opened.futureResult.get()
            return StreamConnection(items: items) {
                let frame = WebSocketFrameHandler.closing(1000, channel.allocator)
                channel.writeAndFlush(frame).whenComplete { _ in channel.close(promise: nil) }
            }
        } catch {
            channel.close(promise: nil)
            throw error as? HandshakeFailure ?? .notConnected(Self.cause(of: error))
        }
    }

    private func bootstrap(
        _ handshake: Handshake, _ opened: EventLoopPromise<Void>, _ feed: AsyncStream<Item>.Continuation
    ) -> ClientBootstrap {
        let (isSecure, host, patience) = (url.isSecure, url.host, timeouts.requestMilliseconds)
        return ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.milliseconds(timeouts.connectMilliseconds))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if isSecure { try pipeline.addHandler(Self.tls(host)) }
                    try pipeline.addHandler(HandshakeHandler(handshake, within: patience, opened: opened))
                    try pipeline.addHandler(
                        ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: FrameAssembler.largestMessage)))
                    try pipeline.addHandler(WebSocketFrameEncoder())
                    try pipeline.addHandler(WebSocketFrameHandler(feed: feed))
                }
            }
    }

    /// The system's certificates; an address is not a name that a certificate could be for.
    private static func tls(_ host: String) throws -> NIOSSLClientHandler {
        let context = try NIOSSLContext(configuration: .makeClientConfiguration())
        let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
    }

    /// For people; never the request, and so never the key.
    static func cause(of error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if error.dnsAError != nil || error.dnsAAAAError != nil, error.connectionErrors.isEmpty {
                return "\(error.host) has no address"
            }
            return error.connectionErrors.first.map { cause(of: $0.error) } ?? "\(error.host) does not answer"
        case let error as IOError:
            return error.errnoCode == ECONNREFUSED ? "refused" : "system error \(error.errnoCode)"
        case let error as ChannelError:
            if case .connectTimeout = error { return "no connection in time" }
            return "the connection ended"
        case is NIOSSLError, is BoringSSLError: return "TLS: the certificate or the handshake is not accepted"
        default: return String(describing: type(of: error))
        }
    }
}

extension StreamURL {
    var host: String { origin.host }
    var isSecure: Bool { origin.scheme == "wss" }
    var port: Int { origin.port ?? (isSecure ? 443 : 80) }
    /// As the `Host` header names it.
    var authority: String { String(origin.text.dropFirst(origin.scheme.count + 3)) }
    /// Where user data is served since 2026-04-23; what comes behind it is the key.
    package var privatePath: String { "\(self)/private/ws" }
}
