import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

@Suite struct TriageTextTests {
    @Test func `an open id is unexpected, another one missing, a symbol a position`() async throws {
        try await Stage.set { stage async throws in
            let open = await stage.run(["triage", States.orphanID, "--json"])
            #expect(open.json["command"].text == "triage unexpected")
            #expect(open.verdict == "orphaned")
            let asked = open.json["requests"].elements.compactMap { $0["path"].text }
            // Once to choose the procedure, once in it.
            #expect(asked.count { $0 == "/fapi/v1/openOrders" } == 2)
            let stop = await stage.run(["--json", "triage", States.stopID])
            #expect(stop.json["command"].text == "triage unexpected")
            let filled = await stage.run(["triage", "\"\(States.filledID)\"", "--json"])
            #expect(filled.json["command"].text == "triage missing")
            #expect(filled.verdict == "filled")
            let symbol = await stage.run(["triage", "btc/usdt", "--json"])
            #expect(symbol.json["command"].text == "triage position")
            #expect(symbol.json["subject"]["symbol"].text == "BTCUSDT")
        }
    }

    @Test func `a pasted line runs its type's procedure, and says what it was taken for`() async throws {
        try await Stage.set { stage async throws in
            let line = "W RECONCILE_MISMATCH mismatch_type=ORDER_STATUS_DIVERGENCE client_order_id=\(States.orphanID)"
            let answer = await stage.run(["triage", line, "--json"])
            #expect(answer.json["command"].text == "triage divergence")
            #expect(answer.error.contains("note: recognised \(States.orphanID): triage divergence \(States.orphanID)"))
            let unquoted = await stage.run(["triage"] + line.split(separator: " ").map(String.init) + ["--json"])
            #expect(unquoted.json["command"].text == "triage divergence")
        }
    }

    @Test(arguments: ["openOrders", "openAlgoOrders"])
    func `a look that failed chooses no procedure as if the order were not there`(list: String) async throws {
        let id = list == "openOrders" ? States.orphanID : States.stopID
        // A 503 is asked again at once.
        for (fault, times) in [("html", 9), ("503-unavailable", 9)] {
            try await Stage.set(faults: ["\(fault)@GET:/fapi/v1/\(list)*\(times)"]) { stage async throws in
                let answer = await stage.run(["triage", id, "--json"])
                #expect(answer.json["command"].text == "triage unexpected", "\(fault): \(answer.all)")
                #expect(answer.error.contains("taken for open"))
            }
        }
        // Where the exchange asks for silence nothing more is asked.
        for fault in ["429", "418"] {
            try await Stage.set(faults: ["\(fault)@GET:/fapi/v1/\(list)*1"]) { stage async throws in
                let answer = await stage.run(["triage", id])
                #expect(answer.exit == 75 && answer.error.contains("Nothing was investigated."), "\(answer.all)")
                #expect(!stage.exchange.seenRequests().contains { $0.path == "/fapi/v1/order" })
            }
        }
    }

    @Test(arguments: [
        ("429@GET:/fapi/v1/*", 75), ("503-unavailable@GET:/fapi/v1/*", 69), ("-2015@GET:/fapi/v1/*", 4),
    ])
    func `a number or a part of an id is not unknown because nothing was read`(fault: String, exit: Int32) async throws
    {
        let lists = ["openOrders", "openAlgoOrders", "order", "algoOrder"]
        let faults = lists.map { fault.replacing("*", with: "\($0)*9") }.filter { !$0.hasPrefix("-2015") }
        try await Stage.set(faults: faults) { stage async throws in
            let wrong: [String: String?] = exit == 4 ? ["BINANCE_API_SECRET": "wrong"] : [:]
            let part = String(States.orphanID.prefix(19))
            for words in [
                ["triage", "8389765612825199999"], ["triage", part], ["triage", "missing", part], ["timeline", part],
                ["cancel", part],
            ] {
                let answer = await stage.run(words + ["--json"], with: wrong)
                #expect(answer.exit == exit, "\(words): \(answer.all)")
                #expect(answer.json["error"]["exit"].number == Int64(exit))
            }
        }
    }

    @Test func `nothing is asked before it is known that the investigation can be recorded`() async throws {
        try await Stage.set { stage async throws in
            let folder = ["--audit-db", "/proc/none/audit.db"]
            let part = String(States.orphanID.prefix(19))
            for words in [
                ["triage", States.orphanID], ["triage", "8389765612825190229"], ["triage", "missing", part],
            ] {
                let answer = await stage.run(words + folder)
                #expect(answer.exit == 74, "\(words): \(answer.all)")
                #expect(answer.error.contains("--no-audit"))
            }
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `a part of an id with its symbol, the number of a conditional order, and names of events`() async throws
    {
        try await Stage.set { stage async throws in
            let part = String(States.orphanID.dropLast(14))
            let known = await stage.run(["triage", "unexpected", part, "--symbol", "BTCUSDT", "--json"])
            #expect(known.json["subject"]["clientOrderId"].text == States.orphanID, "\(known.all)")
            for name in ["RECONCILE_MISMATCH", "ReconcileMismatchDetected"] {
                let answer = await stage.run(["triage", name])
                #expect(answer.exit == 64 && answer.error.contains("no order or symbol found"), "\(answer.all)")
            }
            let types = await stage.run(
                ["triage", "ORDER_MISSING_ON_EXCHANGE ORDER_EXISTS_UNEXPECTED \(States.orphanID)"])
            #expect(types.exit == 64 && !types.error.contains("try: grinderctl triage ORDER"), "\(types.all)")
            let stop = await stage.run(["triage", "4000000230627731", "--json"])
            #expect(stop.json["subject"]["clientOrderId"].text == States.stopID, "\(stop.all)")
            let all = await stage.run(["triage", "ORDER_EXISTS_UNEXPECTED symbol=BTCUSDT"])
            #expect(all.error.contains("recognised BTCUSDT: triage unexpected"), "\(all.error)")
        }
    }

    private static func post(_ status: String, at milliseconds: Int64) -> String {
        "HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&newClientOrderId="
            + "\(States.unknownID)&timestamp=\(milliseconds)&recvWindow=5000&signature=ab \"HTTP/1.1 \(status)\""
    }

    @Test(arguments: [
        ("200 OK", "inconclusive"), ("400 Bad Request", "rejected"), ("503 Unavailable", "never-arrived"),
    ])
    func `a pasted line is evidence itself`(status: String, verdict: String) async throws {
        try await Stage.set { stage async throws in
            stage.clock.advance(.seconds(60))
            let line = Self.post(status, at: stage.clock.milliseconds - 55_000)
            let answer = await stage.run(["triage", line, "--json"])
            #expect(answer.json["command"].text == "triage missing")
            #expect(answer.verdict == verdict, "\(answer.all)")
            #expect(answer.output.contains("pasted line:1"))
            // The shell's words, and beside a log that is silent, or has the line itself.
            let words = line.replacing("\"", with: "").split(separator: " ").map(String.init)
            #expect(await stage.run(["triage"] + words + ["--json"]).verdict == verdict)
            let silent = try stage.write("12:00:00 INFO     grinder: started\n", to: "silent.log")
            #expect(await stage.run(["triage", line, "--json", "--logs", silent]).verdict == verdict)
            let own = try stage.write(line + "\n", to: "own.log")
            let both = await stage.run(["triage", line, "--json", "--logs", own])
            #expect(both.verdict == verdict && !both.output.contains("pasted line:1"), "\(both.all)")
        }
    }

    @Test func `a pasted line that is broken off leaves it open, words around an id do not`() async throws {
        try await Stage.set { stage async throws in
            let whole = Self.post("200 OK", at: stage.clock.milliseconds - 55_000)
            let torn = String(whole.prefix { $0 != "\"" })
            #expect(await stage.run(["triage", torn, "--json"]).verdict == "inconclusive")
            for words in ["what of \(States.unknownID)?", "ORDER_MISSING_ON_EXCHANGE \(States.unknownID)"] {
                let answer = await stage.run(["triage", words, "--json"])
                let bare = await stage.run(["triage", "missing", States.unknownID, "--json"])
                #expect(answer.verdict == bare.verdict, "\(answer.all)")
            }
        }
    }

    @Test func `an order's number finds the open order, or needs the symbol`() async throws {
        try await Stage.set { stage async throws in
            let first = await stage.run(["triage", States.orphanID, "--json"])
            let facts = first.json["steps"].elements.flatMap { $0["facts"].elements }
            let number = try #require(facts.first { $0["name"].text == "orderId" }?["value"].text)
            let answer = await stage.run(["triage", number, "--json"])
            #expect(answer.json["command"].text == "triage unexpected")
            #expect(answer.json["subject"]["clientOrderId"].text == States.orphanID)
            #expect(await stage.run(["triage", "123456789"]).exit == 64)
        }
    }

    @Test(arguments: [
        ["triage"], ["triage", "mising", States.orphanID], ["triage", "unexpcted"],
        ["triage", "ORDER_EXISTS_UNEXPECTED"],
        ["triage", "\(States.orphanID) \(States.secondID)"],
    ])
    func `nothing, several, or a slip is a usage error, and nothing is asked`(_ words: [String]) async throws {
        try await Stage.set { stage async throws in
            let answer = await stage.run(words)
            #expect(answer.exit == 64, "\(answer.all)")
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }
}
