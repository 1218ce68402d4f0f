import TriageCore

/// A line that is to be told, before the log has been read to its end: its time may not be known yet.
struct KeptLine {
    let number: Int
    let text: String
    let reading: LogClock.Reading
    /// Of the nearest line before that has a time.
    let before: LogClock.Reading
    let subjects: [HistoryFilter.Subject]
    let behind: LogEvent.Placement?
    /// How many like it there are, and when the last was written.
    private(set) var fold: (count: Int, last: LogClock.Reading)?

    init(
        number: Int, text: String, reading: LogClock.Reading, before: LogClock.Reading,
        subjects: [HistoryFilter.Subject], behind: LogEvent.Placement?
    ) {
        self.number = number
        self.text = text
        self.reading = reading
        self.before = before
        self.subjects = subjects
        self.behind = behind
    }

    init(_ fold: LineFolds<KeptLine>.Fold) {
        self = fold.first
        if fold.count > 1 { self.fold = (fold.count, fold.last) }
    }
}

extension LogEvent.Placement {
    func moved(by lines: Int) -> LogEvent.Placement {
        LogEvent.Placement(clientOrderID: clientOrderID, number: number + lines)
    }
}
