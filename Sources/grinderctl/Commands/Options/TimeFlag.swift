import TriageCore

/// `--since` and `--until`: `90m`, `2h`, `3d` before the exchange's now, or a moment as ISO 8601 has it (UTC unless it
/// says another zone).
enum TimeFlag: Sendable, Hashable {
    case ago(milliseconds: Int64)
    case at(Timestamp)

    private static let units: [Character: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]

    /// - Parameter flag: `--since`, for the message.
    static func read(_ text: String, of flag: String) throws -> TimeFlag {
        if let match = text.wholeMatch(of: /([0-9]{1,6})([smhd])/), let number = Int64(match.1),
            let letter = match.2.first, let unit = units[letter]
        {
            return .ago(milliseconds: number * unit)
        }
        if let moment = Timestamp(iso8601: text) { return .at(moment) }
        throw Complaint(
            .usage, "\(flag) \(text) is no time: 90m, 2h, 3d or 2026-03-08T12:00:00Z are. Nothing was sent.")
    }

    func moment(now: Timestamp) -> Timestamp {
        switch self {
        case .ago(let milliseconds): now.advanced(byMilliseconds: -milliseconds)
        case .at(let moment): moment
        }
    }

    /// The span of both flags on the exchange's clock; `nil` when neither is given. An end in the future is now.
    static func span(
        since: TimeFlag?, until: TimeFlag?, now: Timestamp, standard: Int64
    ) throws -> TimeSpan? {
        guard since != nil || until != nil else { return nil }
        let to = min(until?.moment(now: now) ?? now, now)
        let from = since?.moment(now: now) ?? to.advanced(byMilliseconds: -standard)
        guard from < to else {
            throw Complaint(
                .usage, "the time span is empty: it begins \(from) and ends \(to). Nothing was investigated.")
        }
        return TimeSpan(from: from, to: to)
    }
}
