import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A WebSocket client of its own, frame by frame: it answers no ping by itself.
final class StreamClient {
    enum Frame: Equatable {
        case text(String)
        case ping(String)
        case pong(String)
        case close(UInt16)
        /// The connection ended without a close frame.
        case ended
    }

    /// One event, read.
    struct Event {
        let object: [String: Any]
        var name: String { object["e"] as? String ?? "" }
        var order: [String: Any] { object["o"] as? [String: Any] ?? [:] }
        /// `NEW NEW`: what happened and the status afterwards; of a conditional order the status.
        var told: String {
            [name, order["x"] as? String, order["X"] as? String].compactMap { $0 }.joined(separator: " ")
        }
    }

    struct Refused: Error { let status: Int }

    private var inbound: NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>

    private init(
        _ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    /// Throws ``Refused`` when the handshake is answered otherwise than with 101.
    static func open<Result>(_ url: String, _ body: (StreamClient) async throws -> Result) async throws -> Result {
        let target = url.dropFirst("ws://127.0.0.1:".count)
        let port = Int(target.prefix { $0 != "/" }) ?? 0
        let path = String(target.drop { $0 != "/" })
        let channel = try await connect(port: port, path: path)
        return try await channel.executeThenClose { inbound, outbound in
            try await body(StreamClient(inbound.makeAsyncIterator(), outbound))
        }
    }

    private enum Upgraded {
        case opened(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>)
        case refused
    }

    private static func connect(
        port: Int, path: String
    ) async throws -> NIOAsyncChannel<WebSocketFrame, WebSocketFrame> {
        let result: EventLoopFuture<Upgraded> = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let upgrader = NIOTypedWebSocketClientUpgrader<Upgraded> { channel, _ in
                        channel.eventLoop.makeCompletedFuture {
                            .opened(try NIOAsyncChannel(wrappingChannelSynchronously: channel))
                        }
                    }
                    let head = HTTPRequestHead(
                        version: .http1_1, method: .GET, uri: path, headers: ["Host": "127.0.0.1:\(port)"])
                    let upgrade = NIOTypedHTTPClientUpgradeConfiguration(
                        upgradeRequestHead: head, upgraders: [upgrader],
                        notUpgradingCompletionHandler: { channel in channel.close().map { Upgraded.refused } })
                    var pipeline = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
                    // An event may come in the same segment as the handshake's answer.
                    pipeline.leftOverBytesStrategy = .forwardBytes
                    let upgraded = try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
                        configuration: pipeline)
                    // A handshake that nobody answers ends here, and the test with it.
                    let patience = channel.eventLoop.scheduleTask(in: .seconds(900)) { channel.close(promise: nil) }
                    upgraded.whenComplete { _ in patience.cancel() }
                    return upgraded
                }
            }
        guard case .opened(let channel) = try await result.get() else { throw Refused(status: 0) }
        return channel
    }

    func next() async throws -> Frame {
        guard let frame = try? await inbound.next() else { return .ended }
        let text = String(buffer: frame.unmaskedData)
        switch frame.opcode {
        case .text: return .text(text)
        case .ping: return .ping(text)
        case .pong: return .pong(text)
        default:
            var data = frame.unmaskedData
            return .close(data.readInteger() ?? 0)
        }
    }

    func event() async throws -> Event {
        guard case .text(let text) = try await next(),
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        else { throw Refused(status: -1) }
        return Event(object: object)
    }

    func events(_ count: Int) async throws -> [Event] {
        var events: [Event] = []
        for _ in 0..<count { events.append(try await event()) }
        return events
    }

    /// What arrived before the answer to a ping of ours: frames keep their order, so nothing is still on its way.
    func heardSoFar() async throws -> [Frame] {
        try await send(.ping, "so far")
        var heard: [Frame] = []
        while true {
            let frame = try await next()
            if frame == .pong("so far") { return heard }
            heard.append(frame)
            if frame == .ended { return heard }
        }
    }

    func send(_ opcode: WebSocketOpcode, _ text: String = "") async throws {
        try await outbound.write(
            WebSocketFrame(fin: true, opcode: opcode, maskKey: [1, 2, 3, 4], data: ByteBuffer(string: text)))
    }
}
