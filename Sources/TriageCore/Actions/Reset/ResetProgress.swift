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

    /// What a row of a reset tells a run that goes on.
    package enum Event: Sendable, Hashable {
        case begun(ResetScope, files: [String], leader: String?)
        case resumed(files: [String])
        /// Positions that were left: `BTCUSDT LONG`.
        case ended(isFinished: Bool, left: Set<String>)
        /// Its stop command is about to be run.
        case stopping(String)
        /// A start command is about to be run.
        case starting
        case started(String)
        /// A file of the expected state, by its old name.
        case setAside(String)
    }

    /// Of one reset, oldest first.
    package init(events: [Event]) {
        for event in events { note(event) }
    }

    private mutating func note(_ event: Event) {
        switch event {
        case .begun(let scope, let files, let leader):
            hasBegun = true
            self.scope = scope
            self.leader = leader
            note(files)
        case .resumed(let files):
            isFinished = false
            note(files)
        case .ended(let isFinished, let left):
            self.isFinished = isFinished
            leftPositions = left
        case .stopping(let name): if !stopped.contains(name) { stopped.append(name) }
        case .starting: isRestarting = true
        case .started(let name): started.insert(name)
        case .setAside(let file): setAside.insert(file)
        }
    }

    private mutating func note(_ files: [String]) {
        for file in files where !self.files.contains(file) { self.files.append(file) }
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
