import ExchangeSandbox
import Foundation
import OperatorStage
import TestSupport
import Testing

@testable import grinderctl

/// Without `--execute` nothing changes: commands and flags as the parser itself lists them, so that a new command is among
/// them by existing.
@Suite struct NoOpTests {
    /// Commands that act in an exchange of their own, or end only when they are told to.
    private static let passedOver: Set<String> = ["drill", "sandbox serve", "listen"]
    /// Watching ends only when it is told to.
    private static let unending: Set<String> = ["watch"]

    @Test func `ten thousand invocations without --execute send no mutating request and start no command`() async throws
    {
        let commands = try await Self.commands()
        #expect(commands.count > 35, "\(commands.count)")
        for path in ["cancel", "flatten", "reset", "stream reconnect", "triage missing", "scan", "audit resolve"] {
            #expect(commands.contains { $0.path == path }, "\(path)")
        }
        let cases = Campaign.isWhole ? 10_000 : 80
        var dice = SeededGenerator(seed: 20_260_308, "no-op")
        var wrong: [String] = []
        var counts: [String: Int] = [:]
        for batch in 0..<(cases + 159) / 160 {
            let some = min(160, cases - batch * 160)
            try await Stage.set { stage async throws in
                let world = try Self.furnish(stage)
                for number in 0..<some {
                    // Each in turn, then by chance.
                    let command = commands[(batch * 160 + number) % commands.count]
                    let words = command.words(&dice, world)
                    let exit = await Self.run(words, on: stage, world)
                    counts["exit \(exit.map(String.init) ?? "by time")", default: 0] += 1
                    // Watching asks for the key's listenKey, which extends it, as its help says.
                    let changes = stage.exchange.mutatingRequests().filter { $0.path != "/fapi/v1/listenKey" }
                    if !changes.isEmpty { wrong.append("\(words): \(changes.map(\.path))") }
                    if exit == 70 { wrong.append("\(words): a bug") }
                    if FileManager.default.fileExists(atPath: world.marker) { wrong.append("\(words): ran a command") }
                    if !wrong.isEmpty { return }
                }
            }
        }
        Campaign.printSummary(
            "commands without --execute, from the parser itself", cases: cases, failures: wrong.count, counts)
        #expect(wrong.isEmpty, "\(wrong.prefix(5).joined(separator: "\n"))")
        #expect(counts["exit 0", default: 0] > cases / 20, "\(counts)")
    }

    /// What flags may be given: names, files and addresses of the stage.
    struct World: Sendable {
        let config: String
        let marker: String
        let files: [String]
        let addresses: [String]
        let folder: String
    }

    private static func furnish(_ stage: Stage) throws -> World {
        let marker = stage.folder + "/commands-ran"
        let config = try stage.write(
            """
            instances:
              - name: grinder-1
                health: \(stage.bot.baseURL)
                stop: touch '\(marker)'
                start: touch '\(marker)'
            listen: {notify: "touch '\(marker)'"}

            """.replacing(/listen:.*\n/, with: ""), to: "config.yaml")
        let log = try stage.write(
            "2026-03-08T10:00:00Z ERROR RECONCILE_MISMATCH_DETECTED type=ORDER_EXISTS_UNEXPECTED "
                + "client_order_id=\(States.orphanID)\n", to: "bot.log")
        let alert = try stage.write(
            #"{"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"ReconcileMismatchDetected","#
                + #""type":"ORDER_EXISTS_UNEXPECTED"}}]}"#, to: "alert.json")
        return World(
            config: config, marker: marker, files: [log, alert, config, stage.auditPath, stage.folder + "/new"],
            addresses: [stage.bot.baseURL, stage.bot.baseURL + "/metrics", "http://127.0.0.1:9"], folder: stage.folder)
    }

    /// `nil` when it had to be ended.
    private static func run(_ words: [String], on stage: Stage, _ world: World) async -> Int32? {
        await withTaskGroup(of: Int32?.self) { group in
            group.addTask {
                await stage.run(
                    words, with: ["GRINDERCTL_CONFIG": world.config, "XDG_CONFIG_HOME": world.folder]
                ).exit
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(20))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    private static func commands() async throws -> [DumpedCommand] {
        let dump = try await Stage.set { await $0.run(["--experimental-dump-help"]) }
        let root = try #require(
            try JSONSerialization.jsonObject(with: Data(dump.output.utf8)) as? [String: Any], "\(dump.all.prefix(300))")
        return DumpedCommand.leaves(root).filter { !passedOver.contains($0.path) }
            .map { $0.without(unending) }
    }
}
