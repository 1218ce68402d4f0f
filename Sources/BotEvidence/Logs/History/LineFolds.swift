import TriageCore

/// Lines counted where they are alike: of a kind, about the same order and symbol or about none, in the same hour and with
/// no line between them that stands for itself. The first is kept; memory grows with hours and kinds, not with lines.
struct LineFolds<Line> {
    struct Fold {
        let first: Line
        var count: Int
        /// Of the last line.
        var last: LogClock.Reading
    }

    private struct Key: Hashable {
        let meaning: LogMeaning
        let id: ClientOrderID?
        let symbol: Symbol?
        let hour: Int64
    }

    private static var hour: Int64 { 3_600_000 }

    private let limit: Int
    private(set) var folds: [Fold] = []
    /// Lines of kinds for which there was no more room.
    private(set) var missing = 0
    private var open: [Key: Int] = [:]

    init(limit: Int) { self.limit = limit }

    /// A line that stands for itself has come: what follows is counted anew.
    mutating func interrupt() { open.removeAll(keepingCapacity: true) }

    mutating func append(
        _ line: @autoclosure () -> Line, about subject: HistoryFilter.Subject, at reading: LogClock.Reading
    ) {
        let key = Key(
            meaning: subject.meaning.kind, id: subject.id, symbol: subject.symbol, hour: Self.hour(of: reading))
        if let index = open[key] {
            folds[index].count += 1
            folds[index].last = reading
        } else if folds.count < limit {
            open[key] = folds.count
            folds.append(Fold(first: line(), count: 1, last: reading))
        } else {
            missing += 1
        }
    }

    private static func hour(of reading: LogClock.Reading) -> Int64 {
        switch reading {
        case .unknown: -1
        case .known(let time): CivilDay.floorDivide(time.moment.milliseconds, by: hour)
        case .local(let local, _): CivilDay.floorDivide(local, by: hour)
        case .pending(let day, _, let ofDay): day * 24 + ofDay / hour
        }
    }
}

extension LogMeaning {
    /// Without what differs from line to line.
    fileprivate var kind: LogMeaning {
        switch self {
        case .mismatch(let mismatch, _): .mismatch(mismatch, plan: nil)
        case .placementError(let code, _, let isFinal): .placementError(code: code, message: "", isFinal: isFinal)
        default: self
        }
    }
}
