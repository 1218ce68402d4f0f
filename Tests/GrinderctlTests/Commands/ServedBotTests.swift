import ExchangeSandbox
import Foundation
import Testing

@testable import BotEvidence
@testable import grinderctl

/// The bot of a scenario as `sandbox serve` gives it away.
@Suite struct ServedBotTests {
    private static let withBot: [String] = Scenario.names.filter { name in
        (try? Scenario.named(name, now: 1_772_971_200_000))?.bot.instances.isEmpty == false
    }

    private func status(_ url: String) async throws -> Int? {
        let pages = PageFetch(timeout: .seconds(900))
        let answer = await pages.get(try InstancePage(url))
        await pages.close()
        return try answer.get().status
    }

    @Test func `every scenario has a bot`() {
        #expect(Self.withBot == Scenario.names)
    }

    @Test(arguments: withBot)
    func `the pages answer, the files are there, and nothing is left`(_ name: String) async throws {
        let scenario = try Scenario.named(name)
        let bot = try await ServedBot.start(scenario.bot, folder: "grinderctl-served-\(UUID().uuidString)")
        let named = Dictionary(uniqueKeysWithValues: bot.names.map { ($0.flag, $0.value) })
        let folder = bot.folder.path
        let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        for (flag, lines) in [("logs", scenario.bot.logs), ("expected", scenario.bot.expected)] {
            let path = try #require(named[flag])
            #expect(path.hasPrefix(folder + "/"))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == lines.map { $0 + "\n" }.joined())
        }
        let health = try #require(named["health"]).split(separator: ",").map(String.init)
        let metrics = try #require(named["metrics"]).split(separator: ",").map(String.init)
        #expect(health.count == scenario.bot.instances.count)
        #expect(metrics == health.map { $0.replacing("/healthz", with: "/metrics") })
        for (instance, address) in zip(scenario.bot.instances, health) where instance.uptimeSeconds != nil {
            #expect(try await status(address) == 200)
            #expect(try await status(address.replacing("/healthz", with: "/metrics")) == 200)
            #expect(try await status(address.replacing("/healthz", with: "/readyz")) == (instance.ready ? 200 : 503))
        }
        #expect((named["config"] == nil) == scenario.bot.instances.allSatisfy { !$0.isKept })
        await bot.stop()
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
