import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct StreamCommandTests {
    private static let empty = #"{"marks":{"BTCUSDT":"60000"}}"#

    @Test func `status leaves the listenKey alone`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let answer = await stage.run(["stream", "status", "--json"])
            #expect(answer.json["command"].text == "stream status")
            #expect(answer.json["findings"][0]["subject"] == .object(["check": .text("stream")]))
            #expect(answer.exit == 1)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a watch makes no listenKey, and says that nobody has one`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let answer = await stage.run(["stream", "watch", "--for", "1s", "--json"])
            #expect(answer.exit == 1)
            #expect(answer.json["error"]["message"].text?.contains("-1125") == true)
            #expect(stage.exchange.mutatingRequests().map(\.method) == ["PUT"])
        }
    }

    @Test func `--create is refused while an instance answers, before anything is asked`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let answer = await stage.run(["stream", "watch", "--create", "--for", "1s", "--json"])
            #expect(answer.exit == 3)
            #expect(answer.attempt == "grinderctl stream watch")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a key is never shown or stored`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let answer = await stage.run(
                ["stream", "watch", "--create", "--for", "1s", "--verbose"],
                with: ["GRINDERCTL_HEALTH": nil, "GRINDERCTL_WS_URL": "ws://127.0.0.1:9"])
            #expect(answer.exit == 69)
            #expect(answer.error.contains("no instance is known"))
            #expect(stage.exchange.mutatingRequests().map(\.method) == ["PUT", "POST"])
            #expect(answer.all.firstMatch(of: /[A-Za-z0-9]{60,}/) == nil, "\(answer.all)")
            #expect(try stage.entries(.step).count >= 2)
        }
    }

    @Test func `a watch sees the expected order's event, told as JSON lines`() async throws {
        try await Stage.set { stage async throws in
            let console = ScriptedConsole()
            async let watching = stage.run(
                ["stream", "watch", "--create", "--expect", States.orphanID, "--for", "99h", "--json"],
                with: ["GRINDERCTL_HEALTH": nil], console: console)
            try await Self.until { console.output.contains(#""note":"connected""#) }
            _ = await stage.triage(States.orphanID)
            let cancelled = await stage.run(Stage.cancel(States.orphanID))
            #expect(cancelled.outcome == "verified")
            let answer = await watching
            #expect(answer.exit == 0, "\(answer.all)")
            let lines = answer.output.split(separator: "\n").map { JSONTree(text: String($0)) }
            let event = try #require(lines.first { $0["clientOrderId"].text == States.orphanID })
            #expect(event["event"].text == "ORDER_TRADE_UPDATE")
            #expect(event["status"].text == "CANCELED")
            #expect(lines.last?["type"].text == "end")
            #expect(lines.last?["seen"] == .bool(true))
            #expect(
                stage.exchange.mutatingRequests().allSatisfy {
                    $0.path != "/fapi/v1/listenKey" || $0.method != "DELETE"
                })
        }
    }

    @Test func `words that are no duration, and a key that is refused`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            #expect(await stage.run(["stream", "watch", "--for", "soon"]).exit == 64)
            #expect(await stage.run(["stream", "watch", "--for", "0s"]).exit == 64)
            #expect(await stage.run(["stream"]).exit == 64)
            let refused = await stage.run(["stream", "watch", "--for", "1s"], with: ["BINANCE_API_KEY": "short"])
            #expect(refused.exit == 4)
            let dead = ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9", "GRINDERCTL_WS_URL": "ws://127.0.0.1:9"]
            #expect(await stage.run(["stream", "watch", "--for", "1s"], with: dead).exit == 69)
        }
    }

    @Test func `a key that the watch made and that is gone is told, and made anew`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let console = ScriptedConsole()
            let interrupts = Stage.deaf()
            async let watching = stage.run(
                ["stream", "watch", "--create", "--json"], with: ["GRINDERCTL_HEALTH": nil], console: console,
                interrupts: interrupts)
            func connections() -> Int { console.output.split(separator: #""note":"connected""#).count - 1 }
            try await Self.until { connections() == 1 }
            stage.exchange.closeListenKey()
            stage.clock.advance(31 * 60_000)
            try await Self.until { console.output.contains("a new listenKey was made") && connections() > 1 }
            interrupts.arrived()
            let answer = await watching
            #expect(answer.output.contains("exists no more (-1125): nothing is received by it"), "\(answer.output)")
            #expect(answer.output.contains(#""note":"gap""#))
            #expect(stage.exchange.mutatingRequests().count { $0.method == "POST" } == 2)
            #expect(answer.exit == 2)
            #expect(answer.all.firstMatch(of: /[A-Za-z0-9]{60,}/) == nil)
        }
    }

    @Test func `a key that cannot be extended is warned about`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let console = ScriptedConsole()
            let interrupts = Stage.deaf()
            async let watching = stage.run(
                ["stream", "watch", "--create", "--json"], with: ["GRINDERCTL_HEALTH": nil], console: console,
                interrupts: interrupts)
            try await Self.until { console.output.contains(#""note":"connected""#) }
            stage.exchange.add(faults: [try Fault(spec: "503-unavailable@PUT:/fapi/v1/listenKey")])
            stage.clock.advance(31 * 60_000)
            try await Self.until { console.output.contains("the listenKey could not be extended") }
            interrupts.arrived()
            #expect((await watching).output.contains(#""note":"listen-key""#))
        }
    }

    private static func until(_ holds: () -> Bool) async throws { try await eventually("it is told", holds) }
}
