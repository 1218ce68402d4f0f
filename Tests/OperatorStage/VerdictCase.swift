import ExchangeSandbox
import Foundation

/// One account, one command, and the verdict it must reach: used by the wire tests and the transcripts.
package struct VerdictCase: Sendable {
    /// `missing-filled`
    package let name: String
    package let words: [String]
    package let state: String
    package let faults: [String]
    /// Lines of an expected-state file; `AGO{7200000}` becomes the present less so many milliseconds.
    package let expected: [String]
    /// Whether a trading instance answers.
    package let botAnswers: Bool
    /// Of the environment, beyond that.
    package let changes: [String: String?]
    /// One for each finding.
    package let codes: [String]
    package let actions: [String]
    package let exit: Int32

    init(
        _ name: String, _ words: String, state: String, faults: [String] = [], expected: [String] = [],
        botAnswers: Bool = true, changes: [String: String?] = [:], codes: [String], actions: [String], exit: Int32
    ) {
        self.name = name
        self.words = ["triage"] + words.split(separator: " ").map(String.init)
        self.state = state
        self.faults = faults
        self.expected = expected
        self.botAnswers = botAnswers
        self.changes = changes
        self.codes = codes
        self.actions = actions
        self.exit = exit
    }

    package static let all = missing + divergence + position

    /// Plays with the environment that the case wants, on the real binary's stage.
    package func play<T>(_ play: (OperatorStage, [String: String?]) async throws -> T) async throws -> T {
        // Before the sandbox takes its own: what the bot placed is never younger than what the exchange has of it.
        let now = SandboxClock.system.now()
        return try await OperatorStage.set(state: state, faults: faults) { stage async throws in
            try await play(stage, try environment(in: stage.folder, now: now))
        }
    }

    /// The same in process, on a stage where time stands still.
    package func playStill<T>(_ play: (Stage, [String: String?]) async throws -> T) async throws -> T {
        try await Stage.setStill(state: state, faults: faults) { stage async throws in
            try await play(stage, try environment(in: stage.folder, now: stage.clock.milliseconds))
        }
    }

    private func environment(in folder: String, now: Int64) throws -> [String: String?] {
        var environment = changes
        if !botAnswers { environment["GRINDERCTL_HEALTH"] = String?.none }
        if !expected.isEmpty {
            let path = folder + "/expected.jsonl"
            let text = (expected.joined(separator: "\n") + "\n").replacing(/AGO{([0-9]+)}/) { match in
                String(now - (Int64(match.1) ?? 0))
            }
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            environment["GRINDERCTL_EXPECTED"] = path
        }
        return environment
    }
}

/// The accounts of the cases.
extension VerdictCase {
    static let id = "grinder_d_BTCUSDT_1_1772964000_61"
    private static let hours2 = "AGO{7200000}"

    static func order(_ more: String, id: String = id, time: String = "-2h") -> String {
        #"{"symbol":"BTCUSDT","clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","price":"59000.10","#
            + #""origQty":"0.010","time":"\#(time)"\#(more.isEmpty ? "" : "," + more)}"#
    }

    static func account(
        orders: [String] = [], algo: [String] = [], trades: [String] = [], positions: [String] = [],
        forced: [String] = [], mode: String = "one-way"
    ) -> String {
        """
        {"mode":"\(mode)","marks":{"BTCUSDT":"60000"},"orders":[\(orders.joined(separator: ","))],
        "algoOrders":[\(algo.joined(separator: ","))],"trades":[\(trades.joined(separator: ","))],
        "positions":[\(positions.joined(separator: ","))],"forceOrders":[\(forced.joined(separator: ","))]}
        """
    }

    static func expects(_ status: String = "OPEN", created: String = hours2) -> String {
        #"{"client_order_id":"\#(id)","expected_status":"\#(status)","symbol":"BTCUSDT","ts_created":\#(created)}"#
    }

    static func rejectedStop(_ status: String) -> String {
        #"{"algoId":4000000230627801,"clientAlgoId":"\#(id)","orderType":"STOP_MARKET","symbol":"BTCUSDT","#
            + #""side":"SELL","quantity":"0.005","triggerPrice":"57000.00","createTime":"-2h","algoStatus":"\#(status)"}"#
    }

    /// An order that was filled at once, and its fill.
    static func filled(
        _ id: String, number: Int, side: String = "BUY", quantity: String, positionSide: String = "BOTH"
    ) -> (order: String, trade: String) {
        let common = #""symbol":"BTCUSDT","orderId":\#(number),"side":"\#(side)","price":"59000.00","#
        return (
            "{\(common)"
                + #""clientOrderId":"\#(id)","origQty":"\#(quantity)","status":"FILLED","time":"-2h","#
                + #""updateTime":"-1h","positionSide":"\#(positionSide)"}"#,
            "{\(common)"
                + #""id":\#(number),"qty":"\#(quantity)","time":"-1h","positionSide":"\#(positionSide)"}"#
        )
    }

    static func held(_ amount: String, side: String = "BOTH") -> String {
        #"{"symbol":"BTCUSDT","positionAmt":"\#(amount)","entryPrice":"59000.00","updateTime":"-1h","#
            + #""positionSide":"\#(side)"}"#
    }
}
