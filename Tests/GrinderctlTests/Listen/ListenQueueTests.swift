import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

/// One at a time, the rest waits; a signal ends it.
@Suite struct ListenQueueTests {
    /// Holds the first investigation at its look at the open orders.
    private static func held(
        haste: Int = 1, told: ListenStage.Told = ListenStage.Told(),
        _ play: @Sendable (Stage, ListenStage, Held) async throws -> Void
    ) async throws {
        let held = Held()
        try await Stage.set(beforeAnswer: { if $0.path == "/fapi/v1/openAlgoOrders" { await held.hold() } }) {
            stage async throws in
            try await ListenStage.run(on: stage, told: told, haste: haste) { listen async throws in
                _ = await listen.post(Webhook.text([.of(.orderUnexpected)]))
                await held.arrival()
                do {
                    try await play(stage, listen, held)
                } catch {
                    held.letGo()
                    throw error
                }
                held.letGo()
            }
        }
    }

    @Test func `one is investigated while those of one type, symbol and instance wait as one`() async throws {
        let told = ListenStage.Told()
        try await Self.held(told: told) { stage, listen, held async throws in
            for number in 0..<5 {
                var alert = Webhook.Alert.of(.positionNonzero)
                alert.labels["replica"] = String(number)
                #expect(await listen.post(Webhook.text([alert], group: "g\(number)"))?.status == 202)
            }
            #expect(await listen.metric("queue_length") == "1")
            #expect(await listen.metric("busy") == "1")
            #expect(await listen.metric(#"alerts_total{fate="joined"}"#) == "4")
            held.letGo()
            try await listen.investigations(2)
            // Each group has its incident, and each says where it was looked at.
            let incidents = Set(try stage.entries(.incidentOpened).map(\.incident))
            #expect(incidents.count == 6)
            #expect(try Set(stage.entries(.note).map(\.incident)).count == 4)
        }
        #expect(told.all.count == 2)
    }

    @Test func `when 64 wait it answers 503 and when to come again; what waits already is taken`() async throws {
        try await Self.held { stage, listen, _ async throws in
            let alerts = (0..<70).map { Webhook.Alert.of(.orderUnexpected, instance: "bot-\($0)") }
            let answer = await listen.post(Webhook.text(alerts))
            #expect(answer?.status == 503)
            #expect(answer?.header("retry-after").flatMap { Int($0) } ?? 0 > 0)
            #expect(await listen.metric("queue_length") == "64")
            #expect(await listen.post(Webhook.text([alerts[0]]))?.status == 202)
            #expect(await listen.post(Webhook.text([alerts[69]]))?.status == 503)
            let more = Webhook.Alert(
                labels: alerts[3].labels.merging(["replica": "b"]) { first, _ in first })
            #expect(await listen.post(Webhook.text([more]))?.status == 202)
            // What was refused left no incident behind that nothing belongs to.
            #expect(await listen.post(Webhook.text([.of(.orderMissing)], group: "late"))?.status == 503)
            #expect(try stage.entries(.incidentOpened).count == 1)
        }
    }

    @Test func `ended, it takes no more, finishes what it began and notes what waited`() async throws {
        let told = ListenStage.Told()
        try await Self.held(told: told) { stage, listen, held async throws in
            _ = await listen.post(Webhook.text([.of(.orderMissing)]))
            listen.signal()
            try await eventually("what waited is noted") {
                try stage.entries(.note).contains { (try? $0.payload())?["listen"]?.stringValue == "left" }
            }
            #expect(await listen.post(Webhook.text([.of(.statusDivergence)])) == nil)
            held.letGo()
            #expect(await listen.end() == 0)
            #expect(told.all.count == 1)
            #expect(told.all.first?.contains("orphaned") == true)
            let verdicts = try stage.entries(.verdict)
            #expect(!verdicts.isEmpty && verdicts.allSatisfy { $0.incident != nil })
        }
    }

    @Test func `what cannot be finished in time ends inconclusive, recorded and told`() async throws {
        let told = ListenStage.Told()
        try await Self.held(haste: 40, told: told) { stage, listen, _ async throws in
            listen.signal()
            #expect(await listen.end() == 0)
            let verdicts = try stage.entries(.verdict)
            #expect(verdicts.map { (try? $0.payload())?["code"]?.stringValue } == ["inconclusive"])
            #expect(told.all.count == 1)
            #expect(told.all.first?.contains("inconclusive") == true, "\(told.all)")
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test func `what was cut short is looked at when it is told again after a restart`() async throws {
        let told = ListenStage.Told()
        try await Self.held(haste: 40, told: told) { stage, listen, held async throws in
            listen.signal()
            #expect(await listen.end() == 0)
            held.letGo()
            try await ListenStage.run(on: stage, told: told) { again async throws in
                for _ in 0..<2 { _ = await again.post(Webhook.text([.of(.orderUnexpected)])) }
                try await again.investigations(1)
                #expect(await again.metric(#"alerts_total{fate="repeated"}"#) == "1")
            }
            #expect(told.all.count == 2 && told.all.last?.contains("orphaned") == true, "\(told.all)")
        }
    }

    @Test(arguments: [true, false])
    func `what met the exchange down is looked at when it is told again`(restarts: Bool) async throws {
        let told = ListenStage.Told()
        try await Stage.set(faults: ["503-unavailable*40"]) { stage async throws in
            func tell(_ listen: ListenStage, _ count: Int) async throws {
                _ = await listen.post(Webhook.text([.of(.orderUnexpected)]))
                try await listen.investigations(count)
            }
            try await ListenStage.run(on: stage, told: told) { listen async throws in
                try await tell(listen, 1)
                stage.exchange.clearFaults()
                guard !restarts else { return }
                try await tell(listen, 2)
            }
            if restarts { try await ListenStage.run(on: stage, told: told) { try await tell($0, 1) } }
            #expect(told.all.count == 2, "\(told.all)")
            #expect(told.all.last?.contains("orphaned") == true, "\(told.all)")
            let notes = try stage.entries(.note).compactMap { (try? $0.payload())?["listen"]?.stringValue }
            #expect(notes.contains("unsettled"))
        }
    }
}
