import Foundation
import Testing

/// The alert rules are Prometheus's to judge: `promtool` of Debian's package, which `make` installs.
struct AlertRulesTests {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    private static let rules = tests.appending(path: "../../Runbooks/alerts.yaml").standardizedFileURL

    @Test func `promtool accepts the rules`() throws {
        let (status, output) = try Self.promtool(["check", "rules", Self.rules.path])
        #expect(status == 0, "\(output)")
    }

    @Test func `the rules fire and stay silent as they should`() throws {
        let (status, output) = try Self.promtool(["test", "rules", "alerts_test.yaml"])
        #expect(status == 0, "\(output)")
    }

    /// Families of the catalogue of grinder's /metrics that the rules may rest on.
    @Test func `every metric of the rules is one that grinder exports`() throws {
        let exported: Set = [
            "grinder_reconcile_mismatch_total", "grinder_reconcile_last_snapshot_age_seconds",
            "grinder_reconcile_last_snapshot_ts_ms", "grinder_reconcile_runs_total",
        ]
        let text = try String(contentsOf: Self.rules, encoding: .utf8)
        let named = Set(text.matches(of: /grinder_[a-z_]+/).map { String($0.output) })
        #expect(!named.isEmpty)
        #expect(named.subtracting(exported).isEmpty)
    }

    private static func promtool(_ arguments: [String]) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["promtool"] + arguments
        process.currentDirectoryURL = tests
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
