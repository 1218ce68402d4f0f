import AuditLog
import ExchangeSandbox
import Foundation
import Synchronization
import Testing
import TriageCore

@testable import grinderctl

@Suite struct ScanTests {
    @Test func `each finding names its subject, its sign, and the command that looks closer`() async throws {
        try await Stage.set { stage async throws in
            let expected = """
                {"client_order_id":"\(States.botsID)","expected_status":"OPEN","symbol":"BTCUSDT"}
                {"client_order_id":"\(States.unknownID)","expected_status":"OPEN","symbol":"BTCUSDT"}
                {"client_order_id":"\(States.secondID)","expected_status":"CANCELLED","symbol":"BTCUSDT"}

                """
            let file = try stage.write(expected, to: "expected.jsonl")
            let answer = await stage.run(["scan", "--expected", file, "--json"])
            #expect(answer.exit == 1)
            let findings = answer.json["findings"].elements
            let told = findings.map {
                "\($0["subject"]["mismatch"].text ?? "-") \($0["subject"]["clientOrderId"].text ?? "-")"
            }
            #expect(
                Set(told) == [
                    "ORDER_EXISTS_UNEXPECTED \(States.orphanID)", "ORDER_EXISTS_UNEXPECTED \(States.ethID)",
                    "ORDER_EXISTS_UNEXPECTED \(States.stopID)", "ORDER_MISSING_ON_EXCHANGE \(States.unknownID)",
                    "ORDER_STATUS_DIVERGENCE \(States.secondID)",
                ])
            #expect(told.count == 5)
            for finding in findings {
                #expect(finding["verdict"] == .null)
                let id = finding["subject"]["clientOrderId"].text ?? "-"
                let next = finding["next"].elements.compactMap(\.text)
                #expect(next.contains { $0.hasPrefix("grinderctl triage ") && $0.contains(id) }, "\(next)")
            }
        }
    }

    @Test func `nothing wrong ends 0, an unanswered list 2, whatever else was read`() async throws {
        try await Stage.set(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
            let clean = await stage.run(["scan", "--json"])
            #expect(clean.exit == 0)
            #expect(clean.json["findings"] == .list([]))
            stage.exchange.add(faults: [try Fault(spec: "html@GET:/fapi/v1/openAlgoOrders")])
            let blind = await stage.run(["scan", "--json"])
            #expect(blind.exit == 2)
            #expect(blind.json["findings"] == .list([]))
        }
    }

    @Test func `an exchange that is down is not told as one with which nothing differs`() async throws {
        try await Stage.set(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
            let answer = await stage.run(["scan"], with: ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9"])
            #expect(answer.exit == 69)
            #expect(!answer.output.contains("nothing differs"))
            #expect(answer.output.hasPrefix("0 findings: nothing is known: the exchange answered none of the reads"))
        }
    }

    @Test func `with --run each finding is judged, by the verdict its own triage gives`() async throws {
        try await Stage.set { stage async throws in
            let words = ["--json", "--weight-budget", "100%"]
            let answer = await stage.run(["scan", "--run"] + words)
            #expect(answer.exit == 1)
            let findings = answer.json["findings"].elements
            #expect(findings.count >= 4)
            for finding in findings {
                let id = try #require(finding["subject"]["clientOrderId"].text)
                let alone = await stage.run(["triage", "unexpected", id] + words)
                #expect(finding["verdict"]["code"].text == alone.verdict)
                #expect(finding["verdict"]["code"].text != nil)
            }
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `without room for its weight it asks for nothing and says how long to wait`() async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["scan", "--weight-budget", "60", "--json"])
            #expect(answer.exit == 75)
            let message = answer.json["error"]["message"].text ?? ""
            #expect(message.contains("85") && message.contains("wait"), "\(message)")
            #expect(answer.attempt == "grinderctl scan --symbol SYMBOL")
            #expect(stage.exchange.seenRequests().allSatisfy { $0.path == "/fapi/v1/time" })
            #expect(await stage.run(["scan", "--weight-budget", "60", "--symbol", "BTCUSDT", "--json"]).exit == 1)
        }
    }

    @Test(arguments: ["9s", "0s", "1", "5 s", "-10s", "x"])
    func `an interval under ten seconds, or none, ends 64`(_ interval: String) async throws {
        try await Stage.set { stage async throws in
            #expect(await stage.run(["scan", "--watch=\(interval)"]).exit == 64)
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `a watch tells what appeared and what cleared, a line each, until it is interrupted`() async throws {
        try await Stage.set { stage async throws in
            let interrupts = Stage.deaf()
            // After the first look the mark falls through both orders of BTCUSDT; after the third somebody interrupts.
            let console = WatchingConsole { count in
                if count == 1 { stage.exchange.setMark("BTCUSDT", "57500") }
                if count == 3 { interrupts.arrived() }
            }
            let context = stage.context(
                ["scan", "--watch", "60s", "--json", "--quiet"], console: console, interrupts: interrupts)
            let exit = await Shell.run(at: context)
            #expect(exit == 0)
            let looks = console.lines.map { JSONTree(text: $0) }
            #expect(looks.count == 3)
            let first = try #require(looks.first)
            #expect(first["appeared"].elements.count == first["findings"].elements.count)
            #expect(first["cleared"] == .list([]))
            let second = try #require(looks.dropFirst().first)
            let cleared = second["cleared"].elements.compactMap { $0["subject"]["clientOrderId"].text }
            #expect(cleared.contains(States.orphanID))
            let appeared = second["appeared"].elements.compactMap { $0["subject"]["mismatch"].text }
            #expect(appeared == ["POSITION_NONZERO_UNEXPECTED"])
            #expect(looks.last?["appeared"] == .list([]))
            #expect(looks.last?["cleared"] == .list([]))
            // Two looks differed from the one before and are recorded; the third is not.
            #expect(try stage.entries(.investigationOpened).count == 1)
            #expect(try stage.entries(.step).count == 2 * 5)
        }
    }
}

@Suite struct AlertRunTests {
    @Test func `a position alert looks at each open position, a divergence at each expected order`() async throws {
        let held = #"{"symbol":"BTCUSDT","positionAmt":"0.005"},{"symbol":"ETHUSDT","positionAmt":"-0.1"}"#
        let state =
            #"{"marks":{"BTCUSDT":"60000","ETHUSDT":"3000"},"positions":[\#(held)],"orders":[\#(States.order(States.botsID, "58500.00", "0.005", "-10m"))]}"#
        try await Stage.set(state: state) { stage async throws in
            let expected = try stage.write(
                #"{"client_order_id":"\#(States.botsID)","expected_status":"OPEN","symbol":"BTCUSDT"}"# + "\n",
                to: "expected.jsonl")
            let words = ["--expected", expected, "--weight-budget", "100%", "--json"]
            let position = try stage.write(
                AlertPayloads.payload("firing", "POSITION_NONZERO_UNEXPECTED"), to: "position.json")
            let both = await stage.run(["triage", "alert", position] + words)
            let symbols = both.json["findings"].elements.compactMap { $0["subject"]["symbol"].text }
            #expect(symbols == ["BTCUSDT", "ETHUSDT"])
            #expect(both.exit == 2)
            let divergence = try stage.write(
                AlertPayloads.payload("firing", "ORDER_STATUS_DIVERGENCE"), to: "divergence.json")
            let one = await stage.run(["triage", "alert", divergence] + words)
            #expect(one.json["findings"][0]["verdict"]["code"].text == "converged")
            #expect(one.exit == 0)
        }
    }

    private static let complaint =
        #"{"asctime": "2026-03-08 11:58:00,000", "levelname": "WARNING", "name": "grinder.reconcile.engine", "message": "#
        + #""RECONCILE_MISMATCH", "extra": {"mismatch_type": "ORDER_MISSING_ON_EXCHANGE", "symbol": "BTCUSDT", "#
        + #""client_order_id": "grinder_d_BTCUSDT_1_1772970900_12"}}"#

    @Test(
        arguments: [
            (complaint, Int32(1)), (complaint.replacing("client_order_id", with: "ref"), 2),
            (String(complaint.dropLast(4)), 2), (String(complaint.prefix { $0 != "H" }), 2),
            ("[...truncated 300 lines...]", 2),
        ] as [(String, Int32)])
    func `a complaint in the log is a finding, or is told as not understood`(line: String, exit: Int32) async throws {
        try await Stage.setStill(state: #"{"marks":{"BTCUSDT":"60000"}}"#) { stage async throws in
            let log = try stage.write(line, to: "grinder.log")
            let answer = await stage.run(["scan", "--logs", log, "--json"])
            #expect(answer.exit == exit, "\(answer.all)")
            #expect(answer.json["findings"].elements.count == (exit == 1 ? 1 : 0))
            let logs = answer.json["steps"].elements.first { $0["id"].text == "logs" }
            #expect(logs?["status"].text == (exit == 1 ? "ok" : "attention"), "\(answer.all)")
        }
    }

    @Test func `of several alerts the firing ones are run, each once, and the rest is listed`() async throws {
        let alert = { (status: String, type: String) in
            #"{"status":"\#(status)","labels":{"alertname":"ReconcileMismatchDetected","type":"\#(type)"}}"#
        }
        let alerts = [
            alert("firing", "ORDER_EXISTS_UNEXPECTED"), alert("firing", "ORDER_EXISTS_UNEXPECTED"),
            alert("resolved", "POSITION_NONZERO_UNEXPECTED"), alert("firing", "SOMETHING_ELSE"),
        ]
        let payload = #"{"version":"4","status":"firing","alerts":[\#(alerts.joined(separator: ","))]}"#
        try await Stage.set { stage async throws in
            let file = try stage.write(payload, to: "alert.json")
            let answer = await stage.run(["triage", "alert", file, "--json"])
            #expect(answer.exit == 1)
            #expect(answer.json["findings"].elements.count == 6)
            let listed = answer.json["steps"][0]["facts"].elements.compactMap { $0["value"].text }
            #expect(listed.count == 4)
            #expect(listed.count { $0.hasPrefix("skipped") } == 1)
            #expect(listed.count { $0.hasPrefix("not followed") } == 1)
            #expect(!stage.exchange.seenRequests().contains { $0.path.hasSuffix("positionRisk") })
        }
    }
}

/// Tells a test after each line of the answer, so that it can move the world between two looks.
private final class WatchingConsole: Console {
    private let written = Mutex<[String]>([])
    private let after: @Sendable (Int) -> Void

    init(after: @escaping @Sendable (Int) -> Void) { self.after = after }

    var outputIsTerminal: Bool { false }
    var errorIsTerminal: Bool { false }
    var inputIsTerminal: Bool { false }
    var outputFailure: String? { nil }
    var lines: [String] { written.withLock { $0 } }

    func output(_ text: String) {
        let count = written.withLock { lines in
            lines.append(text)
            return lines.count
        }
        after(count)
    }

    func error(_ text: String) {}
    func readLine() -> String? { nil }
}
