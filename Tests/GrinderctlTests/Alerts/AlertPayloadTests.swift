import ExchangeSandbox
import FoundationEssentials
import Testing
import TriageCore

@testable import grinderctl

/// What each shape of payload asks for; the commands themselves are in `TriageAlertTests`.
struct AlertPayloadTests {
    private static let labels = #""labels":{"alertname":"ReconcileMismatchDetected","type":"ORDER_EXISTS_UNEXPECTED"}"#
    private static let unexpected = AlertPayload.Task.triage(.orderUnexpected, nil, nil)

    struct Shape: Sendable, CustomTestStringConvertible {
        let tool: String
        let text: String
        var testDescription: String { tool }
    }

    private static let shapes = [
        Shape(
            tool: "Alertmanager's webhook, version 4",
            text: #"{"version":"4","groupKey":"{}:{}","truncatedAlerts":0,"status":"firing","receiver":"r","#
                + #""groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am","#
                + #""alerts":[{"status":"firing",\#(labels),"annotations":{},"startsAt":"2026-03-08T12:00:00Z","#
                + #""endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"a"}]}"#),
        Shape(
            tool: "GET /api/v2/alerts",
            text:
                #"[{"annotations":{},"endsAt":"2026-03-08T12:04:00.000Z","fingerprint":"a","receivers":[{"name":"r"}],"#
                + #""startsAt":"2026-03-08T12:00:00.000Z","status":{"inhibitedBy":[],"silencedBy":[],"state":"active"},"#
                + #""updatedAt":"2026-03-08T12:00:00.000Z",\#(labels)}]"#),
        Shape(
            tool: "GET /api/v2/alerts/groups",
            text: #"[{"labels":{"alertname":"x"},"receiver":{"name":"r"},"alerts":[{"annotations":{},"#
                + #""startsAt":"2026-03-08T12:00:00.000Z","status":{"inhibitedBy":[],"silencedBy":[],"#
                + #""state":"active"},\#(labels)}]}]"#),
        Shape(
            tool: "amtool alert query -o json, silenced",
            text: #"[{"annotations":{},"startsAt":"2026-03-08T12:00:00.000Z",\#(labels),"#
                + #""status":{"inhibitedBy":null,"silencedBy":["b"],"state":"suppressed"}}]"#),
        Shape(
            tool: "Grafana's webhook",
            text: #"{"receiver":"w","status":"firing","orgId":1,"title":"[FIRING:1]","state":"alerting","message":"m","#
                + #""alerts":[{"status":"firing",\#(labels),"annotations":{},"values":{"A":4.0},"valueString":"v","#
                + #""silenceURL":"","dashboardURL":"","panelURL":"","startsAt":"2026-03-08T12:00:00Z"}],"#
                + #""truncatedAlerts":0,"version":"1","groupKey":"g"}"#),
        Shape(
            tool: "Prometheus' GET /api/v1/alerts",
            text: #"{"status":"success","data":{"alerts":[{\#(labels),"annotations":{},"state":"firing","#
                + #""activeAt":"2026-03-08T12:00:00Z","value":"4e+00"}]}}"#),
    ]

    @Test(arguments: [String.Encoding.utf8, .utf16, .utf16LittleEndian, .utf16BigEndian], shapes)
    func `an alert is taken as a shell saved it or as it was cut by hand`(encoding: String.Encoding, shape: Shape)
        throws
    {
        for text in [shape.text, "\u{FEFF}" + shape.text, shape.text.replacing("}]", with: "},\n]")] {
            // UTF-16 without an order of bytes has its mark already.
            guard encoding != .utf16 || !text.hasPrefix("\u{FEFF}") else { continue }
            let payload = try AlertPayload.read(try #require(text.data(using: encoding)))
            #expect(payload.alerts.map(AlertPayload.task(of:)) == [Self.unexpected])
            #expect(payload.truncated == 0 && payload.unreadable == 0)
        }
    }

    @Test func `of a label given twice the last counts, and a number or a truth is told as it is written`() throws {
        let text =
            #"[{"labels":{"alertname":"x","type":"a","type":"ORDER_EXISTS_UNEXPECTED","n":1.50,"yes":true,"no":null},"#
            + #""status":"firing","endsAt":12345678901234567890}]"#
        let alert = try #require(try AlertPayload.read(Data(text.utf8)).alerts.first)
        #expect(alert.labels == ["alertname": "x", "type": "ORDER_EXISTS_UNEXPECTED", "n": "1.50", "yes": "true"])
        #expect(alert.endsAt == "12345678901234567890")
    }

    @Test(arguments: shapes)
    func `every tool's alerts are taken`(shape: Shape) throws {
        let payload = try AlertPayload.read(Data(shape.text.utf8))
        #expect(payload.alerts.map(AlertPayload.task(of:)) == [Self.unexpected])
        #expect(payload.truncated == 0 && payload.unreadable == 0)
    }

    @Test(
        arguments: [
            (#"{"state":"suppressed","silencedBy":["b","c"],"inhibitedBy":[]}"#, "silenced by b c"),
            (#"{"state":"suppressed","silencedBy":null,"inhibitedBy":["d"]}"#, "inhibited by d"),
            (#"{"state":"suppressed"}"#, "silenced or inhibited"), (#"{"state":"active","silencedBy":[]}"#, nil),
            (#""firing""#, nil),
        ])
    func `what is silenced or inhibited is marked, and fires all the same`(status: String, mark: String?) throws {
        let text = #"[{"startsAt":"2026-03-08T12:00:00.000Z","status":\#(status),\#(Self.labels)}]"#
        let alert = try #require(try AlertPayload.read(Data(text.utf8)).alerts.first)
        #expect(alert.mutedBy == mark && alert.startsAt == "2026-03-08T12:00:00.000Z")
        #expect(AlertPayload.task(of: alert) == Self.unexpected)
    }

    private func task(_ labels: [String: String], _ status: String = "firing") -> AlertPayload.Task {
        AlertPayload.task(of: AlertPayload.Alert(status: status, labels: labels))
    }

    @Test func `ours are told by their names and by the four types`() {
        for name in ["ReconcileMismatchDetected", "ReconcileMismatchSpike", "GrafanaRule7"] {
            for mismatch in Mismatch.allCases {
                #expect(
                    task(["alertname": name, "type": mismatch.rawValue]) == .triage(mismatch, nil, nil), "\(name)")
            }
        }
        for name in ["ReconcileSnapshotStale", "ReconcileLoopDown"] {
            #expect(task(["alertname": name]) == .checkState)
        }
        #expect(
            task(["alertname": "x", "mismatch_type": "ORDER_MISSING_ON_EXCHANGE", "client_order_id": "a_1"])
                == .triage(.orderMissing, ClientOrderID("a_1"), nil))
        if case .skipped = task(["alertname": "DiskFull", "type": "sda1"]) {} else { Issue.record("a foreign alert") }
    }

    @Test(arguments: [
        ["alertname": "ReconcileMismatchDetected"], ["alertname": "ReconcileMismatchSpike", "type": ""],
        ["alertname": "ReconcileMismatchSpike", "type": "ORDER_NEW_KIND"],
    ])
    func `one of ours that names no known type is not passed over`(labels: [String: String]) {
        if case .unclear = task(labels) {} else { Issue.record("\(labels)") }
        if case .skipped = task(labels, "resolved") {} else { Issue.record("resolved: \(labels)") }
    }
}

@Suite struct AlertEndingTests {
    private static func alert(_ labels: String, _ status: String = "firing") -> String {
        #"{"status":"\#(status)","labels":{\#(labels)}}"#
    }

    private static let untyped = alert(#""alertname":"ReconcileMismatchDetected""#)
    private static let foreign = alert(#""alertname":"DiskFull""#)
    private static let resolved = alert(#""alertname":"ReconcileLoopDown""#, "resolved")

    @Test(
        arguments: [
            ("[]", 0, "No alert is firing"), (#"{"alerts":[]}"#, 0, "No alert is firing"),
            (#"{"alerts":[],"truncatedAlerts":3}"#, 2, "3 alerts left out"),
            (#"{"alerts":[],"truncatedAlerts":-1}"#, 2, "left out"),
            (#"{"alerts":[],"truncatedAlerts":{}}"#, 2, "left out"),
            (#"{"status":"error","error":"boom","data":{"alerts":[]}}"#, 65, "isn't an alert payload"),
            ("[\(untyped)]", 2, "has no type label"), ("[\(untyped),\(foreign)]", 2, "has no type label"),
            ("[\(foreign),\(resolved)]", 0, "nothing was looked at"),
            (#"{"alerts":[\#(foreign)],"truncatedAlerts":1}"#, 2, "1 alert left out"),
            ("[\(foreign),7]", 2, "cannot be read as an alert"),
        ] as [(String, Int32, String)])
    func `what was not looked at is said, and asks nothing of the exchange`(
        _ payload: String, _ exit: Int32, _ told: String
    ) async throws {
        try await Stage.set { stage async throws in
            let file = try stage.write(payload, to: "alert.json")
            let answer = await stage.run(["triage", "alert", file])
            #expect(answer.exit == exit, "\(answer.all)")
            #expect(answer.all.contains(told), "\(answer.all)")
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `a divergence alert finds the order that is over in the expected state and lives on`() async throws {
        try await Sample.play("status_divergence") { stage, environment async throws in
            let file = try stage.write(
                AlertPayloads.payload("firing", "ORDER_STATUS_DIVERGENCE"), to: "alert.json")
            let answer = await stage.run(
                ["triage", "alert", file, "--weight-budget", "100%", "--json"], with: environment)
            let codes = Dictionary(
                answer.json["findings"].elements.map {
                    ($0["subject"]["clientOrderId"].text ?? "", $0["verdict"]["code"].text ?? "")
                }, uniquingKeysWith: { $1 })
            #expect(codes["grinder_d_BTCUSDT_1_1772971200_2"] == "persistent", "\(answer.all)")
            #expect(codes.count == 4)
            #expect(answer.exit == 1)
        }
    }

    @Test func `a row that is over otherwise than the exchange says is a candidate too`() async throws {
        let state = States.orphan
        try await Stage.set(state: state) { stage async throws in
            let expected = try stage.write(
                #"{"client_order_id":"\#(States.filledID)","expected_status":"CANCELLED","symbol":"BTCUSDT"}"# + "\n"
                    + #"{"client_order_id":"\#(States.endedID)","expected_status":"CANCELLED","symbol":"BTCUSDT"}"#
                    + "\n",
                to: "expected.jsonl")
            let file = try stage.write(
                AlertPayloads.payload("firing", "ORDER_STATUS_DIVERGENCE"), to: "alert.json")
            let answer = await stage.run(["triage", "alert", file, "--expected", expected, "--json"])
            let ids = answer.json["findings"].elements.compactMap { $0["subject"]["clientOrderId"].text }
            #expect(ids == [States.filledID], "\(answer.all)")
            #expect(answer.exit == 1)
        }
    }

    @Test(arguments: ["--config=/x.yaml", "-rf", "x'\u{301};id;'", "a b", String(repeating: "a", count: 37)])
    func `an id that no exchange takes is not followed, and stands in no command`(id: String) async throws {
        try await Stage.set { stage async throws in
            let label = try String(decoding: JSONEncoder().encode(id), as: UTF8.self)
            let alert =
                #"{"status":"firing","labels":{"alertname":"ReconcileMismatchDetected","#
                + #""type":"ORDER_MISSING_ON_EXCHANGE","client_order_id":\#(label)}}"#
            let file = try stage.write(#"{"alerts":[\#(alert)]}"#, to: "alert.json")
            let answer = await stage.run(["triage", "alert", file, "--json"])
            #expect(answer.exit == 2, "\(answer.all)")
            #expect(answer.output.contains("isn't a client order id"), "\(answer.all)")
            #expect(answer.json["next"].elements.allSatisfy { $0.text?.contains(id) != true }, "\(answer.all)")
        }
    }

    @Test func `a symbol that is none makes its own finding inconclusive, and the others run`() async throws {
        func alert(_ type: String, _ labels: String) -> String {
            #"{"status":"firing","labels":{"alertname":"ReconcileMismatchDetected","type":"\#(type)",\#(labels)}}"#
        }
        let alerts = [
            alert("ORDER_EXISTS_UNEXPECTED", #""symbol":"NOSUCHUSDT""#),
            alert("POSITION_NONZERO_UNEXPECTED", #""symbol":"NOSUCHUSDT""#),
            alert("ORDER_MISSING_ON_EXCHANGE", #""client_order_id":"grinder_d_NOSUCHUSDT_1_1772971200_1""#),
            alert("ORDER_STATUS_DIVERGENCE", #""symbol":"?!""#),
            alert("ORDER_MISSING_ON_EXCHANGE", #""symbol":"btc/usdt","client_order_id":"\#(States.filledID)""#),
        ]
        try await Stage.set { stage async throws in
            let file = try stage.write("[\(alerts.joined(separator: ","))]", to: "alert.json")
            let answer = await stage.run(["triage", "alert", file, "--json"])
            let codes = answer.json["findings"].elements.compactMap { $0["verdict"]["code"].text }
            #expect(codes.sorted() == ["filled"] + Array(repeating: "inconclusive", count: 4), "\(answer.all)")
            #expect(answer.exit == 1)
            #expect(
                answer.all.contains("the exchange doesn't know the symbol NOSUCHUSDT")
                    && answer.all.contains("which isn't a symbol"))
        }
    }

    @Test func `a scan that runs what it finds goes on behind a symbol that is none`() async throws {
        try await Stage.set { stage async throws in
            let rows = ["grinder_d_NOSUCHUSDT_1_1772971200_1", States.unknownID].map {
                #"{"client_order_id":"\#($0)","expected_status":"OPEN"}"#
            }
            let expected = try stage.write(rows.joined(separator: "\n"), to: "expected.jsonl")
            let answer = await stage.run(
                ["scan", "--run", "--expected", expected, "--weight-budget", "100%", "--json"])
            let found = answer.json["findings"].elements.filter {
                $0["subject"]["mismatch"].text == "ORDER_MISSING_ON_EXCHANGE"
            }
            #expect(found.count == 2 && !answer.all.contains(#""exit":69"#), "\(answer.all)")
            #expect(found.first { $0["subject"]["clientOrderId"].text == States.unknownID } != nil)
            #expect(answer.exit != 69)
        }
    }
}
