/// `60s`, `5m`, `1m30s`: how long between two looks.
enum IntervalFlag {
    static func read(_ text: String) throws(CommandError) -> Duration {
        guard let milliseconds = DurationWords.milliseconds(text) else {
            throw CommandError(.usage, "\(text) isn't an interval: give 60s, 5m or 1m30s")
        }
        guard milliseconds >= 10_000 else {
            throw CommandError(.usage, "the shortest interval is 10s: the bot needs request weight too")
        }
        return .milliseconds(milliseconds)
    }
}
