import ExchangeSandbox
import OperatorStage
import TestSupport
import Testing

/// Alerts that carry a type and nothing more: what they are about is found in what is there.
@Suite struct CandidateCampaignTests {
    private static let perPart = 25
    /// Those of each part that are played: all with `make torture`, else the first few.
    private static let played = Campaign.isWhole ? perPart : 5

    /// 200 situations of thirty placements, or a fifth of them.
    @Test(arguments: 0..<8)
    func `every missing and every orphaned order is found, none is invented, nothing is changed`(
        _ part: Int
    ) async throws {
        var failures = 0
        for number in 0..<Self.played {
            let seed = UInt64(part * Self.perPart + number)
            let situation = CandidateSituation(seed: seed)
            let wrong = try await Stage.setStill(state: situation.state) { stage async throws in
                try await Self.complaints(of: situation, on: stage)
            }
            #expect(wrong.isEmpty, "seed \(seed): \(wrong.joined(separator: "\n"))")
            if !wrong.isEmpty { failures += 1 }
        }
        Campaign.printSummary(
            "alerts without an order, of thirty placements, part \(part)", cases: Self.played, failures: failures)
    }

    private static func complaints(of situation: CandidateSituation, on stage: Stage) async throws -> [String] {
        let log = try stage.write(situation.log, to: "grinder.log")
        let expected = try stage.write(situation.expected, to: "expected.jsonl")
        let payload = try stage.write(
            #"[{"status":"firing","labels":{"alertname":"ReconcileMismatchDetected","type":"ORDER_MISSING_ON_EXCHANGE"}},"#
                + #"{"status":"firing","labels":{"alertname":"ReconcileMismatchDetected","type":"ORDER_EXISTS_UNEXPECTED"}}]"#,
            to: "alert.json")
        let answer = await stage.run([
            "triage", "alert", payload, "--logs", log, "--expected", expected, "--json", "--no-audit",
        ])
        var found: [String: [String: String]] = [:]
        for finding in answer.json["findings"].elements {
            let mismatch = finding["subject"]["mismatch"].text ?? ""
            let id = finding["subject"]["clientOrderId"].text ?? ""
            found[mismatch, default: [:]][id] = finding["verdict"]["code"].text
        }
        let missing = found["ORDER_MISSING_ON_EXCHANGE"] ?? [:]
        let unexpected = found["ORDER_EXISTS_UNEXPECTED"] ?? [:]
        var wrong: [String] = []
        func hold(_ isTrue: Bool, _ words: String) { if !isTrue { wrong.append(words) } }
        let named = Set(missing.keys).subtracting([""])
        hold(named == situation.missing, "missing \(named.symmetricDifference(situation.missing).sorted())")
        for (id, code) in missing where !id.isEmpty {
            hold(["rejected", "never-arrived", "inconclusive"].contains(code), "\(id) is \(code)")
        }
        hold(situation.missing.isEmpty == (missing[""] != nil), "\(missing)")
        hold(Set(unexpected.keys) == situation.open, "unexpected \(unexpected.keys.sorted())")
        let orphaned = Set(unexpected.filter { $0.value == "orphaned" }.keys)
        hold(orphaned.isSuperset(of: situation.orphans), "orphans \(situation.orphans.subtracting(orphaned).sorted())")
        hold(orphaned.isSubset(of: situation.open), "invented \(orphaned.sorted())")
        hold(stage.exchange.mutatingRequests().isEmpty, "a mutating request")
        let weight = answer.json["weight"].number ?? .max
        hold(weight <= 400, "weight \(weight)")
        if !wrong.isEmpty { wrong.append(String(answer.all.prefix(3_000))) }
        return wrong
    }

    @Test func `thirty flagged orders on one symbol take at most 150`() async throws {
        let lines = (1...30).map { number in
            #"{"asctime": "2026-03-08 11:40:00,000", "levelname": "WARNING", "name": "grinder.reconcile.engine", "#
                + #""message": "RECONCILE_MISMATCH", "mismatch_type": "ORDER_MISSING_ON_EXCHANGE", "symbol": "BTCUSDT", "#
                + #""client_order_id": "grinder_d_BTCUSDT_1_1772969\#(number + 100)_\#(number)"}"# + "\n"
        }
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let log = try stage.write(lines.joined(), to: "grinder.log")
            let payload = try stage.write(AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), to: "a.json")
            let answer = await stage.run(["triage", "alert", payload, "--logs", log, "--json"])
            #expect(answer.json["findings"].elements.count == 30, "\(answer.all.prefix(2_000))")
            #expect((answer.json["weight"].number ?? .max) <= 150)
            let summary = answer.json["findings"][0]["verdict"]["summary"].text ?? ""
            #expect(summary.contains("grinder.log:1: the bot's log flags it"), "\(summary)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a log line that is not understood leaves the alert inconclusive`() async throws {
        let post =
            #"12:00:00 INFO httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT "#
            + #""HTTP/1.1 200 OK""# + "\n"
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let log = try stage.write(post, to: "grinder.log")
            let payload = try stage.write(AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), to: "a.json")
            let answer = await stage.run(["triage", "alert", payload, "--logs", log, "--json"])
            #expect(answer.exit == 2)
            #expect(answer.json["findings"][0]["verdict"]["cause"].text?.contains("does not name it") == true)
        }
    }

    @Test func `orders that are all accounted for are no all-clear for an alert that fires`() async throws {
        let post =
            "11:50:00 INFO httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&"
            + "newClientOrderId=\(States.filledID)&timestamp=1772963999000 \"HTTP/1.1 200 OK\"\n"
        try await Stage.setStill(state: States.orphan) { stage async throws in
            let log = try stage.write(post, to: "grinder.log")
            let payload = try stage.write(AlertPayloads.payload("firing", "ORDER_MISSING_ON_EXCHANGE"), to: "a.json")
            let answer = await stage.run(["triage", "alert", payload, "--logs", log, "--json"])
            #expect(answer.exit == 2)
            let verdict = answer.json["findings"][0]["verdict"]
            #expect(verdict["code"].text == "inconclusive")
            #expect(verdict["summary"].text?.contains("1 FILLED") == true, "\(answer.all)")
        }
    }
}
