import OperatorStage
import Testing

@Suite struct FlattenTranscripts {
    /// Nothing answers as a bot.
    private static let botless: [String: String?] = ["GRINDERCTL_HEALTH": nil]
    private static let execute = [
        "flatten", "BTCUSDT", "--execute", "--confirm", "BTCUSDT", "--reason", "left behind",
        "--answer", "instance-stopped=yes",
    ]
    private static let takeProfit = """
        {"symbol":"BTCUSDT","clientOrderId":"grinder_tp_BTCUSDT_1_1772964000_72","side":"SELL","type":"LIMIT",
        "price":"64000.00","origQty":"0.005","reduceOnly":true,"time":"-2h"}
        """
    private static let grid = """
        {"symbol":"BTCUSDT","clientOrderId":"grinder_d_BTCUSDT_2_1772964000_73","side":"BUY","type":"LIMIT",
        "price":"58000.00","origQty":"0.005","time":"-2h"}
        """

    private static func account(_ more: String = "", _ top: String = "") -> String {
        """
        {"marks":{"BTCUSDT":"60000"},\(top)"orders":[
        {"symbol":"BTCUSDT","clientOrderId":"grinder_d_BTCUSDT_1_1772964000_71","side":"BUY","price":"59000.00",
        "origQty":"0.005","time":"-2h","orderId":4711,"status":"FILLED","updateTime":"-40m"}\(more)],
        "trades":[{"symbol":"BTCUSDT","id":815,"orderId":4711,"side":"BUY","price":"59000.00","qty":"0.005","time":"-40m"}],
        "positions":[{"symbol":"BTCUSDT","positionAmt":"0.005","entryPrice":"59000.00","updateTime":"-40m"}]}
        """
    }

    private func play(
        _ name: String, _ state: String, faults: [String] = [], _ commands: [[String]],
        with changes: [String: String?] = Self.botless
    ) async throws {
        try await Stage.setStill(state: state, faults: faults) { stage async throws in
            var transcript = Transcript(on: stage)
            for command in commands { try await transcript.run(command, with: changes) }
            try transcript.check(name)
        }
    }

    @Test func `plan, refusals and verified, with orders around the position`() async throws {
        try await play(
            "flatten", Self.account("," + Self.takeProfit + "," + Self.grid),
            [
                ["flatten", "BTCUSDT"], ["triage", "position", "BTCUSDT", "--quiet"],
                Self.execute + ["--max-orders", "1"], Self.execute, Self.execute,
            ])
    }

    @Test func `as JSON`() async throws {
        try await play(
            "flatten-json", Self.account("," + Self.takeProfit),
            [["flatten", "BTCUSDT", "--json"], Self.execute + ["--without-triage", "--json"]])
    }

    @Test func `in colour, and what it must not do`() async throws {
        let stranger = Self.takeProfit.replacing("grinder_tp_BTCUSDT_1_1772964000_72", with: "web_Kp3vLx9QmTz2RbYc5NfA")
        var forced = Self.botless
        forced["CLICOLOR_FORCE"] = "1"
        try await play(
            "flatten-refused-in-colour", Self.account("," + stranger), [["flatten", "BTCUSDT"]], with: forced)
        try await play("flatten-running", Self.account(), [Self.execute], with: [:])
    }

    @Test func `a hedge account with both sides open`() async throws {
        let both = """
            {"mode":"hedge","marks":{"BTCUSDT":"60000"},"positions":[
            {"symbol":"BTCUSDT","positionSide":"LONG","positionAmt":"0.005","entryPrice":"59000.00"},
            {"symbol":"BTCUSDT","positionSide":"SHORT","positionAmt":"-0.002","entryPrice":"61000.00"}]}
            """
        try await play(
            "flatten-hedge", both,
            [["flatten", "BTCUSDT"], Self.execute + ["--without-triage", "--side", "short"]])
    }

    @Test func `a rest, and an answer that never came`() async throws {
        try await play(
            "flatten-rest", Self.account("", #""depth":{"BTCUSDT":"0.003"},"#),
            [
                Self.execute + ["--without-triage"], ["triage", "position", "BTCUSDT", "--quiet"], Self.execute,
            ])
        try await play(
            "flatten-unknown", Self.account(), faults: ["-1007@POST:/fapi/v1/order*1"],
            [
                Self.execute + ["--without-triage"], Self.execute + ["--without-triage", "--quiet"],
                ["audit", "resolve"],
            ])
    }
}
