import AuditLog
import BotEvidence
import ExchangeSandbox
import Foundation
import JSON
import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

/// From a webhook to a recorded verdict and its notification.
@Suite struct ListenTests {
    private static let unexpected = Webhook.Alert.of(.orderUnexpected)

    @Test func `an alert opens an incident, is triaged, recorded and told once; told again it changes nothing`()
        async throws
    {
        try await Stage.set { stage async throws in
            let told = ListenStage.Told()
            try await ListenStage.run(on: stage, told: told) { listen async throws in
                #expect(await listen.post(Webhook.text([Self.unexpected]))?.status == 202)
                try await listen.investigations(1)
                #expect(told.all.count == 1)
                #expect(told.all.first?.contains("orphaned") == true, "\(told.all)")
                // The same moment as the API writes it, other annotations, another sender.
                var again = Self.unexpected
                again.startsAt = "2026-03-08T12:00:00.123Z"
                for _ in 0..<2 { #expect(await listen.post(Webhook.text([again]))?.status == 202) }
                #expect(await listen.metric(#"alerts_total{fate="repeated"}"#) == "2")
                #expect(await listen.metric("queue_length") == "0")
            }
            #expect(told.all.count == 1)
            let opened = try stage.entries(.incidentOpened)
            #expect(opened.count == 1)
            let verdicts = try stage.entries(.verdict)
            #expect(Set(verdicts.map(\.incident)) == [opened.first?.incident])
            #expect(Set(verdicts.map(\.investigation)).count == 1)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
            // It clears what the triage of a person would.
            let cancel = await stage.run(Stage.cancel(States.orphanID))
            #expect(cancel.outcome == "verified", "\(cancel.all)")
        }
    }

    @Test func `after a restart what had its verdict is still the same`() async throws {
        try await Stage.set { stage async throws in
            let told = ListenStage.Told()
            for _ in 0..<2 {
                try await ListenStage.run(on: stage, told: told) { listen async throws in
                    _ = await listen.post(Webhook.text([Self.unexpected]))
                    if told.all.isEmpty { try await listen.investigations(1) }
                    #expect(await listen.metric("queue_length") == "0")
                }
            }
            #expect(told.all.count == 1)
            #expect(try stage.entries(.incidentOpened).count == 1)
        }
    }

    @Test func `resolved is noted once and closes nothing; firing anew is new and joins the open incident`()
        async throws
    {
        try await Stage.set { stage async throws in
            try await ListenStage.run(on: stage) { listen async throws in
                _ = await listen.post(Webhook.text([Self.unexpected]))
                try await listen.investigations(1)
                var over = Self.unexpected
                over.status = "resolved"
                for _ in 0..<2 { #expect(await listen.post(Webhook.text([over]))?.status == 202) }
                #expect(await listen.metric(#"alerts_total{fate="resolved"}"#) == "1")
                let notes = try stage.entries(.note)
                #expect(notes.count == 1)
                let first = try notes.first?.payload()
                #expect(first?["listen"]?.stringValue == "resolved")
                #expect(try stage.entries(.incidentClosed).isEmpty)
                var anew = Self.unexpected
                anew.startsAt = "2026-03-08T13:00:00Z"
                _ = await listen.post(Webhook.text([anew]))
                try await listen.investigations(2)
            }
            let incident = try stage.entries(.incidentOpened)
            #expect(incident.count == 1)
            #expect(try stage.entries(.note).first?.incident == incident.first?.incident)
            #expect(try Set(stage.entries(.investigationOpened).map(\.incident)) == [incident.first?.incident])
        }
    }

    @Test func `another group has an incident of its own, and a closed one is not joined`() async throws {
        try await Stage.set { stage async throws in
            try await ListenStage.run(on: stage) { listen async throws in
                _ = await listen.post(Webhook.text([Self.unexpected]))
                try await listen.investigations(1)
                _ = await listen.post(Webhook.text([.of(.positionNonzero)], group: "other"))
                try await listen.investigations(2)
                let first = try #require(try stage.entries(.incidentOpened).first?.incident)
                #expect(await stage.run(["incident", "close", first, "--reason", "done"]).exit == 0)
                var anew = Self.unexpected
                anew.startsAt = "2026-03-08T13:00:00Z"
                _ = await listen.post(Webhook.text([anew]))
                try await listen.investigations(3)
            }
            #expect(try Set(stage.entries(.incidentOpened).map(\.incident)).count == 3)
        }
    }

    @Test func `what is not ours is skipped; what does not say its type, or was left out, is inconclusive`()
        async throws
    {
        try await Stage.set { stage async throws in
            let told = ListenStage.Told()
            try await ListenStage.run(on: stage, told: told) { listen async throws in
                let foreign = Webhook.Alert(name: "DiskFull", labels: ["type": "sda1"])
                #expect(await listen.post(Webhook.text([foreign]))?.status == 202)
                #expect(await listen.metric(#"alerts_total{fate="skipped"}"#) == "1")
                #expect(await listen.post(Webhook.text([Webhook.Alert()]))?.status == 202)
                try await listen.investigations(1)
                for _ in 0..<2 { _ = await listen.post(Webhook.text([foreign], truncated: 3)) }
                try await listen.investigations(2)
                #expect(await listen.metric(#"verdicts_total{code="inconclusive"}"#) == "2")
            }
            #expect(told.all.count == 2)
            #expect(told.all.last?.contains("3 alerts left out") == true, "\(told.all)")
            // Clock and symbols are asked only where there is something to look at.
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `labels are data: they choose no environment, file, URL or command`() async throws {
        try await Stage.set { stage async throws in
            try await PageServer.run { trap async throws in
                let told = ListenStage.Told()
                try await ListenStage.run(on: stage, told: told) { listen async throws in
                    var alert = Self.unexpected
                    for (name, value) in [
                        "env": "mainnet", "base_url": trap.url, "instance": trap.url + "/metrics", "url": trap.url,
                        "logs": "/etc/passwd", "notify": "touch \(stage.folder)/owned", "job": "$(touch owned)",
                        "signature": String(repeating: "ab", count: 32), "symbol": "../../etc/passwd",
                        "cmd\n\u{1B}[31m": "\u{1B}]0;x\u{7}",
                    ] { alert.labels[name] = value }
                    #expect(await listen.post(Webhook.text([alert], group: "x\n\u{1B}[2J"))?.status == 202)
                    try await listen.investigations(1)
                }
                #expect(trap.requests.isEmpty)
                #expect(!FileManager.default.fileExists(atPath: stage.folder + "/owned"))
                #expect(told.all.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("root:") })
                #expect(try Set(stage.entries().map(\.environment)) == ["sandbox"])
                #expect(stage.exchange.mutatingRequests().isEmpty)
            }
        }
    }

    @Test func `notify is given no key, and its failure is a note`() async throws {
        try await Stage.set { stage async throws in
            let told = ListenStage.Told()
            told.end(.exited(7))
            try await ListenStage.run(
                on: stage,
                with: [
                    "PGPASSWORD": "pg-secret-value", "SLACK_URL": "https://hooks.example/x",
                    "COPY": stage.exchange.apiSecret,
                ],
                told: told
            ) { listen async throws in
                _ = await listen.post(Webhook.text([Self.unexpected]))
                try await eventually("the failure is noted") { try !stage.entries(.note).isEmpty }
                #expect(await listen.metric("notify_failures_total") == "1")
            }
            #expect(told.environment["SLACK_URL"] != nil && told.environment["HOME"] != nil)
            let values = told.environment.values.joined(separator: " ")
            for secret in [stage.exchange.apiKey, stage.exchange.apiSecret, "pg-secret-value"] {
                #expect(!values.contains(secret) && !told.all.joined().contains(secret))
            }
            let note = try stage.entries(.note).first?.payload()["text"]?.stringValue
            #expect(note?.contains("status 7") == true)
            #expect(try !stage.entries(.verdict).isEmpty)
        }
    }
}
