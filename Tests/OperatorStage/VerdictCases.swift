/// At least one case of every verdict that `missing`, `divergence` and `position` know.
extension VerdictCase {
    private static func missingCase(
        _ name: String, _ orders: [String] = [], algo: [String] = [], faults: [String] = [],
        expected: [String] = [expects()], is code: String, _ action: String, _ exit: Int32
    ) -> VerdictCase {
        VerdictCase(
            "missing-" + name, "missing \(id)", state: account(orders: orders, algo: algo), faults: faults,
            expected: expected, codes: [code], actions: [action], exit: exit)
    }

    static let missing = [
        missingCase("open", [order("")], is: "open", "none", 0),
        missingCase("conditional", algo: [rejectedStop("NEW")], is: "open", "none", 0),
        missingCase(
            "filled", [order(#""status":"FILLED","updateTime":"-1h""#)], is: "filled", "none", 1),
        missingCase(
            "partially-filled", [order(#""status":"PARTIALLY_FILLED","executedQty":"0.004""#)], is: "partially-filled",
            "none", 1),
        missingCase(
            "ended-with-fills", [order(#""status":"CANCELED","executedQty":"0.004","updateTime":"-1h""#)],
            is: "partially-filled", "none", 1),
        missingCase(
            "cancelled", [order(#""status":"CANCELED","updateTime":"-1h""#)], is: "cancelled", "none", 0),
        missingCase(
            "expired", [order(#""status":"EXPIRED_IN_MATCH","updateTime":"-1h""#)], is: "expired", "none", 0),
        missingCase("rejected", algo: [rejectedStop("REJECTED")], is: "rejected", "none", 0),
        missingCase("never-arrived", is: "never-arrived", "escalate", 1),
        missingCase(
            "aged-out", expected: [expects(created: "AGO{432000000}")], is: "aged-out", "escalate", 2),
        missingCase("exchange-unavailable", faults: ["503-unavailable"], is: "exchange-unavailable", "wait", 69),
        missingCase(
            "inconclusive", faults: ["503-unavailable@GET:/fapi/v1/allOrders"], is: "inconclusive", "escalate", 2),
    ]

    private static func divergenceCase(
        _ name: String, _ orders: [String], faults: [String] = [], expected: String, is code: String,
        _ action: String, _ exit: Int32
    ) -> VerdictCase {
        VerdictCase(
            "divergence-" + name, "divergence \(id) --grace 100ms", state: account(orders: orders), faults: faults,
            expected: [expects(expected)], codes: [code], actions: [action], exit: exit)
    }

    static let divergence = [
        divergenceCase("converged", [order("")], expected: "OPEN", is: "converged", "none", 0),
        divergenceCase(
            "terminal-missed", [order(#""status":"CANCELED","updateTime":"-1h""#)], expected: "OPEN",
            is: "terminal-missed", "escalate", 1),
        divergenceCase("persistent", [order("")], expected: "CANCELLED", is: "persistent", "escalate", 1),
        divergenceCase("unknown", [], expected: "OPEN", is: "inconclusive", "escalate", 2),
        divergenceCase(
            "inconclusive", [order("")], faults: ["html@GET:/fapi/v1/algoOrder"], expected: "OPEN", is: "inconclusive",
            "escalate", 2),
    ]

    private static let ours = filled(id, number: 8_389_765_612_825_190_400, quantity: "0.005")
    private static let persons = filled(
        "web_Kp3vLx9QmTz2RbYc5NfA", number: 8_389_765_612_825_190_401, quantity: "0.003")
    private static let liquidation = filled(
        "autoclose-1772969400000000021", number: 8_389_765_612_825_190_402, side: "SELL", quantity: "0.003")
    private static let long = filled(
        id, number: 8_389_765_612_825_190_403, quantity: "0.005", positionSide: "LONG")
    private static let short = filled(
        "web_Kp3vLx9QmTz2RbYc5NfB", number: 8_389_765_612_825_190_404, side: "SELL", quantity: "0.002",
        positionSide: "SHORT")

    private static func positionCase(
        _ name: String, _ fills: [(order: String, trade: String)], _ amount: String?, forced: [String] = [],
        faults: [String] = [], expected: [String] = [], botAnswers: Bool = true, is code: String, _ action: String,
        _ exit: Int32
    ) -> VerdictCase {
        VerdictCase(
            "position-" + name, "position BTCUSDT",
            state: account(
                orders: fills.map(\.order), trades: fills.map(\.trade), positions: amount.map { [held($0)] } ?? [],
                forced: forced),
            faults: faults, expected: expected, botAnswers: botAnswers, codes: [code], actions: [action], exit: exit)
    }

    static let position = [
        positionCase("flat", [], nil, is: "flat", "none", 0),
        positionCase(
            "as-expected", [ours], "0.005",
            expected: [#"{"symbol":"BTCUSDT","expected_position_amt":"0.0050"}"#], is: "as-expected", "none", 0),
        positionCase("untracked-fills", [ours], "0.005", botAnswers: false, is: "untracked-fills", "flatten", 1),
        positionCase("untracked-fills-running", [ours], "0.005", is: "untracked-fills", "escalate", 1),
        positionCase("external", [persons], "0.003", is: "external", "escalate", 1),
        positionCase("mixed", [ours, persons], "0.008", is: "mixed", "escalate", 1),
        positionCase("forced", [ours, liquidation], "0.002", is: "forced", "escalate", 1),
        positionCase("inconclusive", [ours], "0.025", is: "inconclusive", "escalate", 2),
        positionCase(
            "unread", [ours], "0.005", faults: ["503-unavailable@GET:/fapi/v1/forceOrders"], is: "inconclusive",
            "escalate", 2),
        VerdictCase(
            "position-hedge", "position BTCUSDT",
            state: account(
                orders: [long.order, short.order], trades: [long.trade, short.trade],
                positions: [held("0.005", side: "LONG"), held("-0.002", side: "SHORT")], mode: "hedge"),
            botAnswers: false, codes: ["untracked-fills", "external"], actions: ["flatten", "escalate"], exit: 1),
    ]
}
