import Foundation

/// A bot instance's own HTTP face: `/healthz`, `/readyz` and `/metrics` in the shapes grinder serves.
package struct BotFace: Sendable {
    /// `http://127.0.0.1:PORT`
    package let baseURL: String
    private let server: LoopbackServer

    /// - Parameters:
    ///   - uptimeSeconds: what `/healthz` says at the start; it grows from there.
    ///   - mode: `/readyz`'s `mode`, such as `trading_loop`; nil answers as the daemon that does not trade.
    ///   - ready: `/readyz` answers 200 when true and 503 when not.
    ///   - role: `/readyz`'s `ha_role`, `active` or `standby`; nil without high availability.
    ///   - isUp: asked at each request; a process that is down answers nothing of its own.
    package static func start(
        uptimeSeconds: Double = 1800, mode: String? = "trading_loop", ready: Bool = true, role: String? = nil,
        clock: SandboxClock = .system, isUp: @escaping @Sendable () -> Bool = { true }
    ) async throws -> BotFace {
        let pages = BotPages(
            born: clock.now() - Int64(uptimeSeconds * 1000), mode: mode, ready: ready, role: role)
        let server = try await LoopbackServer.start(port: 0) { request in
            // A stopped one behind its proxy.
            guard isUp() else { return SandboxResponse(status: 502, body: "", contentType: "text/plain") }
            guard request.method == "GET" else { return SandboxResponse(status: 405, body: "") }
            guard let (status, body) = pages.page(request.path, now: clock.now()) else {
                return SandboxResponse(status: 404, body: "Not Found", contentType: "text/plain")
            }
            let isText = request.path == "/metrics"
            return SandboxResponse(
                status: status, body: body, contentType: isText ? "text/plain; charset=utf-8" : "application/json")
        }
        return BotFace(baseURL: "http://127.0.0.1:\(server.port)", server: server)
    }

    /// Plays an instance of a scenario; nil where nothing listens.
    package static func start(
        _ instance: ScenarioBot.Instance, isUp: @escaping @Sendable () -> Bool = { true }
    ) async throws -> BotFace? {
        guard let uptime = instance.uptimeSeconds.flatMap(Double.init) else { return nil }
        return try await start(
            uptimeSeconds: uptime, mode: instance.mode, ready: instance.ready, role: instance.role, isUp: isUp)
    }

    package func stop() async { await server.stop() }
}
