import Foundation

/// A bot instance's own HTTP face: `/healthz`, `/readyz` and `/metrics` in the shapes grinder serves.
package struct BotFace: Sendable {
    /// `http://127.0.0.1:PORT`
    package let baseURL: String
    /// `nil` where it listens nowhere.
    private let server: LoopbackServer?
    private let answer: @Sendable (_ path: String) -> (status: Int, body: String)?

    /// In the address of one that listens nowhere.
    private static let deafPort: UInt16 = 18_081

    /// - Parameters:
    ///   - uptimeSeconds: what `/healthz` says at the start; it grows from there.
    ///   - mode: `/readyz`'s `mode`, such as `trading_loop`; nil answers as the daemon that does not trade.
    ///   - ready: `/readyz` answers 200 when true and 503 when not.
    ///   - role: `/readyz`'s `ha_role`, `active` or `standby`; nil without high availability.
    ///   - listens: `false` opens no port: it is asked by ``page(_:)`` alone.
    ///   - isUp: asked at each request; a process that is down answers nothing of its own.
    package static func start(
        uptimeSeconds: Double = 1800, mode: String? = "trading_loop", ready: Bool = true, role: String? = nil,
        clock: SandboxClock = .system, listens: Bool = true, isUp: @escaping @Sendable () -> Bool = { true }
    ) async throws -> BotFace {
        let pages = BotPages(
            born: clock.now() - Int64(uptimeSeconds * 1000), mode: mode, ready: ready, role: role)
        let answer: @Sendable (String) -> (status: Int, body: String)? = { path in
            // A stopped one behind its proxy.
            isUp() ? pages.page(path, now: clock.now()) : (502, "")
        }
        guard listens else {
            return BotFace(baseURL: "http://127.0.0.1:\(deafPort)", server: nil, answer: answer)
        }
        let server = try await LoopbackServer.start(port: 0) { request in
            if request.method != "GET", isUp() { return SandboxResponse(status: 405, body: "") }
            guard let (status, body) = answer(request.path) else {
                return SandboxResponse(status: 404, body: "Not Found", contentType: "text/plain")
            }
            let isText = request.path == "/metrics" || status == 502
            return SandboxResponse(
                status: status, body: body, contentType: isText ? "text/plain; charset=utf-8" : "application/json")
        }
        return BotFace(baseURL: "http://127.0.0.1:\(server.port)", server: server, answer: answer)
    }

    /// What one of its pages says now, without the network; nil where there is no such page.
    package func page(_ path: String) -> (status: Int, body: String)? { answer(path) }

    /// Plays an instance of a scenario; nil where nothing listens.
    package static func start(
        _ instance: ScenarioBot.Instance, isUp: @escaping @Sendable () -> Bool = { true }
    ) async throws -> BotFace? {
        guard let uptime = instance.uptimeSeconds.flatMap(Double.init) else { return nil }
        return try await start(
            uptimeSeconds: uptime, mode: instance.mode, ready: instance.ready, role: instance.role, isUp: isUp)
    }

    package func stop() async { await server?.stop() }
}
