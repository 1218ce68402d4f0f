import AuditLog
import ExchangeSandbox
import Foundation
import JSON
import Testing
import TriageCore

@testable import grinderctl

@Suite struct CheckTests {
    private static let empty = #"{"marks":{"BTCUSDT":"60000"}}"#

    private static func codes(_ answer: Answer) -> [String: String] {
        var codes: [String: String] = [:]
        for finding in answer.json["findings"].elements {
            codes[finding["subject"]["check"].text ?? "-"] = finding["verdict"]["code"].text
        }
        return codes
    }

    /// `/metrics` of a loop whose last snapshot is `age` seconds old.
    private static func metrics(_ stage: Stage, runs: Int, age: Int64, unexpected: Int = 0, reads: Int = 16) throws
        -> String
    {
        let taken = stage.clock.milliseconds - age * 1_000
        return try stage.write(
            """
            grinder_reconcile_runs_total \(runs)
            grinder_reconcile_last_snapshot_ts_ms \(runs == 0 ? 0 : taken)
            grinder_reconcile_last_snapshot_age_seconds 0.00
            grinder_reconcile_mismatch_total{type="ORDER_EXISTS_UNEXPECTED"} \(unexpected)
            grinder_reconcile_mismatch_total{type="POSITION_NONZERO_UNEXPECTED"} 0
            grinder_port_http_requests_total{port="futures",method="GET",route="/fapi/v1/openOrders"} \(reads)
            """, to: "metrics.prom")
    }

    private static func log(_ stage: Stage, _ words: [String]) throws -> String {
        let start = stage.clock.now.advanced(byMilliseconds: -Int64(words.count) * 1_000)
        let lines = words.enumerated().map { index, word in
            let time = start.advanced(byMilliseconds: Int64(index) * 1_000)
            return #"{"asctime":"\#(time)","levelname":"INFO","name":"grinder.connectors","message":"\#(word)"}"# + "\n"
        }
        return try stage.write(lines.joined(), to: "grinder.log")
    }

    @Test func `all four by default: one finding each in the runbook's order, and nothing is changed`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let answer = await stage.run(["check", "--json"])
            let subjects = answer.json["findings"].elements.map { $0["subject"] }
            #expect(subjects == ["stream", "rest", "state", "clock"].map { .object(["check": .text($0)]) })
            let codes = Self.codes(answer)
            #expect(codes["rest"] == "healthy")
            #expect(codes["clock"] == "healthy")
            // Open and silent, as it may well be: to be looked at. Nobody named metrics: that cannot be known.
            #expect(codes["stream"] == "attention")
            #expect(codes["state"] == "inconclusive")
            #expect(answer.exit == 1)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(try stage.entries(.verdict).count == 4)
        }
    }

    @Test func `only a check stream that is named extends the listenKey`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let dead = await stage.run(["check", "stream", "--json"])
            #expect(stage.exchange.mutatingRequests().map(\.path) == ["/fapi/v1/listenKey"])
            #expect(stage.exchange.mutatingRequests().map(\.method) == ["PUT"])
            #expect(Self.codes(dead) == ["stream": "dead"])
            #expect(dead.exit == 1)
            #expect(dead.error.contains("extending the listenKey"))
            _ = await stage.run(["check", "--json"])
            _ = await stage.run(["check", "rest", "--json"])
            #expect(stage.exchange.mutatingRequests().count == 1)
        }
    }

    @Test func `the state's metrics are set against the exchange`() async throws {
        try await Stage.set { stage async throws in
            func code(_ file: String) async -> (String?, Int32) {
                let answer = await stage.run(["check", "state", "--metrics", file, "--json"])
                return (Self.codes(answer)["state"], answer.exit)
            }
            #expect(await code(try Self.metrics(stage, runs: 0, age: 0)) == ("not-running", 1))
            #expect(await code(try Self.metrics(stage, runs: 8, age: 600)) == ("stale", 1))
            #expect(await code(try Self.metrics(stage, runs: 8, age: 5)) == ("disagree", 1))
            #expect(await code(try Self.metrics(stage, runs: 8, age: 5, unexpected: 32)) == ("confirmed", 1))
        }
        try await Stage.set(state: Self.empty) { stage async throws in
            let file = try Self.metrics(stage, runs: 8, age: 5)
            let well = await stage.run(["check", "state", "--metrics", file, "--json"])
            #expect(Self.codes(well) == ["state": "healthy"])
            #expect(well.exit == 0)
            let dry = await stage.run(
                ["check", "state", "--metrics", try Self.metrics(stage, runs: 8, age: 5, reads: 0), "--json"])
            #expect(dry.exit == 2)
        }
    }

    @Test func `what the bot's log says of its stream is heard`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            for (words, code) in [
                (["listenKey_created", "ws_connected"], "attention"), (["ws_connected", "listenKey_expired"], "dead"),
                (["ws_connected", "keepalive_failed"], "degraded"),
            ] {
                let log = try Self.log(stage, words)
                let answer = await stage.run(["check", "--logs", log, "--json"])
                #expect(Self.codes(answer)["stream"] == code)
            }
        }
    }

    @Test func `a wrong key ends 4, a dead exchange 69, each with its advice`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let signature = await stage.run(["check", "rest", "--json"], with: ["BINANCE_API_SECRET": "wrong"])
            #expect(signature.exit == 4)
            #expect(Self.codes(signature) == ["rest": "credentials-refused"])
            #expect(signature.output.contains("-1022: the signature is wrong"))
            let format = await stage.run(["check", "rest", "--json"], with: ["BINANCE_API_KEY": "short"])
            #expect(format.exit == 4)
            #expect(format.output.contains("-2014: not a valid API key"))
            let nowhere = ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9", "GRINDERCTL_WS_URL": "ws://127.0.0.1:9"]
            let dead = await stage.run(["check", "--json"], with: nowhere)
            #expect(dead.exit == 69)
            #expect(Set(Self.codes(dead).values) == ["exchange-unavailable"])
            // Silent REST is asked twice, and by nobody again.
            #expect(dead.json["requests"].elements.count == 2)
            let lines = await stage.run(["check"], with: nowhere).output.split(separator: "\n")
            #expect(lines.filter { $0.hasPrefix("grinderctl ") } == ["grinderctl check"])
            #expect(!lines.contains { $0.hasSuffix(" ") }, "\(lines)")
        }
    }

    @Test func `each 503 is named`() async throws {
        for (fault, words) in [
            ("503-unknown@GET:/fapi/v1/ping*1", "may have been executed"),
            ("503-unavailable@GET:/fapi/v1/ping*1", "nothing was executed; try again"),
            ("503-internal@GET:/fapi/v1/ping*1", "it may be sent again"),
            ("html@GET:/fapi/v1/ping*1", "a proxy in front of it"),
        ] {
            try await Stage.set(state: Self.empty, faults: [fault]) { stage async throws in
                let answer = await stage.run(["check", "rest", "--json"])
                #expect(answer.exit == 1)
                #expect(Self.codes(answer) == ["rest": "degraded"])
                #expect(answer.output.contains(words), "\(answer.output)")
            }
        }
    }

    @Test func `429 and 418 say how long to wait, and end 75`() async throws {
        for fault in ["429@GET:/fapi/v1/accountConfig", "418@GET:/fapi/v1/accountConfig"] {
            try await Stage.set(state: Self.empty, faults: [fault]) { stage async throws in
                let answer = await stage.run(["check", "rest", "--json"])
                #expect(answer.exit == 75)
                #expect(Self.codes(answer) == ["rest": "rate-limited"])
                #expect(answer.json["findings"][0]["verdict"]["action"].text == "wait")
            }
        }
    }

    @Test func `a clock that is ahead is told, with what it means for the gate`() async throws {
        try await Stage.set(state: Self.empty, faults: ["clock-2500"]) { stage async throws in
            let answer = await stage.run(["check", "clock", "--json"])
            #expect(Self.codes(answer) == ["clock": "ahead"])
            #expect(answer.exit == 1)
            #expect(answer.output.contains("would pass"))
        }
        try await Stage.set(state: Self.empty) { stage async throws in
            let bare = await stage.run(
                ["check", "clock", "--json"], with: ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil])
            #expect(bare.exit == 0)
            #expect(await stage.run(["check"], with: ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil]).exit == 78)
        }
    }

    @Test func `the ticket's block names who, where, every verdict and the advice, without control bytes`() async throws
    {
        try await Stage.set(state: Self.empty) { stage async throws in
            let answer = await stage.run(["check", "--json"])
            let ticket = try #require(answer.json["ticket"].text)
            let lines = ticket.split(separator: "\n").map(String.init)
            #expect(lines[0].hasPrefix("grinderctl check, ") && lines[0].hasSuffix(" by ada on oncall-1"))
            for check in ["stream", "rest", "state", "clock"] {
                #expect(lines.contains { $0.hasPrefix("check \(check): ") })
            }
            #expect(lines.contains { $0.hasPrefix("advice: escalate check stream, check state") })
            #expect(lines.last?.hasPrefix("audit: investigation ") == true)
            let text = await stage.run(["check", "clock", "--no-audit", "-v"])
            #expect(text.output.contains("For the ticket (--format md):\n  grinderctl check clock, "))
            #expect(!text.output.contains("audit: investigation"))
            let block = await stage.run(["check", "clock", "--no-audit", "--format", "md"])
            #expect(block.output.hasPrefix("**healthy** ") && block.output.contains(" by ada on oncall-1, "))
        }
    }

    @Test func `ReconcileSnapshotStale runs check state within its investigation`() async throws {
        try await Stage.set { stage async throws in
            let payload = #"{"alerts":[{"status":"firing","labels":{"alertname":"ReconcileSnapshotStale"}}]}"#
            let file = try stage.write(payload, to: "alert.json")
            let metrics = try Self.metrics(stage, runs: 8, age: 600)
            let answer = await stage.run(["triage", "alert", file, "--metrics", metrics, "--json"])
            #expect(Self.codes(answer) == ["state": "stale"])
            #expect(answer.exit == 1)
            #expect(answer.json["command"].text == "triage alert")
            #expect(stage.exchange.mutatingRequests().isEmpty)
            let verdict = try #require(try stage.entries(.verdict).first)
            #expect(try verdict.payload()["check"]?.stringValue == "state")
        }
    }

    @Test func `what is not one of the four is a usage error that says which there are`() async throws {
        try await Stage.set(state: Self.empty) { stage async throws in
            let answer = await stage.run(["check", "clokc", "--json"])
            #expect(answer.exit == 64)
            #expect(answer.json["error"]["message"].text?.contains("did you mean clock?") == true)
            #expect(await stage.run(["check", "--symbol", "NOPEUSDT"]).exit == 64)
            #expect(await stage.run(["check", "--answer", "x=y"]).exit == 64)
        }
    }

    @Test func `the checklist of the README works in a shell`() async throws {
        let readme = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md"),
            encoding: .utf8)
        let start = try #require(readme.firstRange(of: "for check in stream rest state clock; do"))
        let end = try #require(readme[start.lowerBound...].firstRange(of: "\ndone\n"))
        let script = String(readme[start.lowerBound..<end.upperBound])
        try await Stage.set(state: Self.empty) { stage async throws in
            // A stand-in that ends as the real one would, check by check.
            let stub = """
                #!/bin/sh
                [ "$1" = check ] && [ "$3" = --quiet ] || exit 99
                case $2 in stream) exit 2 ;; state) exit 1 ;; rest|clock) exit 0 ;; *) exit 98 ;; esac

                """
            _ = try stage.write(stub, to: "grinderctl", mode: 0o700)
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", script]
            process.environment = ["PATH": stage.folder + ":/usr/bin:/bin"]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(output == "stream: cannot be known\nrest: healthy\nstate: needs attention\nclock: healthy\n")
        }
    }
}
