import FlyingFox
import FlyingSocks
import Foundation
import Glibc

/// An HTTP server on 127.0.0.1 only.
struct LoopbackServer: Sendable {
    typealias Handler = @Sendable (ReceivedRequest) async -> SandboxResponse?
    typealias Upgrade = @Sendable (ReceivedRequest) -> UpgradeAnswer

    /// What becomes of a WebSocket handshake.
    enum UpgradeAnswer: Sendable {
        case opened(StreamSocket)
        case refused(SandboxResponse)
    }

    let port: UInt16
    private let server: HTTPServer
    private let running: Task<Void, any Error>

    /// Serves once it returns. Port 0 takes a free one; a port in use is an error.
    /// Without `upgrade` a WebSocket handshake is a request like any other.
    static func start(
        port: UInt16, keepsConnections: Bool = true, upgrade: Upgrade? = nil, handler: @escaping Handler
    ) async throws -> LoopbackServer {
        let server = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: 60,
            pool: PollingPool(), logger: .disabled,
            handler: Face(handler: handler, keepsConnections: keepsConnections, upgrade: upgrade))
        let running = Task { try await server.run() }
        // A machine with much else to do takes longer than the five seconds that are the default.
        let waiting = Task { try await server.waitUntilListening(timeout: 120) }
        // A bind that fails ends run(), which waitUntilListening() would only notice by its timeout.
        Task {
            _ = await running.result
            waiting.cancel()
        }
        do {
            try await waiting.value
        } catch {
            running.cancel()
            try await running.value
            throw error
        }
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw SocketError.unsupportedAddress }
        return LoopbackServer(port: port, server: server, running: running)
    }

    /// Closes the port; requests being answered are cut off.
    func stop() async {
        // The waiting for connections ends before their socket is closed: its number may be another's a moment later, and
        // accept(2) would wait there for ever.
        running.cancel()
        _ = await running.result
        await server.stop(timeout: 0)
    }
}

private struct Face: HTTPHandler {
    let handler: LoopbackServer.Handler
    let keepsConnections: Bool
    let upgrade: LoopbackServer.Upgrade?

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        let received = ReceivedRequest(
            method: request.method.rawValue.uppercased(), path: request.target.path(percentEncoded: true),
            rawQuery: request.target.query(percentEncoded: true), body: Array(try await request.bodyData),
            apiKey: request.headers[HTTPHeader("X-MBX-APIKEY")],
            contentType: request.headers[.contentType])
        if let upgrade, request.headers[.upgrade]?.lowercased() == "websocket" {
            switch upgrade(received) {
            case .opened(let socket): return try await WebSocketHTTPHandler(handler: socket).handleRequest(request)
            case .refused(let answer): return response(answer)
            }
        }
        guard let answer = await handler(received) else { return HTTPResponse(webSocket: HangUp()) }
        return response(answer)
    }

    private func response(_ answer: SandboxResponse) -> HTTPResponse {
        var headers = HTTPHeaders([.contentType: answer.contentType])
        if !keepsConnections { headers[.connection] = "close" }
        for header in answer.headers { headers[HTTPHeader(header.name)] = header.value }
        return HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: Self.phrase(answer.status)), headers: headers,
            body: Data(answer.body.utf8))
    }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 418: "I'm a teapot"
        case 429: "Too Many Requests"
        case 503: "Service Unavailable"
        default: "Status"
        }
    }
}

/// The server closes the connection without a byte when an upgrade fails before its response is written.
private struct HangUp: WSHandler {
    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw SocketError.disconnected
    }
}
