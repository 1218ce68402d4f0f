import Foundation
import OperatorStage
import Testing

/// The clock is left out: what the kernel says of it differs from machine to machine.
@Suite struct CheckTranscripts {
    private static let state = #"{"marks":{"BTCUSDT":"60000"}}"#
    private static let dead = ["GRINDERCTL_WS_URL": "ws://127.0.0.1:9"]

    @Test func `what the checks tell an operator, in a pipe and in colour`() async throws {
        try await Transcript.play("check", state: Self.state) { transcript async throws in
            try await transcript.run(["check", "rest"])
            try await transcript.run(["check", "rest"], with: ["CLICOLOR_FORCE": "1"])
            try await transcript.run(["check", "rest"], with: ["BINANCE_API_SECRET": "wrong"])
            try await transcript.run(["check", "state"])
            try await transcript.run(["check", "stream"], with: Self.dead)
            try await transcript.run(["check", "rest"], with: ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9"])
            try await transcript.run(["check", "tide"])
        }
    }

    @Test func `what the stream's commands tell an operator, in a pipe and in colour`() async throws {
        try await Stage.setStill(state: Self.state) { stage async throws in
            try """
            instances:
              - name: bot-1
                stop: systemctl stop grinder
                start: systemctl start grinder

            """.write(toFile: stage.folder + "/config.yaml", atomically: false, encoding: .utf8)
            let reconnect = ["stream", "reconnect", "--config", stage.folder + "/config.yaml"]
            var transcript = Transcript(on: stage)
            try await transcript.run(["stream", "status"], with: Self.dead)
            try await transcript.run(["stream", "watch", "--for", "1s"])
            try await transcript.run(["stream", "watch", "--for", "1s", "--json"])
            try await transcript.run(["stream", "watch", "--create", "--for", "1s"])
            try await transcript.run(reconnect)
            try await transcript.run(reconnect, with: ["CLICOLOR_FORCE": "1"])
            try await transcript.run(reconnect + ["--execute", "--reason", "blind"])
            try await transcript.run(["stream", "reconnect"])
            try transcript.check("stream")
        }
    }
}
