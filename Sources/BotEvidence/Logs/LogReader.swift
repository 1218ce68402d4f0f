import Glibc
package import TriageCore

/// Reads what a bot's logs prove: each line's time, meaning and subject.
package enum LogReader {
    /// Bytes; smaller files are read whole: that takes no time, and tells more.
    package static let smallestPassedOver = 1_048_576

    /// The events of all sources in time order; where times are equal or not known, in the order of the files and lines.
    ///
    /// - Parameters:
    ///   - ids: lines that name one of these, and lines that prove something and name no order at all (their
    ///     `clientOrderID` is `nil`: they cannot be attributed). `nil`: every line that proves something or names an
    ///     id of grinder's.
    ///   - symbol: lines that name another symbol are left out, unless they name one of `ids`.
    ///   - since: with `until`, by each event's time; an event without one is kept. Commands are asked for this time, or
    ///     for the last day, which is then the history's.
    ///   - now: the end of standard input, and of files that claim to be changed later.
    ///   - zone: of times that name none, unless the log itself proves another (signing times, reconcile runs).
    ///   - limit: of events. Beyond it the first and the last are kept, and a problem names the cut.
    ///   - readsAll: every line of every file is read whole (``PlainLines``): it finds the same, and takes ten times as
    ///     long.
    ///   - topic: which lines are told, and which of them as one.
    ///   - smallest: of larger files what is older than `since` is not read (``LogEntrance``).
    ///
    /// Files are streamed, gzip too. One that cannot be read to its end is a problem and not among the `searched`; what
    /// was read of it is kept. A traceback belongs to the line it follows. Texts are redacted.
    package static func history(
        _ sources: [LogSource], naming ids: Set<ClientOrderID>?, symbol: Symbol?, since: Timestamp? = nil,
        until: Timestamp? = nil, now: Timestamp, zone: LogZone, redaction: Redaction = Redaction(),
        standardInput: LogChunks? = nil, limit: Int = 5_000,
        topic: LogTopic = .everything, readsAll: Bool = false,
        passingOverFrom smallest: Int = smallestPassedOver
    ) async -> LogHistory {
        let filter = HistoryFilter(
            ids: ids, symbol: symbol, since: since, until: until, topic: topic)
        var pass = HistoryPass(filter: filter, now: now, zone: zone, redaction: redaction, limit: limit)
        pass.readsAll = readsAll
        pass.smallest = smallest
        await SourceQueue(sources).read { [pass] in
            await pass.read($0, standardInput: standardInput)
        } take: {
            pass.add($0)
        }
        return pass.history()
    }
}

private struct HistoryPass: Sendable {
    let filter: HistoryFilter
    let now: Timestamp
    let zone: LogZone
    let redaction: Redaction
    let limit: Int
    var readsAll = false
    var smallest = LogReader.smallestPassedOver
    private var events: [(placed: SourceHistory.Placed, source: Int)] = []
    private var searched: [String] = []
    private var problems: [Unavailable] = []
    private var covered: ClosedRange<Timestamp>?
    private var leftOut = 0
    private var leftOutByID: [ClientOrderID: Int] = [:]
    private var outside: [LogWindow.Outside] = []
    private var sources = 0
    private var dropped = 0
    private var placements = 0
    private var namelessCuts: [Unavailable] = []
    private var droppedNaming = 0
    /// From when on a command was asked, where nobody said.
    private var begun: Timestamp?

    init(filter: HistoryFilter, now: Timestamp, zone: LogZone, redaction: Redaction, limit: Int) {
        self.filter = filter
        self.now = now
        self.zone = zone
        self.redaction = redaction
        self.limit = limit
    }

    /// What one source told.
    struct Reading: Sendable {
        let source: LogSource
        let result: SourceHistory.Result?
        let problem: Unavailable?
        let passedOver: LogWindow.Outside?
    }

    func read(_ source: LogSource, standardInput: LogChunks?) async -> Reading {
        var reading: SourceHistory?
        var problem: Unavailable?
        var passedOver: LogWindow.Outside?
        var linesBefore = 0
        let entering =
            readsAll
            ? nil
            : filter.since.map { since in
                LogBytes.Entering(since: since, smallest: smallest) {
                    var told = reading
                    return !(told?.finish(redaction: redaction).events.isEmpty ?? true)
                } passedOver: {
                    passedOver = $0
                } lines: {
                    linesBefore = $0
                }
            }
        do throws(Unavailable) {
            try await LogBytes.read(
                source, over: asked(of: source), entering: entering, standardInput: standardInput
            ) { modified in
                let end = min(modified ?? now, now)
                reading = SourceHistory(
                    name: source.name, filter: filter(of: source), zone: zone, end: end, limit: limit,
                    readsAll: readsAll)
            } take: { chunk in
                reading?.take(chunk)
            }
        } catch {
            // A command's own words may hold what is not to be shown.
            problem = Unavailable(
                error.kind, source: error.source, detail: redaction.redact(error.detail), trouble: error.trouble)
        }
        return Reading(
            source: source, result: reading?.finish(redaction: redaction, linesBefore: linesBefore), problem: problem,
            passedOver: passedOver)
    }

    mutating func add(_ reading: Reading) {
        if case .command(let command) = reading.source, command.begins, filter.since == nil {
            begun = asked(of: reading.source).from
        }
        if let passedOver = reading.passedOver { outside.append(passedOver) }
        if reading.passedOver?.extent == .unread { return }
        if let problem = reading.problem { problems.append(problem) } else { searched.append(reading.source.name) }
        if let result = reading.result { add(result, of: reading.source.name) }
    }

    /// What somebody pasted is meant, whatever time was asked for.
    private func filter(of source: LogSource) -> HistoryFilter {
        guard case .pasted = source else { return filter }
        return HistoryFilter(
            ids: filter.ids, symbol: filter.symbol, since: nil, until: nil, topic: filter.topic)
    }

    /// A line that was pasted out of a log that is read too is one line.
    private mutating func dropCopies() {
        let pasted = events.map(\.placed.event).filter { $0.file == LogEvent.pasted }
        guard !pasted.isEmpty, pasted.count < events.count else { return }
        let copies = pasted.filter { copy in
            events.contains { other in
                let event = other.placed.event
                return event.file != copy.file && event.clientOrderID == copy.clientOrderID
                    && event.meaning == copy.meaning
                    && (event.text.contains(copy.text.trimmed) || copy.text.contains(event.text.trimmed))
            }
        }
        placements -= copies.count { $0.meaning.isPlacement }
        events.removeAll { copies.contains($0.placed.event) }
    }

    /// The time that commands are asked for. What they were not asked for is not read.
    private func asked(of source: LogSource) -> TimeSpan {
        TimeSpan(from: filter.since ?? now.advanced(byMilliseconds: -LogCommand.reach), to: filter.until ?? now)
    }

    mutating func history() -> LogHistory {
        sort()
        dropCopies()
        if dropped > 0 {
            let detail =
                "of its events \(dropped) in the middle were left out; narrow the search with --since and --until"
            let cut = Unavailable(.unreadable, source: "logs", detail: detail)
            problems.append(cut)
            if droppedNaming == 0 { namelessCuts.append(cut) }
        }
        for id in filter.ids?.sorted() ?? [] where !id.isSearchable {
            let detail = "\(id.rawValue.debugDescription) has characters no client order id has, so no line can name it"
            problems.append(Unavailable(.unusable, source: "logs", detail: detail))
        }
        var history = LogHistory(
            events: events.map(\.placed.event), searched: searched, problems: problems, covered: covered,
            window: LogWindow(
                since: filter.since ?? begun, until: filter.until, leftOut: leftOut, leftOutByID: leftOutByID,
                outside: outside))
        history.placements = placements
        history.namelessCuts = namelessCuts
        return history
    }

    private mutating func add(_ result: SourceHistory.Result, of name: String) {
        events += result.events.map { ($0, sources) }
        sources += 1
        placements += result.placements
        if result.missing > 0 {
            let detail =
                "\(result.missing) of its events were left out: the first and the last are kept;"
                + " narrow the search with --since and --until"
            let cut = Unavailable(.unreadable, source: name, detail: detail)
            problems.append(cut)
            if result.missingNaming == 0 { namelessCuts.append(cut) }
        }
        problems += result.gaps.problems(of: name, topic: filter.topic)
        leftOut += result.leftOut
        leftOutByID.merge(result.leftOutByID) { $0 + $1 }
        if let range = result.covered {
            if !outside.contains(where: { $0.source == name }),
                let why = LogWindow.outside(
                    name, covering: range, since: filter.since, until: filter.until)
            {
                outside.append(why)
            }
            let old = covered ?? range
            covered = min(old.lowerBound, range.lowerBound)...max(old.upperBound, range.upperBound)
        }
        if events.count > 2 * limit { sort() }
    }

    /// Into time order, and down to the limit.
    private mutating func sort() {
        // Sorting is stable, and events came in the order of their lines.
        events.sort { ($0.placed.order, $0.source) < ($1.placed.order, $1.source) }
        let surplus = events.count - limit
        guard surplus > 0 else { return }
        dropped += surplus
        let unattributed = events.indices.filter { events[$0].placed.event.clientOrderID == nil }
        let first = Self.middle(unattributed, count: min(surplus, unattributed.count))
        droppedNaming += surplus - first.count
        let rest = Self.middle(events.indices.filter { !first.contains($0) }, count: surplus - first.count)
        events = events.indices.filter { !first.contains($0) && !rest.contains($0) }.map { events[$0] }
    }

    private static func middle(_ indices: [Int], count: Int) -> Set<Int> {
        Set(indices.dropFirst((indices.count - count) / 2).prefix(count))
    }
}

extension String {
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        return start[..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)]
    }
}

/// Reads several logs at the same time, as many as there are processors, and hands on what each told in their order.
struct SourceQueue {
    private static let most = 4

    private let sources: [LogSource]
    private let width: Int

    init(_ sources: [LogSource]) {
        self.sources = sources
        width = max(1, min(Self.most, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    func read<Reading: Sendable>(
        _ read: @escaping @Sendable (LogSource) async -> Reading, take: (Reading) -> Void
    ) async {
        guard sources.count > 1 else {
            for source in sources { take(await read(source)) }
            return
        }
        await withTaskGroup(of: (Int, Reading).self) { group in
            var begun = 0
            func begin() {
                guard begun < sources.count else { return }
                let index = begun
                let source = sources[index]
                begun += 1
                group.addTask { (index, await read(source)) }
            }
            for _ in 0..<width { begin() }
            var waiting: [Int: Reading] = [:]
            var taken = 0
            for await (index, reading) in group {
                begin()
                waiting[index] = reading
                while let next = waiting.removeValue(forKey: taken) {
                    take(next)
                    taken += 1
                }
            }
        }
    }
}
