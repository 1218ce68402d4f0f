import Foundation
import OperatorStage

/// An instance whose stop and start are a file that goes and comes: its health page, up for no time at all.
struct StoppableInstance {
    private let health: String
    private let configuration: String
    private let stopped: String

    /// Runs. `holding`: its start waits as long as this file exists, and says at `starting` that it began.
    init(_ stage: OperatorStage, holding hold: String? = nil, starting: String? = nil) throws {
        health = stage.folder + "/healthz"
        stopped = stage.folder + "/stopped"
        configuration = stage.folder + "/config.yaml"
        let page = #"{"uptime_s": 0, "ready": true, "mode": "trading_loop"}"#
        let begun = starting.map { "echo > '\($0)'; " } ?? ""
        let held = hold.map { "while [ -e '\($0)' ]; do sleep 0.02; done; " } ?? ""
        let script = stage.folder + "/start"
        // Written beside and moved: a reader sees a whole page or none.
        try "\(begun)\(held)printf '%s' '\(page)' > '\(health).new'; mv '\(health).new' '\(health)'\n".write(
            toFile: script, atomically: false, encoding: .utf8)
        try page.write(toFile: health, atomically: false, encoding: .utf8)
        try """
        instances:
          - name: grinder-1
            health: '\(health)'
            stop: touch '\(stopped)'; rm -f '\(health)'
            start: sh '\(script)'
        """.write(toFile: configuration, atomically: false, encoding: .utf8)
    }

    var runs: Bool { FileManager.default.fileExists(atPath: health) }

    var wasStopped: Bool { FileManager.default.fileExists(atPath: stopped) }

    /// What a command needs to know of it, and of no other instance.
    var environment: [String: String?] {
        ["GRINDERCTL_CONFIG": configuration, "GRINDERCTL_HEALTH": nil, "PATH": "/usr/bin:/bin"]
    }
}
