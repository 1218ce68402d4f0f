import ExchangeSandbox
import Foundation

/// The bot's side of a scenario on this machine: the pages of its instances on loopback, its log and its expected state
/// as files of one private folder, and a configuration for instances that can be stopped and started.
struct ServedBot: Sendable {
    /// 0700, taken away by ``stop()``.
    let folder: URL
    private let faces: [BotEndpoint]
    /// One address an instance; where nothing listens, a port that refuses.
    private let instances: [String]
    private let logs: URL
    /// The file is empty where the bot expects nothing.
    private let expected: URL
    /// Of instances with commands.
    private let configuration: URL?

    /// The discard port, on which nothing serves HTTP.
    private static let nobody = "http://127.0.0.1:9"

    /// - Parameter name: of its folder.
    /// - Throws: 77 or 74 where no folder can be made. Nothing is left behind then.
    static func start(_ bot: ScenarioBot, folder name: String) async throws -> ServedBot {
        let folder = try TemporaryFolder.make(named: name)
        var faces: [BotEndpoint] = []
        do {
            return try await start(bot, in: folder, &faces)
        } catch {
            for face in faces { await face.stop() }
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    private static func start(
        _ bot: ScenarioBot, in folder: URL, _ faces: inout [BotEndpoint]
    ) async throws -> ServedBot {
        let logs = try file("grinder.log", bot.logs, in: folder)
        let expected = try file("expected_orders.jsonl", bot.expected, in: folder)
        var instances: [String] = []
        var kept: [KeptInstance] = []
        let places = bot.instances.filter { $0.gateway != nil }.compactMap { BotEndpoint.Place($0) }
        let gateway = places.isEmpty ? nil : try await BotEndpoint.start(places)
        if let gateway { faces.append(gateway) }
        for instance in bot.instances {
            if let path = instance.gateway {
                instances.append("\(gateway?.baseURL ?? nobody)/\(path)")
                continue
            }
            let keeper = instance.isKept ? try KeptInstance(instance.name, expecting: expected, in: folder) : nil
            let place = BotEndpoint.Place(instance) { keeper?.isUp ?? true }
            let face = if let place { try await BotEndpoint.start([place]) } else { nil as BotEndpoint? }
            if let face { faces.append(face) }
            let address = face?.baseURL ?? nobody
            if let keeper { kept.append(keeper.at(address)) }
            instances.append(address)
        }
        let configuration = try kept.isEmpty ? nil : file("config.yaml", ["instances:"] + kept.map(\.yaml), in: folder)
        return ServedBot(
            folder: folder, faces: faces, instances: instances, logs: logs, expected: expected,
            configuration: configuration)
    }

    private static func file(_ name: String, _ lines: [String], in folder: URL) throws -> URL {
        let file = folder.appending(path: name)
        try lines.map { $0 + "\n" }.joined().write(to: file, atomically: false, encoding: .utf8)
        return file
    }

    /// What a reader of it is told; several addresses stand in one value, as a variable takes them.
    var names: [(flag: String, variable: String, value: String)] {
        [
            ("health", "GRINDERCTL_HEALTH", instances.map { $0 + "/healthz" }.joined(separator: ",")),
            ("metrics", "GRINDERCTL_METRICS", instances.map { $0 + "/metrics" }.joined(separator: ",")),
            ("logs", "GRINDERCTL_LOGS", logs.path), ("expected", "GRINDERCTL_EXPECTED", expected.path),
            ("config", "GRINDERCTL_CONFIG", configuration?.path ?? ""),
        ].filter { !$0.value.isEmpty }
    }

    func stop() async {
        for face in faces { await face.stop() }
        try? FileManager.default.removeItem(at: folder)
    }
}

/// An instance whose commands write and read one file: what it says is whether the instance runs.
private struct KeptInstance {
    let name: String
    let file: URL
    /// Written anew by a start.
    private let expected: URL
    var address = ""

    init(_ name: String, expecting expected: URL, in folder: URL) throws {
        self.name = name
        self.expected = expected
        file = folder.appending(path: "\(name).state")
        try "running\n".write(to: file, atomically: false, encoding: .utf8)
    }

    func at(_ address: String) -> KeptInstance {
        var kept = self
        kept.address = address
        return kept
    }

    var isUp: Bool { (try? String(contentsOf: file, encoding: .utf8))?.hasPrefix("running") == true }

    var yaml: String {
        """
          - name: \(name)
            health: \(address)
            status: read state < '\(file.path)'; echo $state
            stop: echo stopped > '\(file.path)'
            start: echo running > '\(file.path)'; >> '\(expected.path)'
        """
    }
}
