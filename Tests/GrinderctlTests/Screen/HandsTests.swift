import Foundation
import OperatorStage
import Testing

/// What an operator types between an alert and an action that was read back: the README's table, counted.
@Suite struct HandsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// As the README's first column says it.
        let name: String
        let alert: String
        let state: String
        var changes: [String: String?] = [:]
        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "one order left behind", alert: "ORDER_EXISTS_UNEXPECTED",
            state: SeveralScreenTests.account(orphans: 1)),
        Row(
            name: "twelve open orders, four of them left behind", alert: "ORDER_EXISTS_UNEXPECTED",
            state: SeveralScreenTests.account(orphans: 4, own: 8)),
        Row(
            name: "a position that grinder's fills opened", alert: "POSITION_NONZERO_UNEXPECTED", state: position,
            changes: ["GRINDERCTL_HEALTH": nil]),
    ]

    private static let position = """
        {"marks":{"BTCUSDT":"60000"},"orders":[{"symbol":"BTCUSDT","orderId":8389765612825190400,"side":"BUY",
        "price":"59000.00","clientOrderId":"grinder_d_BTCUSDT_1_1772964000_61","origQty":"0.010","status":"FILLED",
        "time":"-2h","updateTime":"-1h"}],"trades":[{"symbol":"BTCUSDT","orderId":8389765612825190400,"side":"BUY",
        "price":"59000.00","id":8389765612825190400,"qty":"0.010","time":"-1h"}],
        "positions":[{"symbol":"BTCUSDT","positionAmt":"0.010","entryPrice":"59000.00","updateTime":"-1h"}]}
        """

    @Test(arguments: rows)
    func `from an alert to a verified action, the commands and the ids that are typed`(_ row: Row) async throws {
        try await Stage.setStill(state: row.state) { stage async throws in
            let file = try stage.write(SeveralScreenTests.alert(row.alert), to: "alert.json")
            var typed = [["triage", "alert", file]]
            let shown = ShownScreen(await stage.run(typed[0], with: row.changes))
            #expect(shown.faults() == [] && shown.commands.count == 1, "\(shown.rows)")
            typed += shown.commands.map(ShownScreen.filled)
            let done = await stage.run(try #require(typed.last), with: row.changes)
            #expect(done.exit == 0 && done.output.contains("verified"), "\(done.all)")
            // What is copied from the screen is not typed by hand; what is filled in is a reason and a fact.
            let copied = Set(shown.commands.joined())
            let byHand = typed.dropFirst().joined().filter { !copied.contains($0) }
            let ids = byHand.filter { $0.contains("grinder_") || $0.contains("USDT") }
            #expect(try Self.told(of: row.name) == [typed.count, ids.count])
        }
    }

    private static func told(of name: String) throws -> [Int] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let line = readme.split(separator: "\n").first { $0.hasPrefix("| \(name) |") }
        return (line ?? "").split(separator: "|").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    }
}
