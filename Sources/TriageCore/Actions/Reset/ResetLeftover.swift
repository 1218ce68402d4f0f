/// What a reset could not clear, or could not see.
package enum ResetLeftover: Sendable, Hashable {
    case order(ObservedOrder, String)
    /// A trigger of grinder's made it, under an id that is not grinder's: nothing overrides `not-ours`.
    case stranger(ObservedOrder)
    case position(ResetPosition, String, Obstacle)
    case instance(String, String)
    case file(String, String)
    /// A read that failed: nobody knows what is left.
    case unread(String)

    /// Why a position is still there.
    package enum Obstacle: Sendable, Hashable {
        /// Of grinder's own fills, not closed yet: another try may.
        case open
        /// Not of grinder's making at all; never closed unasked.
        case others
        /// Not, or not only, of grinder's making, or not known to be.
        case disputed
        /// Smaller than any order may be.
        case dust
        /// An order that is not grinder's would compete with its close.
        case competed
    }

    /// It hinders a start: grinder would find its own leavings again.
    package var isGrinders: Bool {
        switch self {
        case .order, .stranger, .unread: true
        case .position(_, _, let obstacle): obstacle != .others
        case .instance, .file: false
        }
    }

    package var words: String {
        switch self {
        case .order(let order, let why): "order \(order.clientOrderID) (\(order.status)): \(why)"
        case .stranger(let order):
            "order \(order.clientOrderID) (\(order.status)): a trigger of grinder's made it, under an id that is not "
                + "grinder's: cancel it in the exchange's web interface"
        case .position(let position, let why, let obstacle):
            "position \(position.key.words) \(position.amount): \(why)\(obstacle.advice)"
        case .instance(let name, let why): "instance \(name): \(why)"
        case .file(let path, let why): "file \(path): \(why)"
        case .unread(let what): what
        }
    }

    /// What to type where going on with the reset would find the same again; `nil` where going on may clear it.
    package var remedy: NextCommand? {
        switch self {
        case .order(let order, _) where !order.isLive && !order.isTriggering: Self.triage(order)
        case .stranger(let order): Self.triage(order)
        case .position(_, _, .open): nil
        case .position(let position, _, _): NextCommand("triage", "position", position.key.symbol.rawValue)
        case .order, .instance, .file, .unread: nil
        }
    }

    private static func triage(_ order: ObservedOrder) -> NextCommand {
        NextCommand("triage", "unexpected", order.clientOrderID.rawValue, "--symbol", order.symbol.rawValue)
    }
}

extension ResetLeftover.Obstacle {
    fileprivate var advice: String {
        switch self {
        case .dust: "; close it in the exchange's web interface"
        case .competed: "; its owner must cancel that order first"
        case .open, .others, .disputed: ""
        }
    }
}

package struct ResetConclusion: Sendable, Hashable {
    /// Why it ended before its last step; `nil` when every step was gone through.
    package let halted: String?
    package let left: [ResetLeftover]
    /// It was halted by what is left, none of which another run could clear.
    package let isBlocked: Bool

    package init(halted: String?, left: [ResetLeftover], isBlocked: Bool = false) {
        self.halted = halted
        self.left = left
        self.isBlocked = isBlocked
    }

    /// Nothing is left for a resume.
    package var isFinished: Bool { halted == nil && left.isEmpty }

    /// Going on at once may do more.
    package var isWorthResuming: Bool {
        left.contains { $0.remedy == nil } || (halted != nil && !isBlocked)
    }

    /// Once what is left is cleared by hand there is more for a resume: nothing was started beside it.
    package var awaitsHands: Bool { !isWorthResuming && (halted != nil || left.contains(where: \.isGrinders)) }

    /// Each once, in the order of what is left.
    package var remedies: [NextCommand] {
        var seen: Set<NextCommand> = []
        return left.compactMap(\.remedy).filter { seen.insert($0).inserted }
    }
}
