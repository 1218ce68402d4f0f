/// What a reset wants done next. The shell does it and brings the news back.
package enum ResetMove: Sendable, Hashable {
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
    /// A trigger is firing: a second later its order is there.
    case waitForTriggers
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
package enum ResetNews: Sendable, Hashable {
    case instances([InstanceReport])
    /// `nil`: nobody was there to answer.
    case answered(String?)
    /// `failure`: the command failed, or the instance runs on.
    case stopped(String, InstanceReport?, failure: String?)
    /// Of each file its new name, or why it could not be moved.
    case setAside([String: Result<String, ResetProblem>])
    case orders(Result<ResetOpenOrders, Unavailable>)
    case cancelled([ResetDeed<ObservedOrder>])
    case followed([AlgoOrder])
    case waited
    case positions(Result<[Position], Unavailable>)
    /// The verdict's code of each side that is not flat.
    case triaged(Symbol, [PositionSide: String])
    case closed(ResetDeed<ResetPosition>)
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
package struct ResetDeed<Subject: Sendable & Hashable>: Sendable, Hashable {
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
    case impossible(String)
    /// May have been done: nothing more is sent before it is settled.
    case unknown(String)
    /// Whatever stopped this one would stop the next: a gate, the key, the rate limit, the connection.
    case halted(String)
}

/// What a reset could not clear, or could not see.
package enum ResetLeftover: Sendable, Hashable {
    case order(ObservedOrder, String)
    /// `isOthers`: not of grinder's making, or not only; never closed unasked.
    case position(ResetPosition, String, isOthers: Bool)
    case instance(String, String)
    case file(String, String)
    /// A read that failed: nobody knows what is left.
    case unread(String)

    /// It hinders a start: grinder would find its own leavings again.
    package var isGrinders: Bool {
        switch self {
        case .order, .unread: true
        case .position(_, _, let isOthers): !isOthers
        case .instance, .file: false
        }
    }

    package var words: String {
        switch self {
        case .order(let order, let why): "order \(order.clientOrderID) (\(order.status)): \(why)"
        case .position(let position, let why, _): "position \(position.key.words) \(position.amount): \(why)"
        case .instance(let name, let why): "instance \(name): \(why)"
        case .file(let path, let why): "file \(path): \(why)"
        case .unread(let what): what
        }
    }
}

package struct ResetConclusion: Sendable, Hashable {
    /// Why it ended before its last step; `nil` when every step was gone through.
    package let halted: String?
    package let left: [ResetLeftover]

    package init(halted: String?, left: [ResetLeftover]) {
        self.halted = halted
        self.left = left
    }

    /// Nothing is left for a resume.
    package var isFinished: Bool { halted == nil && left.isEmpty }
}
