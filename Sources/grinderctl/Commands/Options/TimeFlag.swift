import TriageCore

/// `--since` and `--until`: `90m`, `2h30m`, `3d` before the exchange's now, `yesterday`, or a moment as ISO 8601 has it
/// (UTC unless it says another zone).
enum TimeFlag: Sendable, Hashable {
    case ago(milliseconds: Int64)
    case at(Timestamp)
    /// The begin of that day in UTC: 0 today, 1 yesterday.
    case midnight(daysBefore: Int64)

    /// - Parameter flag: `--since`, for the message.
    static func read(_ text: String, of flag: String) throws -> TimeFlag {
        let word = text.trimmed.lowercased()
        switch word {
        case "now": return .ago(milliseconds: 0)
        case "today": return .midnight(daysBefore: 0)
        case "yesterday": return .midnight(daysBefore: 1)
        default: break
        }
        let span = word.hasSuffix("ago") ? String(word.dropLast(3)).trimmed : word
        if let milliseconds = DurationWords.milliseconds(span) { return .ago(milliseconds: milliseconds) }
        let whole = word.uppercased().replacing(/([T ][0-9]{2}:[0-9]{2})(?=Z|[+-]|$)/) { "\($0.1):00" }
        if let moment = Timestamp(iso8601: whole) { return .at(moment) }
        throw CommandError(
            .usage,
            "\(flag) \(text) isn't a time: give 90m, 2h30m, 3d, yesterday or 2026-03-08T12:00:00Z. Nothing was sent.")
    }

    func moment(now: Timestamp) -> Timestamp {
        switch self {
        case .ago(let milliseconds): now.advanced(byMilliseconds: -milliseconds)
        case .at(let moment): moment
        case .midnight(let days):
            Timestamp(
                milliseconds: (CivilDay.floorDivide(now.milliseconds, by: CivilDay.milliseconds) - days)
                    * CivilDay.milliseconds)
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
            throw CommandError(
                .usage, "the time range is empty: it begins \(from) and ends \(to). Nothing was investigated.")
        }
        return TimeSpan(from: from, to: to)
    }
}
