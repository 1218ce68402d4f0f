/// The fills of a gap, as REST has them, held against the bot's own log. grinder logs no fill and no change of an order's
/// status: a line that names the order after its fill shows that the bot still dealt with it, and the lack of one shows
/// nothing.
package struct GapFills: Sendable, Hashable {
    package struct Fill: Sendable, Hashable {
        package let trade: Trade
        /// `nil` when its order was not read.
        package let clientOrderID: ClientOrderID?

        package init(_ trade: Trade, of clientOrderID: ClientOrderID?) {
            self.trade = trade
            self.clientOrderID = clientOrderID
        }
    }

    private enum Trace: Hashable {
        case named(LogEvent)
        case notNamed
        case notCompared(String)
    }

    /// The bot's clock may be behind the exchange's by so much.
    private static let clockMilliseconds: Int64 = 1_000

    private let traces: [(fill: Fill, trace: Trace)]
    private let hasLog: Bool

    /// - Parameters:
    ///   - log: what the named logs say of these orders; `nil` when no log was named.
    ///   - offsetMilliseconds: exchange minus local; lines of a log bear the local time, fills the exchange's.
    package init(_ fills: [Fill], log: LogHistory?, offsetMilliseconds: Int64 = 0) {
        hasLog = log != nil
        traces = fills.map { fill in
            let moment = fill.trade.time.advanced(byMilliseconds: -offsetMilliseconds)
            return (fill, Self.trace(of: fill, at: moment, in: log))
        }
    }

    package static func == (left: GapFills, right: GapFills) -> Bool {
        left.hasLog == right.hasLog && left.traces.elementsEqual(right.traces) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(traces.map(\.fill)) }

    private static func trace(of fill: Fill, at moment: Timestamp, in log: LogHistory?) -> Trace {
        guard let log else { return .notCompared("no log was named (--logs)") }
        guard let id = fill.clientOrderID else { return .notCompared("its order was not read") }
        let line = log.events.first { event in
            guard event.clientOrderID == id, let time = event.time?.moment else { return false }
            return time.milliseconds(since: moment) >= -clockMilliseconds
        }
        if let line { return .named(line) }
        guard let end = log.covered?.upperBound, end >= moment else {
            return .notCompared("the log ends before it")
        }
        return log.problems.isEmpty ? .notNamed : .notCompared("the log could not be read whole")
    }

    /// One a fill.
    package var facts: [Fact] {
        traces.map { fill, trace in
            let trade = fill.trade
            let order = fill.clientOrderID.map { "order \($0)" } ?? "order \(trade.orderID)"
            let what = "\(trade.symbol) \(trade.side) \(trade.quantity) at \(trade.price), \(order), \(trade.time)"
            switch trace {
            case .named(let line):
                return Fact(
                    "fill", "\(what): the log names it since, \(line.file):\(line.number)", source: "userTrades")
            case .notNamed: return Fact("fill", "\(what): the log does not name it since", source: "userTrades")
            case .notCompared(let why): return Fact("fill", "\(what): not compared, \(why)", source: "userTrades")
            }
        }
    }

    /// `nil` when nothing was filled.
    package var summary: String? {
        guard !traces.isEmpty else { return nil }
        let count = Count.of(traces.count, "fill")
        guard hasLog else {
            return "\(count) in between; whether the bot saw them could not be compared: no log was named (--logs)"
        }
        let named = traces.count { if case .named = $0.trace { true } else { false } }
        let silent = traces.count { $0.trace == .notNamed }
        let other = traces.count - named - silent
        let parts = [
            "\(named) named by the bot's log since",
            silent == 0 ? nil : "\(silent) not, which proves nothing: grinder logs no fills",
            other == 0 ? nil : "\(other) could not be compared",
        ]
        return "\(count) in between: " + parts.compactMap { $0 }.joined(separator: ", ")
    }
}
