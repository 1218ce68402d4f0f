/// Keeps a listenKey alive that this tool made itself and nobody else extends. A key lives 60 minutes from when it was
/// made or last extended (Binance: Keepalive User Data Stream).
package struct ListenKeyRenewal: Sendable, Hashable {
    package enum Answer: Sendable, Hashable {
        case extended
        /// -1125: none exists.
        case gone
        /// One exists, and it is not ours: somebody made it since.
        case another
        case unanswered(String)
    }

    package enum Consequence: Sendable, Hashable {
        case goOn
        /// Said, and asked again soon.
        case warn(String)
        /// The stream of this key tells nothing more: another key is needed.
        case lost(String)
    }

    private static let lifetime: Int64 = 60 * 60_000
    private static let period: Int64 = 30 * 60_000
    private static let again: Int64 = 60_000

    private var aliveUntil: Int64
    private var due: Int64

    /// - Parameter uptime: milliseconds, when it was made; and so everywhere here.
    package init(madeAt uptime: Int64) {
        aliveUntil = uptime + Self.lifetime
        due = uptime + Self.period
    }

    package func isDue(at uptime: Int64) -> Bool { uptime >= due }

    package mutating func receive(_ answer: Answer, at uptime: Int64) -> Consequence {
        switch answer {
        case .extended:
            self = ListenKeyRenewal(madeAt: uptime)
            return .goOn
        case .gone: return lost("the listenKey this watch made exists no more (-1125)", at: uptime)
        case .another: return lost("another listenKey exists in place of the one this watch made", at: uptime)
        case .unanswered(let why):
            let left = max(0, aliveUntil - uptime) / 60_000
            guard uptime < aliveUntil else {
                return lost("the listenKey this watch made could not be extended for an hour (\(why))", at: uptime)
            }
            due = uptime + Self.again
            return .warn(
                "the listenKey could not be extended: \(why); it ends in \(Count.of(Int(left), "minute")), and the events "
                    + "with it; retried in a minute")
        }
    }

    private mutating func lost(_ why: String, at uptime: Int64) -> Consequence {
        due = uptime + Self.again
        return .lost("\(why): nothing is received by it")
    }
}
