/// `60s`, `5m`: how long between two looks.
enum IntervalFlag {
    static func read(_ text: String) throws(Complaint) -> Duration {
        guard let match = text.wholeMatch(of: /([0-9]{1,6})(s|m|h)/), let count = Int64(match.1) else {
            throw Complaint(.usage, "\(text) is no interval: 60s and 5m are")
        }
        let seconds = count * (match.2 == "s" ? 1 : match.2 == "m" ? 60 : 3_600)
        guard seconds >= 10 else {
            throw Complaint(.usage, "an interval is 10s at least: the bot needs the weight too")
        }
        return .seconds(seconds)
    }
}
