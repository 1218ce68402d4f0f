import ExchangeSandbox
import Foundation
import OperatorStage
import Testing

/// Pipes of a shell, and standard input, wherever a file is taken.
@Suite struct PipeTests {
    /// Runs a line of bash in which `$G` is the binary.
    private func bash(_ line: String, on stage: OperatorStage, input: String = "") async throws -> ChildProcess.Ended {
        try await stage.start([], input: input, prefix: ["/bin/bash", "-c", "G=$0; \(line)"]).end()
    }

    private static let id = Orphans.first
    private static let row = #"{"client_order_id":"\#(id)","symbol":"BTCUSDT","expected_status":"OPEN"}"#

    @Test(arguments: [
        "\"$G\" triage unexpected \(id) --json --expected <(printf '%s\\n' '\(row)')",
        "printf '%s\\n' '\(row)' | \"$G\" triage unexpected \(id) --json --expected -",
        "printf '%s\\n' '\(row)' | \"$G\" triage unexpected \(id) --json --expected /dev/stdin",
        "F=$HOME/f; mkfifo \"$F\"; (printf '%s\\n' '\(row)' > \"$F\" &) ; \"$G\" triage unexpected \(id) --json --expected \"$F\"",
    ])
    func `an expected state comes through a pipe`(line: String) async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            let ended = try await bash(line, on: stage)
            #expect(ended.outputText.contains(#""code":"expected""#), "\(ended.outputText)\(ended.errorText)")
            #expect(ended.exit == 0)
        }
    }

    @Test func `health and metrics come through pipes, and prove no start`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            let health = #"{"uptime_s": 1800, "ready": true, "mode": "trading_loop"}"#
            let metrics = "grinder_up 1\\ngrinder_account_sync_last_wall_ts 0\\n"
            let ended = try await bash(
                "unset GRINDERCTL_HEALTH; \"$G\" triage unexpected \(Self.id) --json --health <(printf '%s' '\(health)') "
                    + "--metrics <(printf '\(metrics)')", on: stage)
            #expect(ended.outputText.contains(#""code":"inconclusive""#), "\(ended.outputText)\(ended.errorText)")
            #expect(ended.outputText.contains("came through a pipe"), "\(ended.outputText)")
        }
    }

    @Test func `logs and an alert come through pipes`() async throws {
        try await OperatorStage.set(state: Orphans.state()) { stage async throws in
            let log = "12:00:00 WARNING x: PLACE_INTENT order_id=\(Self.id)"
            let logs = try await bash(
                "\"$G\" triage unexpected \(Self.id) --json --logs <(echo '\(log)')", on: stage)
            #expect(logs.outputText.contains("PLACE_INTENT"), "\(logs.outputText)\(logs.errorText)")
            let payload =
                #"{"alerts":[{"status":"resolved","labels":{"alertname":"ReconcileMismatchDetected"}}]}"#
            let alert = try await bash("\"$G\" triage alert <(echo '\(payload)')", on: stage)
            #expect(alert.exit == 0, "\(alert.errorText)")
            let twice = try await bash("echo '\(payload)' | \"$G\" triage alert - --expected -", on: stage)
            #expect(twice.exit == 64)
        }
    }
}
