import ExchangeSandbox
import Testing

@testable import grinderctl

/// `audit list --manual-cancels` says of each request what it did, not what it wanted.
@Suite struct ManualCancelTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let fault: String?
        let words: String
        var testDescription: String { fault ?? "none" }
    }

    static let rows = [
        Row(fault: nil, words: " cancelled grinder_"), Row(fault: "503-unavailable", words: " did not cancel grinder_"),
        Row(fault: "-1007", words: " may have cancelled grinder_"),
        Row(fault: "fill-before-cancel", words: " too late to cancel grinder_"),
    ]

    @Test(arguments: rows)
    func `the deed is told by its outcome`(_ row: Row) async throws {
        try await Stage.set { stage async throws in
            _ = await stage.triage(States.orphanID)
            if let fault = row.fault {
                stage.exchange.add(faults: [try Fault(spec: "\(fault)@DELETE:/fapi/v1/order*1")])
            }
            let done = await stage.run(Stage.cancel(States.orphanID))
            let listed = await stage.run(["audit", "list", "--manual-cancels"])
            #expect(listed.output.contains(row.words), "\(done.output)\n\(listed.output)")
            #expect(listed.output.split(separator: "\n").count == 1)
        }
    }
}
