import Foundation

/// A bot instance's own HTTP face: `/healthz`, `/readyz` and `/metrics` in the shapes grinder serves.
package struct BotEndpoint: Sendable {
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
    ///   - syncs: whether `/metrics` shows an account sync; nil leaves its gauge out.
    ///   - role: `/readyz`'s `ha_role`, `active` or `standby`; nil without high availability.
    ///   - listens: `false` opens no port: it is asked by ``page(_:)`` alone.
    ///   - isUp: asked at each request; a process that is down answers nothing of its own.
    package static func start(
        uptimeSeconds: Double = 1800, mode: String? = "trading_loop", ready: Bool = true, role: String? = nil,
        syncs: Bool? = false, clock: SandboxClock = .system, listens: Bool = true,
        isUp: @escaping @Sendable () -> Bool = { true }
    ) async throws -> BotEndpoint {
        let pages = BotPages(
            born: clock.now() - Int64(uptimeSeconds * 1000), mode: mode, ready: ready, role: role, syncs: syncs)
        return try await start([Place(prefix: "", pages: pages, isUp: isUp)], clock: clock, listens: listens)
    }

    /// One bot behind a path of a server: `/bot-1`, or at its root where the prefix is empty.
    package struct Place: Sendable {
        let prefix: String
        let pages: BotPages
        let isUp: @Sendable () -> Bool

        package init(prefix: String, pages: BotPages, isUp: @escaping @Sendable () -> Bool = { true }) {
            self.prefix = prefix
            self.pages = pages
            self.isUp = isUp
        }

        /// Of an instance of a scenario; nil where nothing answers.
        package init?(
            _ instance: ScenarioBot.Instance, clock: SandboxClock = .system,
            isUp: @escaping @Sendable () -> Bool = { true }
        ) {
            guard let uptime = instance.uptimeSeconds.flatMap(Double.init) else { return nil }
            self.init(
                prefix: instance.gateway.map { "/\($0)" } ?? "",
                pages: BotPages(
                    born: clock.now() - Int64(uptime * 1000), mode: instance.mode, ready: instance.ready,
                    role: instance.role, syncs: instance.syncs), isUp: isUp)
        }
    }

    /// Several bots behind one gateway, each below its prefix; any other path is not found.
    package static func start(
        _ places: [Place], clock: SandboxClock = .system, listens: Bool = true
    ) async throws -> BotEndpoint {
        let answer: @Sendable (String) -> (status: Int, body: String)? = { path in
            guard let place = places.first(where: { path.hasPrefix($0.prefix + "/") }) else { return nil }
            // A stopped one behind its proxy.
            guard place.isUp() else { return (502, "") }
            return place.pages.page(String(path.dropFirst(place.prefix.count)), now: clock.now())
        }
        guard listens else {
            return BotEndpoint(baseURL: "http://127.0.0.1:\(deafPort)", server: nil, answer: answer)
        }
        let server = try await LoopbackServer.start(port: 0) { request in
            guard let (status, body) = answer(request.path) else {
                return SandboxResponse(status: 404, body: "Not Found", contentType: "text/plain")
            }
            if request.method != "GET", status != 502 { return SandboxResponse(status: 405, body: "") }
            let isText = request.path.hasSuffix("/metrics") || status == 502
            return SandboxResponse(
                status: status, body: body, contentType: isText ? "text/plain; charset=utf-8" : "application/json")
        }
        return BotEndpoint(baseURL: "http://127.0.0.1:\(server.port)", server: server, answer: answer)
    }

    /// What one of its pages says now, without the network; nil where there is no such page.
    package func page(_ path: String) -> (status: Int, body: String)? { answer(path) }

    package func stop() async { await server?.stop() }
}
