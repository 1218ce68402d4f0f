import NIOCore
import NIOPosix
import Synchronization

/// A loopback HTTP server that notes the raw bytes it is sent and answers from a script.
final class ScriptedExchange: Sendable {
    struct Request: Sendable, Hashable {
        /// The request's head, as it came.
        let head: String

        var requestLine: [Substring] { head.prefix { $0 != "\r\n" }.split(separator: " ") }
        var method: String { String(requestLine[0]) }
        /// Path and query.
        var target: String { String(requestLine[1]) }
        var path: String { String(target.prefix { $0 != "?" }) }
        var query: String { String(target.dropFirst(path.count + 1)) }

        func parameter(_ name: String) -> String? {
            query.split(separator: "&").first { $0.hasPrefix("\(name)=") }
                .map { String($0.dropFirst(name.count + 1)) }
        }

        func header(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name.lowercased()):") }
                .map { String($0.drop { $0 != ":" }.dropFirst(2)) }
        }
    }

    enum Reply: Sendable {
        case answer(Int, String, headers: [String] = [])
        /// Sends these bytes and closes the connection.
        case raw(String)
        /// Closes the connection after the request was read, without a byte.
        case hangUp
        /// Reads and says nothing.
        case silence

        static func ok(_ body: String) -> Reply { .answer(200, body) }
        static func error(_ code: Int, _ message: String, status: Int = 400) -> Reply {
            .answer(status, #"{"code":\#(code),"msg":"\#(message)"}"#)
        }
    }

    private struct State {
        var requests: [Request] = []
        var connections: [any Channel] = []
    }

    private let state = Mutex(State())
    private let reply: @Sendable (Request, [Request]) -> Reply

    /// `reply` gets the request and those to the same path before it.
    private init(reply: @escaping @Sendable (Request, [Request]) -> Reply) { self.reply = reply }

    var requests: [Request] { state.withLock { $0.requests } }
    var connectionCount: Int { state.withLock { $0.connections.count } }

    func requests(to path: String) -> [Request] { requests.filter { $0.path == path } }

    /// Serves on a free port of 127.0.0.1 while `body` runs.
    static func serving(
        _ reply: @escaping @Sendable (Request, [Request]) -> Reply,
        _ body: (ScriptedExchange, _ url: String) async throws -> Void
    ) async throws {
        let exchange = ScriptedExchange(reply: reply)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    exchange.state.withLock { $0.connections.append(channel) }
                    try channel.pipeline.syncOperations.addHandler(Connection(exchange))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(exchange, "http://127.0.0.1:\(listener.localAddress?.port ?? 0)"))
        } catch {
            result = .failure(error)
        }
        try? await listener.close()
        for connection in exchange.state.withLock({ $0.connections }) { try? await connection.close() }
        try result.get()
    }

    fileprivate func answer(_ request: Request) -> Reply {
        let earlier = state.withLock { state in
            defer { state.requests.append(request) }
            return state.requests.filter { $0.path == request.path }
        }
        return reply(request, earlier)
    }
}

private final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let exchange: ScriptedExchange
    private var received = ""

    init(_ exchange: ScriptedExchange) { self.exchange = exchange }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        // Bodies are never sent to the exchange: a head is a request.
        guard received.hasSuffix("\r\n\r\n") else { return }
        let request = ScriptedExchange.Request(head: received)
        received = ""
        switch exchange.answer(request) {
        case .silence: break
        case .hangUp: context.close(promise: nil)
        case .raw(let text):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            context.close(promise: nil)
        case .answer(let status, let body, let headers):
            let lines = ["HTTP/1.1 \(status) X", "Content-Length: \(body.utf8.count)"] + headers
            let text = lines.joined(separator: "\r\n") + "\r\n\r\n" + body
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
    }
}
