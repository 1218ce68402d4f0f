import TriageCore

/// What asking for one step took: said beside it, and in no report, since it differs from run to run.
struct StepTiming: Sendable, Hashable {
    var milliseconds: Int64 = 0
    var requests = 0
    var weight = 0
    /// The slowest round trip; `nil` when nothing was asked of the exchange.
    var roundTrip: Int64?

    mutating func add(_ record: RequestRecord) {
        requests += 1
        weight += record.weight
        roundTrip = max(roundTrip ?? 0, record.milliseconds)
    }
}

/// The words of progress. Nothing here moves a cursor: a terminal replaces its last line, a pipe takes line by line.
struct ProgressText: Sendable {
    let palette: Palette

    /// A step that is complete: `  ok  order: open: BUY … (0.4 s, weight 2, rtt 12 ms)`.
    /// - Parameter width: columns it may take; `nil`: as many as it needs.
    func finished(_ step: StepReport, _ timing: StepTiming?, width: Int?) -> String {
        let head = "\(step.id.rawValue): \(Printable.line(step.summary))"
        let tail = timing.map { " (\(Self.words($0)))" } ?? ""
        let room = width.map { $0 - Self.markWidth - ScreenText.columns(of: tail) }
        return mark(step.status.mark) + (room.map { ScreenText.cut(head, to: $0) } ?? head) + palette.dim(tail)
    }

    /// What is being waited for, on one line.
    func running(_ work: RunningWork, width: Int) -> String {
        let tail = "  \(Self.seconds(work.milliseconds))" + Self.counted(work.requests, work.weight)
        let head = ScreenText.cut(Printable.line(work.words), to: width - Self.markWidth - ScreenText.columns(of: tail))
        return palette.dim("  ..  ") + head + palette.dim(tail)
    }

    /// As ``running(_:width:)`` for a pipe, every so often.
    func stillRunning(_ work: RunningWork) -> String {
        "  ..  still working: \(Printable.line(work.words)) "
            + "(\(Self.seconds(work.milliseconds))\(Self.counted(work.requests, work.weight)))"
    }

    private static let markWidth = 6

    private func mark(_ mark: Screen.Mark) -> String { palette.paint(mark.tone)(mark.word + " ") }

    private static func words(_ timing: StepTiming) -> String {
        let trip = timing.roundTrip.map { ", rtt \($0) ms" } ?? ""
        return seconds(timing.milliseconds) + (timing.requests == 0 ? "" : ", weight \(timing.weight)") + trip
    }

    private static func counted(_ requests: Int, _ weight: Int) -> String {
        (requests == 0 ? "" : ", \(Count.of(requests, "request"))") + (weight == 0 ? "" : ", weight \(weight)")
    }

    static func seconds(_ milliseconds: Int64) -> String { "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s" }
}

/// What a command is at, at one moment.
struct RunningWork: Sendable, Hashable {
    /// The steps that are asked for.
    var steps: [StepID] = []
    /// `GET /fapi/v1/order`
    var doing: String?
    /// `12.5 MB of grinder.log`
    var reading: String?
    var milliseconds: Int64 = 0
    var requests = 0
    var weight = 0

    var words: String {
        let names = steps.map(\.rawValue).joined(separator: ", ")
        // Where nothing but logs is waited for, the last request is long answered.
        let isReading = !steps.isEmpty && steps.allSatisfy { $0.rawValue.contains("log") }
        let what = isReading ? reading ?? doing : doing ?? reading
        return [names.isEmpty ? nil : names, what].compactMap(\.self).joined(separator: "  ")
    }
}
