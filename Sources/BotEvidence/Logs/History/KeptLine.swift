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
    let isUnclear: Bool
    /// How many like it there are, and when the last was written.
    private(set) var fold: (count: Int, last: LogClock.Reading)?

    init(
        number: Int, text: String, reading: LogClock.Reading, before: LogClock.Reading,
        subjects: [HistoryFilter.Subject], behind: LogEvent.Placement?, isUnclear: Bool
    ) {
        self.number = number
        self.text = text
        self.reading = reading
        self.before = before
        self.subjects = subjects
        self.behind = behind
        self.isUnclear = isUnclear
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

/// Which lines a history is about.
struct HistoryFilter {
    /// `nil`: every line that proves something.
    let ids: Set<ClientOrderID>?
    let symbol: Symbol?
    let since: Timestamp?
    let until: Timestamp?
    var topic = LogTopic.everything

    /// Whether lines about this are counted where they are alike, and not told one by one (``LineFolds``).
    func isFolded(_ subjects: [Subject]) -> Bool {
        switch topic {
        case .everything: false
        case .timeline: subjects.allSatisfy { $0.id == nil && (ids != nil || $0.symbol == nil) }
        case .mismatches: subjects.count == 1
        }
    }

    struct Subject {
        let id: ClientOrderID?
        let symbol: Symbol?
        let meaning: LogMeaning
        /// See ``LogEvent/isUnclear``.
        var isUnclear = false
    }

    /// What the line is about, one for each id it names; a line about no order in particular has one without an id;
    /// none when the line is about something else.
    func subjects(of proof: LineProof, in open: OpenEntry) -> [Subject] {
        if topic == .mismatches {
            guard case .mismatch = proof.meaning else { return [] }
        }
        if !open.wanted.isEmpty {
            return open.wanted.map { subject($0, proof, isNamed: open.named.contains($0)) }
        }
        guard ids == nil || proof.meaning != nil else { return [] }
        if ids == nil, proof.meaning == nil, !proof.isRequest, open.texts.contains(where: Self.namesListenKey) {
            return [Subject(id: nil, symbol: nil, meaning: .other)]
        }
        var named = proof.ids
        var cut: [ClientOrderID] = []
        for line in open.texts {
            let found = NamedIDs.grinders(in: line)
            cut += found.cut
            named += found.whole.filter { !named.contains($0) && !cut.contains($0) }
        }
        if named.isEmpty {
            guard let meaning = proof.meaning, isWanted(proof.symbol) else { return [] }
            return [Subject(id: nil, symbol: proof.symbol, meaning: meaning)]
        }
        // A line about other orders says nothing of the wanted ones.
        guard ids == nil else { return [] }
        let subjects = named.map { subject($0, proof, isNamed: true) }.filter { isWanted($0.symbol) }
        guard case .mismatch? = proof.meaning else { return subjects }
        let told = subjects.filter { if case .mismatch = $0.meaning { true } else { false } }
        guard told.isEmpty, isWanted(proof.symbol) else { return topic == .mismatches ? told : subjects }
        // It complains about something; that it is about one of the ids beside it, nothing says.
        let untold = Subject(id: nil, symbol: proof.symbol, meaning: proof.meaning ?? .other, isUnclear: true)
        return topic == .mismatches ? [untold] : subjects + [untold]
    }

    private static func namesListenKey(_ text: [UInt8]) -> Bool {
        text.firstIndex(of: "listenKey") != nil || text.firstIndex(of: "listen_key") != nil
            || text.firstIndex(of: "ListenKey") != nil
    }

    /// A request, a mismatch and an error are of the order they themselves name; of another that stands beside it the
    /// line says something that is not understood.
    private func subject(_ id: ClientOrderID, _ proof: LineProof, isNamed: Bool) -> Subject {
        let isMeant =
            switch proof.meaning {
            case .request, .mismatch: proof.ids.contains(id)
            case .placementError: isNamed
            default: true
            }
        return Subject(id: id, symbol: symbol(of: id, proof), meaning: isMeant ? proof.meaning ?? .other : .other)
    }

    /// What has no time is kept.
    func isWanted(_ time: LogTime?) -> Bool {
        guard let moment = time?.moment else { return true }
        return since.map { moment >= $0 } ?? true && until.map { moment <= $0 } ?? true
    }

    /// A local time of an unknown zone: whether it may lie within.
    func mayBeWanted(local: Int64) -> Bool {
        let slack: Int64 = 15 * 3_600_000
        return since.map { local >= $0.milliseconds - slack } ?? true
            && until.map { local <= $0.milliseconds + slack } ?? true
    }

    private func isWanted(_ named: Symbol?) -> Bool { symbol == nil || named == nil || named == symbol }

    private func symbol(of id: ClientOrderID, _ proof: LineProof) -> Symbol? {
        proof.symbol ?? ClientOrderIDParts(id, prefix: "grinder_")?.symbol
    }
}

/// A line of a log and the lines that belong to it: a traceback, an indented list.
struct OpenEntry {
    /// The most of one line, and of all lines, that is shown.
    private static let longestLine = 4_096
    private static let longestText = 16_384

    let number: Int
    let entry: LogEntry
    let proof: LineProof
    /// What the wanted ids and grinder's are sought in: the lines, and the first in clear.
    private(set) var texts: [[UInt8]]
    private(set) var wanted: [ClientOrderID]
    /// Those of them that the first line names.
    let named: [ClientOrderID]
    /// The placement that stands in the line directly before, of the same process.
    let behind: LogEvent.Placement?
    private var lines: [[UInt8]]
    private var cuts: [Bool]
    private var isInTraceback: Bool
    private var length: Int

    init(
        _ line: LineCutter.Line, entry: LogEntry, proof: LineProof, wanted: [ClientOrderID],
        behind: LogEvent.Placement?
    ) {
        number = line.number
        self.entry = entry
        self.proof = proof
        self.wanted = wanted
        self.behind = behind
        named = wanted
        let shown = entry.shown(line.bytes)
        // Of a line of many records the one that tells is shown.
        let isLong = shown.count > Self.longestLine && proof.meaning != nil
        lines = [isLong ? Array("… ".utf8) + entry.message : shown]
        cuts = [line.isCut && !isLong]
        texts = [line.bytes] + (entry.clear.map { [$0] } ?? [])
        length = shown.count
        isInTraceback = entry.message.starts(with: Self.traceback)
    }

    /// Not yet redacted.
    var text: String {
        // Made when asked for: most lines are never shown.
        var text = ""
        var length = -1
        for (line, isCut) in zip(lines, cuts) {
            length += line.count + 1
            let isFirst = length == line.count
            if !isFirst { text += "\n" }
            text += isFirst || length < Self.longestText ? Self.shown(line, isCut: isCut) : "…"
        }
        return text
    }

    mutating func append(_ line: LineCutter.Line, wanted more: [ClientOrderID]) {
        wanted += more.filter { !wanted.contains($0) }
        guard length < Self.longestText else { return }
        length += line.bytes.count + 1
        lines.append(line.bytes)
        texts.append(line.bytes)
        cuts.append(line.isCut)
    }

    private static let traceback: StaticString = "Traceback (most recent call last)"

    /// Whether a line that follows belongs to this one.
    mutating func continues(with next: LogEntry, proof: LineProof) -> Bool {
        let message = next.message
        let isTold =
            (proof.meaning != nil || proof.moment != nil)
            && (message.first != 0x20 || proof.meaning == .event(Catalogue.accountSyncer))
            && !message.starts(with: Self.traceback)
        guard !next.isFormatted, !isTold else { return false }
        guard let first = message.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return true }
        if message.starts(with: "During handling of the above") || message.starts(with: "The above exception was") {
            isInTraceback = true
            return true
        }
        if message.starts(with: Self.traceback) {
            // What an uncaught exception leaves belongs to no line before it.
            guard isInTraceback || entry.level.map({ $0 == "ERROR" || $0 == "CRITICAL" }) ?? true else { return false }
            isInTraceback = true
            return true
        }
        if message.first != first { return true }
        // The exception itself is the traceback's first line at the margin, and its last.
        defer { isInTraceback = false }
        return isInTraceback
    }

    /// Cut between words: half a key would not be recognised as one.
    private static func shown(_ line: [UInt8], isCut: Bool) -> String {
        guard isCut || line.count > longestLine else { return String(bytes: line) }
        let kept = line.prefix(longestLine)
        let end = kept.lastIndex { $0 < 0x80 && !IDCharacter.isOne($0) } ?? 0
        return String(bytes: kept[..<end]) + "…"
    }
}

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

/// The first and the last elements of a long series: what begins an incident, and how it stands.
struct HeadAndTail<Element> {
    private(set) var count = 0
    private let limit: Int
    private var head: [Element] = []
    private var tail: [Element] = []
    private var oldest = 0

    /// `limit` is at least 2.
    init(limit: Int) { self.limit = max(2, limit) }

    /// How many are not kept.
    var missing: Int { max(0, count - limit) }

    var elements: [Element] { head + tail[oldest...] + tail[..<oldest] }

    mutating func append(_ element: Element) {
        count += 1
        if head.count < limit / 2 {
            head.append(element)
        } else if tail.count < limit - limit / 2 {
            tail.append(element)
        } else {
            tail[oldest] = element
            oldest = (oldest + 1) % tail.count
        }
    }
}
