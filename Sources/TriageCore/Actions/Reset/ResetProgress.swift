/// What an earlier run of a reset has written down: where to go on. Everything else is read again.
package struct ResetProgress: Sendable, Hashable {
    package var scope = ResetScope()
    /// Some step has begun: it was more than a plan.
    package var hasBegun = false
    /// A start command was run, so that an instance may run again: steps 1 to 4 are not gone through once more.
    package var isRestarting = false
    package var isFinished = false
    /// Their stop command was run, in this order.
    package var stopped: [String] = []
    package var started: Set<String> = []
    package var leader: String?
    /// Positions that were left, `BTCUSDT LONG`: still left after a start, until they are gone.
    package var leftPositions: Set<String> = []
    /// Files of the expected state that it was begun, or gone on, with; in the order they were named.
    package var files: [String] = []
    /// Set aside already, by their old names.
    package var setAside: Set<String> = []

    package init() {}

    /// Payloads of the `reset.step` rows of one reset, oldest first.
    package init(rows: [JSONValue]) {
        for row in rows { note(row) }
    }

    private mutating func note(_ row: JSONValue) {
        guard let step = row["step"]?.stringValue, let phase = row["phase"]?.stringValue else { return }
        switch (step, phase) {
        case ("reset", "begun"):
            hasBegun = true
            noteFiles(row)
            leader = row["leader"]?.stringValue
            scope = ResetScope(
                onlyCancels: row["only"]?.stringValue == "cancel",
                symbols: Set((row["symbols"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap { Symbol($0) } }))
        case ("reset", "ended"):
            isFinished = row["finished"]?.boolValue ?? false
            leftPositions = Set((row["positions"]?.arrayValue ?? []).compactMap(\.stringValue))
        case ("reset", "resumed"):
            isFinished = false
            noteFiles(row)
        case (ResetStep.restart.rawValue, "starting"): isRestarting = true
        case (ResetStep.restart.rawValue, "started"): row["instance"]?.stringValue.map { _ = started.insert($0) }
        case (ResetStep.instanceStopped.rawValue, "stopping"):
            if let name = row["instance"]?.stringValue, !stopped.contains(name) { stopped.append(name) }
        case (ResetStep.expectedState.rawValue, "moved"): row["from"]?.stringValue.map { _ = setAside.insert($0) }
        default: break
        }
    }

    private mutating func noteFiles(_ row: JSONValue) {
        for file in (row["files"]?.arrayValue ?? []).compactMap(\.stringValue) where !files.contains(file) {
            files.append(file)
        }
    }

    /// What is still to be set aside, of the earlier runs' files and those named now; each once.
    package func filesLeft(naming named: [String]) -> [String] {
        var all: [String] = []
        for file in files + named where !setAside.contains(file) && !all.contains(file) { all.append(file) }
        return all
    }

    /// Whether a file that is not there may be one an earlier run moved.
    package func hasNamed(_ file: String) -> Bool { files.contains(file) || setAside.contains(file) }
}
