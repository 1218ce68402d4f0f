import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import Testing

/// A bot's page → Prometheus with the shipped rules → Alertmanager with the shipped route → `listen`: all of them real.
@Suite struct AlertChainTests {
    private static let types = [
        "ORDER_MISSING_ON_EXCHANGE", "ORDER_EXISTS_UNEXPECTED", "ORDER_STATUS_DIVERGENCE",
        "POSITION_NONZERO_UNEXPECTED",
    ]
    private static let filled = "grinder_d_BTCUSDT_2_1772964000_11"
    /// An orphan, and an order that was filled and left a position.
    private static let state = """
        {"marks":{"BTCUSDT":"60000"},"orders":[
        {"symbol":"BTCUSDT","clientOrderId":"grinder_d_BTCUSDT_3_1772964000_41","side":"BUY","type":"LIMIT",
        "price":"59000.10","origQty":"0.005","time":"-2h"},
        {"symbol":"BTCUSDT","clientOrderId":"\(filled)","side":"BUY","type":"LIMIT","price":"59400.00",
        "origQty":"0.010","executedQty":"0.010","avgPrice":"59400.00","time":"-2h","status":"FILLED",
        "updateTime":"-1h"}],
        "positions":[{"symbol":"BTCUSDT","positionAmt":"0.010","entryPrice":"59400.00"}]}
        """

    private struct Row: Decodable {
        let kind: String
        let incident: String?
        let payload: String
    }

    private static func rows(_ stage: OperatorStage, _ kind: String) async throws -> [Row] {
        struct Listing: Decodable { let entries: [Row] }
        let answer = try await stage.run(["audit", "list", "--kind", kind, "--json", "--limit", "1000"])
        return try JSONDecoder().decode(Listing.self, from: answer.output).entries
    }

    @Test func `a mismatch that is counted has its incident, verdict and notification, once`() async throws {
        let metrics = BotMetrics()
        try await OperatorStage.set(state: Self.state) { stage async throws in
            try await PageServer.run { page async throws in
                page.set("/metrics") { metrics.page() }
                let expected = stage.folder + "/expected.jsonl"
                try (#"{"client_order_id":"\#(Self.filled)","expected_status":"OPEN","symbol":"BTCUSDT"}"# + "\n")
                    .write(
                        toFile: expected, atomically: false, encoding: .utf8)
                let listen = try await ListeningChild.start(
                    stage, ["--expected", expected, "--weight-budget", "100%"])
                try await MonitoringPair.run(
                    in: stage.folder, scraping: "127.0.0.1:\(page.port)", telling: listen.url
                ) {
                    try await eventually("Prometheus scrapes") { metrics.runs >= 4 }
                    metrics.find(Self.types)
                    try await eventually("all four types are told") { listen.told.count == 4 }
                    try await Self.check(stage, listen)
                    // Alertmanager repeats each second; nothing comes of it.
                    try await eventually("it is repeated") {
                        await listen.metric(#"alerts_total{fate="repeated"}"#) >= 8
                    }
                    #expect(listen.told.count == 4)
                    metrics.find([])
                    try await eventually("it is resolved") {
                        await listen.metric(#"alerts_total{fate="resolved"}"#) == 4
                    }
                    #expect(try await Self.rows(stage, "note").count == 4)
                    #expect(try await Self.rows(stage, "incident.closed").isEmpty)
                    metrics.stopSnapshots()
                    try await eventually("the stale snapshot is told") { listen.told.count == 5 }
                    let checks = try await Self.rows(stage, "verdict").filter {
                        $0.payload.contains("\"check\":\"state\"")
                    }
                    #expect(!checks.isEmpty && checks.allSatisfy { $0.incident != nil })
                }
                listen.child.send(signal: SIGTERM)
                let ended = await listen.child.end()
                #expect(ended.exit == 0, "\(ended.errorText)")
                #expect(stage.exchange.mutatingRequests().isEmpty)
                #expect(try await stage.run(["audit", "verify"]).exit == 0)
            }
        }
    }

    private static func check(_ stage: OperatorStage, _ listen: ListeningChild) async throws {
        let verdicts = try await rows(stage, "verdict")
        for type in types {
            let own = verdicts.filter { $0.payload.contains("\"mismatch\":\"\(type)\"") }
            #expect(!own.isEmpty && own.allSatisfy { $0.incident != nil }, "\(type)")
            let codes = own.compactMap { JSONTree(text: $0.payload)["code"].text }
            let isTold = codes.allSatisfy { code in listen.told.contains { $0.contains(code) } }
            #expect(!codes.isEmpty && isTold, "\(type): \(codes)")
        }
        #expect(listen.told.contains { $0.contains("orphaned") })
        let incidents = try await rows(stage, "incident.opened")
        #expect(incidents.count == 1, "one group, one incident")
        #expect(Set(verdicts.map(\.incident)) == [incidents.first?.incident])
    }

    @Test func `the shipped route is one that Alertmanager takes`() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-route-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let answer = try await ChildProcess.start(
            ["check-config", root.appending(path: "docs/alertmanager.yml").path], environment: [:], folder: folder,
            program: try MonitoringPair.program(["amtool"])
        ).end()
        #expect(answer.exit == 0, "\(answer.outputText) \(answer.errorText)")
    }
}
