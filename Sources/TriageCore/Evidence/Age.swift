/// A span of time in the words a person compares by, and a moment with its distance from another.
package enum Age {
    /// `350 ms`, `12 s`, `4 min 10 s`, `1 h 30 min`, `3 d 4 h`: the two largest units, the smaller rounded down.
    package static func words(milliseconds span: Int64) -> String {
        let span = span.magnitude
        if span < 1_000 { return "\(span) ms" }
        let seconds = span / 1_000
        func pair(_ large: UInt64, _ unit: String, _ small: UInt64, _ smaller: String) -> String {
            small == 0 ? "\(large) \(unit)" : "\(large) \(unit) \(small) \(smaller)"
        }
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3_600: return pair(seconds / 60, "min", seconds % 60, "s")
        case ..<86_400: return pair(seconds / 3_600, "h", seconds / 60 % 60, "min")
        default: return pair(seconds / 86_400, "d", seconds / 3_600 % 24, "h")
        }
    }

    /// `2026-03-08T10:00:00.000Z, 1 h 30 min before the bot's start`
    package static func of(_ moment: Timestamp, from other: Timestamp, named name: String) -> String {
        let distance = moment.milliseconds(since: other)
        guard distance != 0 else { return "\(moment), at \(name)" }
        return "\(moment), \(words(milliseconds: distance)) \(distance < 0 ? "before" : "after") \(name)"
    }

    /// `2026-03-08T10:00:00.000Z, 2 h ago`
    package static func of(_ moment: Timestamp, at now: Timestamp) -> String {
        let distance = now.milliseconds(since: moment)
        if distance.magnitude < 1_000 { return "\(moment), just now" }
        return "\(moment), "
            + (distance < 0 ? "in \(words(milliseconds: distance))" : "\(words(milliseconds: distance)) ago")
    }
}
