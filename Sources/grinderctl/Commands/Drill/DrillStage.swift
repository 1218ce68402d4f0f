import ExchangeSandbox
import Foundation
import Synchronization

/// One scenario set up: the exchange, the bot's instances, its files, and a bench whose commands see only these.
final class DrillStage: Sendable {
    let scenario: Scenario
    let exchange: SandboxExchange
    let auditDB: String
    private let faces: [BotFace]
    /// One address an instance; where nothing listens, a port that refuses.
    private let instances: [String]
    private let folder: URL
    private let outer: Bench

    static func set(_ scenario: Scenario, auditDB: String?, at bench: Bench) async throws -> DrillStage {
        let folder = try TemporaryFolder.make(named: "grinderctl-drill-\(bench.newID())")
        if !scenario.bot.logs.isEmpty {
            try (scenario.bot.logs.joined(separator: "\n") + "\n").write(
                to: folder.appending(path: "grinder.log"), atomically: false, encoding: .utf8)
        }
        if !scenario.bot.expected.isEmpty {
            try (scenario.bot.expected.joined(separator: "\n") + "\n").write(
                to: folder.appending(path: "expected_orders.jsonl"), atomically: false, encoding: .utf8)
        }
        let exchange = try await SandboxExchange.start(state: scenario.state, faults: scenario.faults)
        var faces: [BotFace] = []
        var instances: [String] = []
        var kept: [KeptInstance] = []
        let shared = scenario.bot.instances.filter { $0.gateway != nil }.compactMap { BotFace.Place($0) }
        let gateway = shared.isEmpty ? nil : try await BotFace.start(shared)
        if let gateway { faces.append(gateway) }
        for instance in scenario.bot.instances {
            if let path = instance.gateway {
                instances.append("\(gateway?.baseURL ?? nobody)/\(path)/healthz")
                continue
            }
            let keeper = instance.isKept ? try KeptInstance(instance.name, in: folder) : nil
            let place = BotFace.Place(instance) { keeper?.isUp ?? true }
            let face = if let place { try await BotFace.start([place]) } else { nil as BotFace? }
            if let face { faces.append(face) }
            let address = face?.baseURL ?? nobody
            if let keeper { kept.append(keeper.at(address)) } else { instances.append(address) }
        }
        if !kept.isEmpty {
            try ("instances:\n" + kept.map(\.yaml).joined()).write(
                to: folder.appending(path: "config.yaml"), atomically: false, encoding: .utf8)
        }
        return DrillStage(
            scenario: scenario, exchange: exchange, auditDB: auditDB ?? folder.appending(path: "audit.db").path,
            faces: faces, instances: instances, folder: folder, outer: bench)
    }

    /// The discard port, on which nothing serves HTTP.
    private static let nobody = "http://127.0.0.1:9"

    private init(
        scenario: Scenario, exchange: SandboxExchange, auditDB: String, faces: [BotFace], instances: [String],
        folder: URL, outer: Bench
    ) {
        self.scenario = scenario
        self.exchange = exchange
        self.auditDB = auditDB
        self.faces = faces
        self.instances = instances
        self.folder = folder
        self.outer = outer
    }

    /// A place for a file of the drill.
    func file(_ name: String) -> String { folder.appending(path: name).path }

    func strike() async {
        for face in faces { await face.stop() }
        await exchange.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The variables an operator would have exported; key and secret are the sandbox's own.
    var variables: [(name: String, value: String)] {
        var variables = [("GRINDERCTL_ENV", "sandbox"), ("GRINDERCTL_BASE_URL", exchange.baseURL)]
        if !instances.isEmpty { variables.append(("GRINDERCTL_HEALTH", instances.joined(separator: ","))) }
        let files = [
            ("GRINDERCTL_CONFIG", "config.yaml"), ("GRINDERCTL_LOGS", "grinder.log"),
            ("GRINDERCTL_EXPECTED", "expected_orders.jsonl"),
        ]
        for (variable, file) in files {
            let path = folder.appending(path: file).path
            if FileManager.default.fileExists(atPath: path) { variables.append((variable, path)) }
        }
        return variables + [("GRINDERCTL_AUDIT_DB", auditDB)]
    }

    /// Runs one command as an operator would type it, without a terminal.
    func run(
        _ arguments: [String], atBeat: @escaping @Sendable (Bench.Beat) async throws -> Void = { _ in }
    ) async -> (exit: Int32, output: String, error: String) {
        let console = CapturedConsole()
        var bench = outer
        bench.arguments = arguments
        bench.console = console
        bench.atBeat = atBeat
        bench.environment = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value) })
        bench.environment["HOME"] = folder.path
        bench.environment["BINANCE_API_KEY"] = exchange.apiKey
        bench.environment["BINANCE_API_SECRET"] = exchange.apiSecret
        let exit = await Shell.run(at: bench)
        return (exit, console.written.output, console.written.error)
    }
}

/// An instance whose commands write and read one file: what it says is whether the instance runs.
private struct KeptInstance {
    let name: String
    let file: URL
    var address = ""

    init(_ name: String, in folder: URL) throws {
        self.name = name
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
            start: echo running > '\(file.path)'

        """
    }
}

/// Keeps what a command says instead of showing it; nobody answers its questions.
final class CapturedConsole: Console {
    private let text = Mutex((output: "", error: ""))

    var outputIsTerminal: Bool { false }
    var errorIsTerminal: Bool { false }
    var inputIsTerminal: Bool { false }
    var outputFailure: String? { nil }
    var written: (output: String, error: String) { text.withLock { $0 } }

    func output(_ text: String) { self.text.withLock { $0.output += text } }
    func error(_ text: String) { self.text.withLock { $0.error += text } }
    func readLine() -> String? { nil }
}
