/// What a reset wants done next. The shell does it and brings the news back.
package enum ResetEffect: Sendable, Hashable {
    case lookAtInstances
    /// Whether every instance is stopped.
    case ask(Question)
    /// By its configured command; then look until it no longer runs.
    case stop(String)
    /// Renamed beside where they are, never deleted.
    case setAside([String])
    /// Both lists of open orders.
    case readOrders
    /// Each through all gates, as `cancel` does.
    case cancel([ObservedOrder])
    /// What became of these: which normal order their trigger made.
    case follow([AlgoOrder])
    /// Triggers are firing on these symbols: a second later their conditional orders, and nothing else, are read again.
    case waitForTriggers([Symbol])
    case readPositions
    /// The position procedure: whose fills made it?
    case triage(Symbol)
    /// Through all gates, as `flatten` does.
    case close(ResetPosition)
    /// By its configured command; then look until it answers.
    case start(String)
    case conclude(ResetConclusion)
}

/// What came of a move.
package enum ResetEvent: Sendable, Hashable {
    case instances([InstanceReport])
    /// `nil`: nobody was there to answer.
    case answered(String?)
    /// `failure`: the command failed, or the instance runs on.
    case stopped(String, InstanceReport?, failure: String?)
    /// Of each file its new name, or why it could not be moved.
    case setAside([String: Result<String, ResetProblem>])
    case orders(Result<ResetOpenOrders, Unavailable>)
    case cancelled([ResetActionResult<ObservedOrder>])
    case followed([AlgoOrder])
    /// The conditional orders of the symbols that were waited for.
    case waited(Result<[AlgoOrder], Unavailable>)
    case positions(Result<[Position], Unavailable>)
    /// The verdict's code of each side that is not flat.
    case triaged(Symbol, [PositionSide: String])
    case closed(ResetActionResult<ResetPosition>)
    case started(String, InstanceReport?, failure: String?)
}

package struct ResetProblem: Error, Sendable, Hashable {
    package let detail: String
    package init(_ detail: String) { self.detail = detail }
}

package struct ResetOpenOrders: Sendable, Hashable {
    package let normal: [Order]
    package let algo: [AlgoOrder]

    package init(normal: [Order], algo: [AlgoOrder]) {
        self.normal = normal
        self.algo = algo
    }
}

/// What became of one cancel or closing.
package struct ResetActionResult<Subject: Sendable & Hashable>: Sendable, Hashable {
    package let subject: Subject
    package let ending: ResetEnding

    package init(_ subject: Subject, _ ending: ResetEnding) {
        self.subject = subject
        self.ending = ending
    }
}

package enum ResetEnding: Sendable, Hashable {
    case verified
    /// Surely not done; another try may be.
    case failed(String)
    /// Surely not done, and no other try would be.
    case impossible(String, ResetObstacle)
    /// May have been done: nothing more is sent before it is settled.
    case unknown(String)
    /// Whatever stopped this one would stop the next: a gate, the key, the rate limit, the connection.
    case halted(String)
}

/// Why no other try would do better.
package enum ResetObstacle: Sendable, Hashable {
    /// Smaller than any order may be.
    case dust
    /// An order that is not grinder's competes with the close, or is what would have to be cancelled.
    case notOurs
    /// A gate that another flag or a later verdict may satisfy.
    case gate
}
