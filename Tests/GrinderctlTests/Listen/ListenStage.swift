import AuditLog
import BotEvidence
import ExchangeSandbox
import Foundation
import OperatorStage
import Synchronization
import TriageCore

@testable import grinderctl

/// A `listen` that runs in process on a stage, and its end by a signal.
struct ListenStage {
    let stage: Stage
    let port: Int
    let console: ScriptedConsole
    private let interrupts: Interrupts
    private let running: Task<Int32, Never>

    /// What `--notify` was given, and with which environment; its endings are the test's.
    final class Told: Sendable {
        private let blocks = Mutex<[String]>([])
        private let environments = Mutex<[[String: String]]>([])
        private let ending = Mutex<Program.Outcome.Ending>(.exited(0))

        var all: [String] { blocks.withLock { $0 } }
        var environment: [String: String] { environments.withLock { $0.last } ?? [:] }

        func end(_ how: Program.Outcome.Ending) { ending.withLock { $0 = how } }

        func run(_ program: Program) -> Program.Outcome {
            environments.withLock { $0.append(program.environment) }
            blocks.withLock { $0.append(String(decoding: program.input, as: UTF8.self)) }
            return Program.Outcome(ending: ending.withLock { $0 })
        }
    }

    /// - Parameter haste: so many times sooner are the listener's own limits over.
    static func run<T>(
        on stage: Stage, _ more: [String] = [], with changes: [String: String?] = [:], told: Told = Told(),
        haste: Int = 1, _ play: (ListenStage) async throws -> T
    ) async throws -> T {
        let console = ScriptedConsole()
        let interrupts = Stage.deaf()
        var context = stage.context(
            ["listen", "--bind", "127.0.0.1:0", "--notify", "tell"] + more, with: changes, console: console,
            interrupts: interrupts)
        context.programs.run = { program in told.run(program) }
        if haste > 1 { context.limit = { try await Task.sleep(for: $0 / haste) } }
        let ready = context
        let running = Task { await Shell.run(at: ready, parse: NarrowParser.parse) }
        try await eventually("listen says where") { console.output.hasSuffix("\n") || !console.error.isEmpty }
        let url = JSONTree(text: console.output)["url"].text ?? ""
        let port = url.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        let listen = ListenStage(stage: stage, port: port, console: console, interrupts: interrupts, running: running)
        let result: Result<T, any Error>
        do {
            result = .success(try await play(listen))
        } catch {
            result = .failure(error)
        }
        _ = await listen.end()
        return try result.get()
    }

    /// Its exit.
    @discardableResult
    func end() async -> Int32 {
        interrupts.arrived()
        return await running.value
    }

    func signal() { interrupts.arrived() }

    func post(_ body: String, headers: [String] = []) async -> RawAnswer? {
        await RawHTTP.post(body, to: port, headers: headers)
    }

    /// A sample of `/metrics`: `verdicts_total{code="orphaned"}`.
    func metric(_ name: String) async -> String? {
        let page = await RawHTTP.get("/metrics", from: port)?.body ?? ""
        return page.split(separator: "\n").first { $0.hasPrefix("grinderctl_listen_\(name) ") }.flatMap {
            $0.split(separator: " ").last.map(String.init)
        }
    }

    func investigations(_ count: Int) async throws {
        try await eventually("\(count) investigations end") { await metric("investigations_total") == String(count) }
    }
}

/// Alertmanager's webhook, version 4.
struct Webhook {
    struct Alert {
        var name = "ReconcileMismatchDetected"
        var labels: [String: String] = [:]
        var status = "firing"
        var startsAt = "2026-03-08T12:00:00.123456789Z"

        static func of(_ mismatch: Mismatch, instance: String = "bot-1:9090") -> Alert {
            Alert(labels: ["type": mismatch.rawValue, "instance": instance])
        }

        var json: [String: Any] {
            [
                "status": status, "labels": labels.merging(["alertname": name]) { first, _ in first },
                "annotations": ["summary": "x"], "startsAt": startsAt, "endsAt": "0001-01-01T00:00:00Z",
                "generatorURL": "http://prometheus/graph", "fingerprint": "a",
            ]
        }
    }

    static func text(_ alerts: [Alert], group: String = #"{}:{alertname="R"}"#, truncated: Int = 0) -> String {
        let firing = alerts.contains { $0.status == "firing" }
        let object: [String: Any] = [
            "version": "4", "groupKey": group, "truncatedAlerts": truncated, "status": firing ? "firing" : "resolved",
            "receiver": "grinderctl", "groupLabels": [:] as [String: String], "externalURL": "http://am",
            "alerts": alerts.map(\.json),
        ]
        return String(decoding: (try? JSONSerialization.data(withJSONObject: object)) ?? Data(), as: UTF8.self)
    }
}
