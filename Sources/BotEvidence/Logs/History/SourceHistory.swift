import TriageCore

/// The history of one log while it is read.
struct SourceHistory {
    /// An event and where it stands in time.
    struct Placed {
        let event: LogEvent
        /// Its own time, or that of the lines around it.
        let order: Timestamp
    }

    struct Result {
        let events: [Placed]
        /// How many more events there were than were kept.
        let missing: Int
        /// Those of them that name an order.
        let missingNaming: Int
        let covered: ClosedRange<Timestamp>?
        /// Requests that place an order, of any id.
        let placements: Int
    }

    private struct Kept {
        let number: Int
        let text: String
        let reading: LogClock.Reading
        /// Of the nearest line before that has a time.
        let before: LogClock.Reading
        let meaning: LogMeaning
        let subjects: [(ClientOrderID?, Symbol?)]
    }

    private let name: String
    private let filter: HistoryFilter
    private let end: Timestamp
    private var ids: NamedIDs
    private var clock: LogClock
    private var cutter = LineCutter()
    private var open: OpenEntry?
    /// Apart, so that what names no order cannot crowd out what does.
    private var naming: HeadAndTail<Kept>
    private var unattributed: HeadAndTail<Kept>
    private var known: ClosedRange<Timestamp>?
    private var pending: (first: LogClock.Reading, last: LogClock.Reading)?
    private var last = LogClock.Reading.unknown
    private var placements = 0

    init(name: String, filter: HistoryFilter, zone: LogZone, end: Timestamp, limit: Int) {
        self.name = name
        self.filter = filter
        self.end = end
        ids = NamedIDs(wanted: filter.ids)
        clock = LogClock(zone: zone, end: end)
        naming = HeadAndTail(limit: limit)
        unattributed = HeadAndTail(limit: limit)
    }

    mutating func take(_ chunk: [UInt8]) {
        var cutter = cutter
        // The chunk's lines change everything but the cutter.
        self.cutter = LineCutter()
        cutter.take(chunk) { take($0) }
        self.cutter = cutter
    }

    mutating func finish(redaction: Redaction) -> Result {
        var cutter = cutter
        cutter.finish { take($0) }
        close()
        let all = (naming.elements + unattributed.elements).sorted { $0.number < $1.number }
        var after = end
        var placed: [Placed] = []
        for kept in all.reversed() {
            let time = clock.resolve(kept.reading)
            let order = time?.moment ?? clock.resolve(kept.before)?.moment ?? after
            after = order
            guard filter.isWanted(time) else { continue }
            let text = redaction.redact(kept.text)
            let meaning = kept.meaning.redacted(redaction)
            for (id, symbol) in kept.subjects.reversed() {
                let event = LogEvent(
                    file: name, number: kept.number, text: text, time: time, meaning: meaning, clientOrderID: id,
                    symbol: symbol)
                placed.append(Placed(event: event, order: order))
            }
        }
        let missing = naming.missing + unattributed.missing
        return Result(
            events: placed.reversed(), missing: missing, missingNaming: naming.missing, covered: covered(),
            placements: placements)
    }

    private mutating func take(_ line: LineCutter.Line) {
        let entry = LogEntry(line.bytes)
        let wanted = ids.wanted(in: line.bytes)
        if open?.continues(with: entry) == true {
            open?.append(line, wanted: wanted)
        } else {
            close()
            open = OpenEntry(line, entry: entry, wanted: wanted)
        }
    }

    private mutating func close() {
        guard let open else { return }
        self.open = nil
        let proof = LineProof(open.entry)
        if proof.meaning?.isPlacement == true { placements += 1 }
        let reading = clock.read(open.entry, proven: proof.moment)
        note(reading)
        if case .known(let time) = reading, !filter.isWanted(time) { return }
        let subjects = filter.subjects(of: proof, wanted: open.wanted, lines: open.lines)
        guard !subjects.isEmpty else { return }
        let kept = Kept(
            number: open.number, text: open.text, reading: reading, before: last,
            meaning: proof.meaning ?? .other, subjects: subjects)
        if subjects.contains(where: { $0.0 != nil }) { naming.append(kept) } else { unattributed.append(kept) }
    }

    private mutating func note(_ reading: LogClock.Reading) {
        switch reading {
        case .unknown: return
        case .known(let time): known = Self.widened(known, by: time.moment)
        case .pending: pending = (pending?.first ?? reading, reading)
        }
        last = reading
    }

    private func covered() -> ClosedRange<Timestamp>? {
        [pending?.first, pending?.last].compactMap { $0.flatMap(clock.resolve) }
            .reduce(known) { Self.widened($0, by: $1.moment) }
    }

    private static func widened(_ range: ClosedRange<Timestamp>?, by moment: Timestamp) -> ClosedRange<Timestamp> {
        guard let range else { return moment...moment }
        return min(range.lowerBound, moment)...max(range.upperBound, moment)
    }
}

extension LogMeaning {
    /// Texts out of the line, without what the line must not show.
    func redacted(_ redaction: Redaction) -> LogMeaning {
        switch self {
        case .placementError(let code, let message, let isFinal):
            .placementError(code: code, message: redaction.redact(message), isFinal: isFinal)
        case .request(let method, let path, let status):
            .request(method: redaction.redact(method), path: redaction.redact(path), status: status)
        case .mismatch(let kind, let plan): .mismatch(kind, plan: plan.map(redaction.redact))
        case .stream, .highAvailability, .killSwitch, .event, .other: self
        }
    }
}
