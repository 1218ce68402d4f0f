/// The clocks of a bot's logs against the exchange's.
///
/// A request that placed an order is in the log with the order's id, and the exchange says when it took the order. The
/// difference, but for the way of the answer, is the log's zone (whole quarters of an hour, whole days where the date
/// was inferred wrongly) and its clock's offset. It holds for the lines after that request up to the next difference,
/// and for those before the first.
package struct LogAlignment: Sendable {
    /// More than this beside the zone is no clock's offset: Binance refuses requests signed that far off.
    private static let largestOffset: Int64 = 120_000
    private static let quarter: Int64 = 900_000
    /// From the westernmost zone to the easternmost; an inferred date may be a day off besides.
    private static let largestZone: Int64 = 26 * 3_600_000

    /// Times of one file that were told in the same way: a container's stamp beside the bot's own is another clock.
    private struct Clock: Hashable {
        let file: String
        let certainty: LogTime.Certainty
    }

    private struct Anchor {
        let line: Int
        let zone: Int64
        let offset: Int64
    }

    /// From its first line on, log time less exchange time.
    private struct Segment {
        let firstLine: Int
        let zone: Int64
        let offsets: [Int64]

        /// The median: one answer that was slow to come does not move it.
        var difference: Int64 { zone + offsets.sorted()[(offsets.count - 1) / 2] }
    }

    private let segments: [Clock: [Segment]]
    /// Files whose times could not be compared, and requests that fit no clock.
    package let gaps: [TimelineGap]

    /// - Parameter placements: when the exchange took the orders of an id; ids may be used again.
    package init(_ events: [LogEvent], placements: [ClientOrderID: [Timestamp]]) {
        var anchors: [Clock: [Anchor]] = [:]
        var gaps: [TimelineGap] = []
        for (id, lines) in Self.placingLines(events).sorted(by: { $0.key < $1.key }) {
            let moments = (placements[id] ?? []).sorted()
            // Otherwise nobody knows which line placed which order.
            guard moments.count == lines.count else { continue }
            for (line, placed) in zip(lines, moments) {
                guard let time = line.time else { continue }
                let difference = time.moment.milliseconds(since: placed)
                if let anchor = Self.anchor(line.number, difference, time.certainty) {
                    anchors[Clock(file: line.file, certainty: time.certainty), default: []].append(anchor)
                } else {
                    gaps.append(Self.misfit(line, id, difference))
                }
            }
        }
        segments = anchors.mapValues(Self.segments)
        self.gaps = gaps + Self.uncompared(events, segments)
    }

    /// A log line's moment on the exchange's clock, and how it is known.
    package func time(of event: LogEvent) -> (moment: Timestamp?, certainty: TimelineEvent.Certainty) {
        guard let time = event.time else { return (nil, .unknown) }
        let clock = Clock(file: event.file, certainty: time.certainty)
        if let known = segments[clock], let first = known.first {
            let difference = (known.last { $0.firstLine <= event.number } ?? first).difference
            return (time.moment.advanced(byMilliseconds: -difference), .corrected(milliseconds: -difference))
        }
        switch time.certainty {
        case .exact: return (time.moment, .uncorrected)
        case .zoneAssumed: return (time.moment, .zoneAssumed)
        case .dateInferred: return (time.moment, .dateInferred)
        }
    }

    /// A span of log times on the exchange's clock; as it is where the logs' zones differ or are not known.
    package func corrected(_ span: ClosedRange<Timestamp>) -> ClosedRange<Timestamp> {
        let zones = Set(segments.values.joined().map(\.zone))
        guard zones.count == 1, let zone = zones.first else { return span }
        return span.lowerBound.advanced(byMilliseconds: -zone)...span.upperBound.advanced(byMilliseconds: -zone)
    }

    /// Accepted requests that placed an order, by its id, in the order of time.
    private static func placingLines(_ events: [LogEvent]) -> [ClientOrderID: [LogEvent]] {
        var lines: [ClientOrderID: [LogEvent]] = [:]
        for event in events {
            guard case .request("POST", let path, 200..<300) = event.meaning,
                path == "/fapi/v1/order" || path == "/fapi/v1/algoOrder", let id = event.clientOrderID
            else { continue }
            lines[id, default: []].append(event)
        }
        return lines.filter { $0.value.allSatisfy { $0.time != nil } }
    }

    private static func anchor(_ line: Int, _ difference: Int64, _ certainty: LogTime.Certainty) -> Anchor? {
        let half = difference < 0 ? -quarter / 2 : quarter / 2
        let zone = (difference + half) / quarter * quarter
        let offset = difference - zone
        let largest = certainty == .dateInferred ? largestZone + TimeSpan.day : largestZone
        guard abs(offset) <= largestOffset, abs(zone) <= largest else { return nil }
        return Anchor(line: line, zone: zone, offset: offset)
    }

    private static func segments(_ anchors: [Anchor]) -> [Segment] {
        var segments: [Segment] = []
        for anchor in anchors.sorted(by: { $0.line < $1.line }) {
            if let last = segments.last, last.zone == anchor.zone {
                segments[segments.count - 1] = Segment(
                    firstLine: last.firstLine, zone: last.zone, offsets: last.offsets + [anchor.offset])
            } else {
                segments.append(Segment(firstLine: anchor.line, zone: anchor.zone, offsets: [anchor.offset]))
            }
        }
        return segments
    }

    private static func misfit(_ line: LogEvent, _ id: ClientOrderID, _ difference: Int64) -> TimelineGap {
        TimelineGap(
            .clock, source: "\(line.file):\(line.number)",
            "the request that placed \(id) is \(SignedSeconds(difference)) from the exchange's time of the order: "
                + "neither a time zone nor a clock offset, so nothing was corrected")
    }

    private static func uncompared(_ events: [LogEvent], _ known: [Clock: [Segment]]) -> [TimelineGap] {
        var files: [String] = []
        for event in events {
            guard let time = event.time, known[Clock(file: event.file, certainty: time.certainty)] == nil else {
                continue
            }
            if !files.contains(event.file) { files.append(event.file) }
        }
        return files.map {
            TimelineGap(
                .clock, source: $0,
                "no request in it placed an order whose time the exchange gave: "
                    + "its times are the bot's own, not corrected")
        }
    }
}

/// `+3600.000 s`
package struct SignedSeconds: Sendable, Hashable, CustomStringConvertible {
    private let milliseconds: Int64

    package init(_ milliseconds: Int64) { self.milliseconds = milliseconds }

    package var description: String {
        let amount = milliseconds.magnitude
        let thousandths = String(amount % 1_000)
        let padding = String(repeating: "0", count: 3 - thousandths.count)
        return "\(milliseconds < 0 ? "-" : "+")\(amount / 1_000).\(padding)\(thousandths) s"
    }
}
