import AuditLog
import ExchangeSandbox
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct AmbiguousAnswerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let fault: String
        let exit: Int32
        let outcome: String
        /// As read back; `nil` where nothing could be read.
        let status: String?
        var executedQty = "0"
        /// Of the request, as `action.outcome` records it.
        let recorded: String
        var openIntents = 0
        var testDescription: String { fault }
    }

    static let rows = [
        Row(fault: "drop-before", exit: 5, outcome: "unknown", status: "NEW", recorded: "unknown", openIntents: 1),
        Row(fault: "drop-after", exit: 0, outcome: "verified", status: "CANCELED", recorded: "unknown"),
        Row(fault: "503-unknown", exit: 5, outcome: "unknown", status: "NEW", recorded: "unknown", openIntents: 1),
        Row(fault: "503-unknown-applied", exit: 0, outcome: "verified", status: "CANCELED", recorded: "unknown"),
        Row(fault: "-1007", exit: 5, outcome: "unknown", status: "NEW", recorded: "unknown", openIntents: 1),
        Row(fault: "-1007-applied", exit: 0, outcome: "verified", status: "CANCELED", recorded: "unknown"),
        Row(fault: "html", exit: 5, outcome: "unknown", status: "NEW", recorded: "unknown", openIntents: 1),
        Row(fault: "503-unavailable", exit: 1, outcome: "failed", status: "NEW", recorded: "not-executed"),
        Row(fault: "503-throttled", exit: 1, outcome: "failed", status: "NEW", recorded: "not-executed"),
        Row(fault: "503-internal", exit: 1, outcome: "failed", status: "NEW", recorded: "not-executed"),
        Row(fault: "429", exit: 75, outcome: "failed", status: "NEW", recorded: "not-executed"),
        Row(fault: "418", exit: 75, outcome: "failed", status: "NEW", recorded: "not-executed"),
        Row(fault: "-1021", exit: 1, outcome: "failed", status: "NEW", recorded: "not-executed"),
        Row(
            fault: "fill-before-cancel", exit: 0, outcome: "verified", status: "FILLED", executedQty: "0.005",
            recorded: "not-executed"),
        Row(
            fault: "partial-fill-before-cancel", exit: 0, outcome: "verified", status: "CANCELED",
            executedQty: "0.003", recorded: "done"),
    ]

    @Test(arguments: rows)
    func `an answer that is not definite is resolved by reading and never by a second DELETE`(
        _ row: Row
    ) async throws {
        try await Stage.set(faults: [row.fault + "@DELETE:/fapi/v1/order"]) { stage async throws in
            #expect(await stage.triage(States.orphanID) == ["orphaned"])
            let answer = await stage.run(Stage.cancel(States.orphanID))
            #expect(answer.exit == row.exit)
            #expect(answer.outcome == row.outcome)
            let result = answer.json["results"][0]
            #expect(result["status"].text == row.status)
            #expect(
                result["executedQty"].text.flatMap { Amount($0) }?.equals(try #require(Amount(row.executedQty))) == true
            )
            #expect(stage.exchange.mutatingRequests().count == 1)

            let intent = try #require(try stage.entries(.actionIntent).first)
            let outcome = try #require(try stage.entries(.actionOutcome).first?.payload())
            #expect(outcome["outcome"]?.stringValue == row.recorded)
            #expect(outcome["intent"]?.integerValue == intent.seq)
            // Written only when it was read back; else the attempt is a note.
            let verified = try stage.entries(.actionVerified).map { try $0.payload() }
            #expect(
                verified.map { $0["outcome"]?.stringValue } == ([5, 75].contains(row.exit) ? [] : [row.outcome]))
            #expect(try stage.entries(.note).count == (row.exit == 5 ? 1 : 0))
            #expect(try stage.openIntents() == row.openIntents)
            if row.exit == 5 { #expect(answer.output.contains("grinderctl audit resolve")) }
            if row.fault.hasPrefix("503-"), row.recorded == "not-executed" {
                #expect(result["detail"].text?.contains("it was not executed, and may be tried again") == true)
            }
            if row.exit == 75 { #expect(result["detail"].text?.contains(/wait [0-9]+ s/) == true) }
            if row.executedQty != "0" { #expect(answer.output.contains("grinderctl triage position BTCUSDT")) }

            stage.exchange.clearFaults()
            let resolved = await stage.run(["audit", "resolve", "--json"])
            #expect(resolved.exit == 0)
            #expect(resolved.json["results"].elements.count == row.openIntents)
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(await stage.run(["audit", "verify"]).exit == 0)
        }
    }

    @Test(arguments: [("-1007-applied", 0, "CANCELED"), ("-1007", 5, nil as String?), ("drop-after", 0, "CANCELED")])
    func `a conditional order fares no differently`(_ fault: String, _ exit: Int32, _ status: String?) async throws {
        try await Stage.set(faults: [fault + "@DELETE:/fapi/v1/algoOrder"]) { stage async throws in
            #expect(await stage.triage(States.stopID) == ["orphaned"])
            let answer = await stage.run(Stage.cancel(States.stopID))
            #expect(answer.exit == exit)
            if let status { #expect(answer.json["results"][0]["status"].text == status) }
            #expect(stage.exchange.mutatingRequests().count == 1)
            #expect(await stage.run(["audit", "resolve"]).exit == 0)
        }
    }

    @Test func `a stop that fired and filled before its cancel is final, and its fill is told`() async throws {
        try await Stage.set(faults: ["503-unavailable@DELETE:/fapi/v1/algoOrder"]) { stage async throws in
            #expect(await stage.triage(States.stopID) == ["orphaned"])
            let answer = await stage.run(Stage.cancel(States.stopID)) { phase in
                // Its trigger fires after the order was read for the last time before the request.
                if phase == .intentDurable { stage.exchange.setMark("BTCUSDT", "56000") }
            }
            let result = answer.json["results"][0]
            #expect(result["outcome"].text == "verified", "\(answer.all)")
            #expect(result["status"].text == "FINISHED")
            #expect(result["executedQty"].text == "0.005")
            #expect(result["next"][0].text == "grinderctl triage position BTCUSDT")
        }
    }

    @Test func `an exchange that vanished after the intent refuses the connection: not executed, failed`() async throws
    {
        // A connection that is kept may be used before its end is seen: the request then left, and may have arrived.
        try await Stage.set(keepsConnections: false) { stage async throws in
            _ = await stage.triage(States.orphanID)
            let answer = await stage.run(Stage.cancel(States.orphanID)) { phase in
                if phase == .intentDurable { await stage.exchange.stop() }
            }
            #expect(answer.exit == 1)
            #expect(answer.outcome == "failed")
            #expect(try stage.openIntents() == 0)
        }
    }

    @Test func `when the order cannot be read back the outcome stays unknown until it can`() async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            let answer = await stage.run(Stage.cancel(States.orphanID)) { phase in
                guard phase == .intentDurable else { return }
                stage.exchange.add(faults: [
                    try Fault(spec: "-1007-applied@DELETE:/fapi/v1/order"),
                    try Fault(spec: "503-unavailable@GET:/fapi/v1/order"),
                ])
            }
            #expect(answer.exit == 5)
            #expect(answer.json["results"][0]["next"][0].text == "grinderctl audit resolve")
            #expect(try stage.openIntents() == 1)
            #expect(await stage.run(["audit", "resolve"]).exit == 5)
            stage.exchange.clearFaults()
            let resolved = await stage.run(["audit", "resolve", "--json"])
            #expect(resolved.exit == 0)
            #expect(resolved.json["results"][0]["status"].text == "CANCELED")
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }

    @Test func `after an unknown outcome the other orders of the call are not sent`() async throws {
        try await Stage.set(faults: ["-1007@DELETE:/fapi/v1/order*1"]) { stage async throws in
            _ = await stage.triage(States.orphanID, States.secondID)
            let answer = await stage.run(Stage.cancel(States.orphanID, States.secondID))
            #expect(answer.exit == 5)
            #expect(answer.json["results"].elements.map { $0["outcome"].text } == ["unknown", "failed"])
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }

    @Test(arguments: [(States.endedID, "CANCELED", false), (States.filledID, "FILLED", true)])
    func `an order that ended already is verified and nothing is sent`(
        _ id: String, _ status: String, _ hasFills: Bool
    ) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(Stage.cancel(id))
            #expect(answer.exit == 0)
            #expect(answer.outcome == "verified")
            #expect(answer.json["results"][0]["status"].text == status)
            #expect(answer.json["results"][0]["next"].elements.isEmpty == !hasFills)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `an order the exchange does not know fails and nothing is sent`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(Stage.cancel(States.unknownID))
            #expect(answer.exit == 1)
            #expect(answer.outcome == "failed")
            _ = await stage.triage(States.orphanID)
            let both = await stage.run(Stage.cancel(States.orphanID, States.unknownID))
            #expect(both.exit == 1)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
