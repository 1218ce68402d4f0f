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
        /// Lines that name a wanted id outside of the time asked for.
        let leftOut: Int
        let leftOutByID: [ClientOrderID: Int]
        /// What the log itself says it does not hold.
        let gaps: LogGaps
    }

    private let name: String
    private let filter: HistoryFilter
    private let end: Timestamp
    private var ids: NamedIDs
    private var splits: SplitIDs
    private var glued: GluedIDs
    private let encoded: EncodedIDs
    private var clock: LogClock
    /// `nil`: every line is read whole.
    private let plainLines: PlainLines?
    private var passing = PassingLine()
    private var cutter = LineCutter()
    private var joiner = LineJoiner()
    private var open: OpenEntry?
    /// Of the line taken last.
    private var lineNumber = 0
    /// The placement in the line before, with what names its process.
    private var placement: (line: LogEvent.Placement, label: [UInt8])?
    /// The time of the record of several lines that is being read.
    private var recordTime: LineStamp?
    /// Apart, so that what names no order cannot crowd out what does.
    private var naming: HeadAndTail<KeptLine>
    private var unattributed: HeadAndTail<KeptLine>
    private var folds: LineFolds<KeptLine>
    private var covered = CoveredTime()
    private var gaps = LogGaps()
    private var placements = 0
    private var leftOut = 0
    private var leftOutByID: [ClientOrderID: Int] = [:]

    /// - Parameter readsAll: every line is read whole, which finds the same and takes long.
    init(name: String, filter: HistoryFilter, zone: LogZone, end: Timestamp, limit: Int, readsAll: Bool = false) {
        plainLines = readsAll ? nil : PlainLines(filter.ids)
        self.name = name
        self.filter = filter
        self.end = end
        ids = NamedIDs(wanted: filter.ids)
        splits = SplitIDs(filter.ids)
        glued = GluedIDs(filter.ids)
        encoded = EncodedIDs(filter.ids)
        clock = LogClock(zone: zone, end: end)
        naming = HeadAndTail(limit: limit)
        unattributed = HeadAndTail(limit: limit)
        folds = LineFolds(limit: limit)
    }

    mutating func take(_ chunk: [UInt8]) {
        guard let plainLines else { return readWhole(chunk[...]) }
        var start = 0
        if !cutter.isBetweenLines {
            start = (chunk.firstIndex(of: UInt8(ascii: "\n")) ?? chunk.count - 1) + 1
            readWhole(chunk[..<start])
        }
        chunk.withUnsafeBufferPointer { bytes in
            while let end = bytes.firstIndex(of: 0x0A, from: start, to: bytes.count) {
                let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
                if recordTime == nil, !splits.isWaiting, plainLines.accept(line, &passing.next),
                    passing.next.transport == nil || joiner.isIdle
                {
                    if passing.isAlike { pass(bytes) } else { readHeld(chunk) }
                    passing.hold(start..<(end + 1))
                } else {
                    readHeld(chunk)
                    readWhole(chunk[start...end])
                }
                start = end + 1
            }
        }
        readHeld(chunk)
        readWhole(chunk[start...])
    }

    /// Takes the line before for what it is, now that another plain one follows: nothing but its time.
    private mutating func pass(_ chunk: UnsafeBufferPointer<UInt8>) {
        guard let range = passing.release() else { return }
        if case .some = open { close() }
        placement = nil
        lineNumber = cutter.passLine()
        // The same time again tells nothing new.
        if passing.held != passing.read || passing.held.signed != nil {
            covered.note(clock.read(passing.held.stamp, from: passing.held.transport, proven: passing.held.signed))
            passing.read = passing.held
        }
        guard !glued.isForgotten else { return }
        // An id may have begun in the lines before.
        keepGlued(glued.take(Array(chunk[range].dropLast()), isPart: false))
        glued.forget()
    }

    /// The line before is read whole: what follows may belong to it.
    private mutating func readHeld(_ chunk: [UInt8]) {
        guard let range = passing.release() else { return }
        readWhole(chunk[range])
    }

    private mutating func readWhole(_ bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty else { return }
        passing.read = nil
        var cutter = cutter
        // The lines change everything but the cutter.
        self.cutter = LineCutter()
        cutter.take(bytes) { join($0) }
        self.cutter = cutter
    }

    /// - Parameter linesBefore: that came before what was taken, and were passed over.
    mutating func finish(redaction: Redaction, linesBefore: Int = 0) -> Result {
        var cutter = cutter
        cutter.finish { join($0) }
        var joiner = joiner
        joiner.finish { take($0) }
        close()
        keepGlued(glued.finish())
        clock.settle()
        let all = (naming.elements + unattributed.elements + folds.folds.map(KeptLine.init)).sorted {
            $0.number < $1.number
        }
        var after = end
        var placed: [Placed] = []
        for kept in all.reversed() {
            let time = clock.resolve(kept.reading)
            let order = time?.moment ?? clock.resolve(kept.before)?.moment ?? after
            after = order
            let last = kept.fold.map { clock.resolve($0.last) }
            guard filter.isWanted(time) || last.map(filter.isWanted) ?? false else {
                leaveOut(kept.subjects)
                continue
            }
            let text = redaction.redact(kept.text)
            for subject in kept.subjects.reversed() {
                var event = LogEvent(
                    file: name, number: linesBefore + kept.number, text: text, time: time,
                    meaning: subject.meaning.redacted(redaction), clientOrderID: subject.id, symbol: subject.symbol,
                    behind: kept.behind?.moved(by: linesBefore),
                    fold: kept.fold.map { LogFold(count: $0.count, until: clock.resolve($0.last)?.moment) })
                event.isUnclear = kept.isUnclear || subject.isUnclear
                placed.append(Placed(event: event, order: order))
            }
        }
        let missing = naming.missing + unattributed.missing + folds.missing
        return Result(
            events: placed.reversed(), missing: missing,
            missingNaming: naming.missing + (filter.topic == .mismatches ? folds.missing : 0),
            covered: covered.range { clock.resolve($0) },
            placements: placements, leftOut: leftOut, leftOutByID: leftOutByID, gaps: gaps.moved(by: linesBefore))
    }

    private mutating func join(_ line: LineCutter.Line) {
        var joiner = joiner
        self.joiner = LineJoiner()
        joiner.take(line) { take($0) }
        self.joiner = joiner
    }

    private mutating func take(_ line: LineCutter.Line) {
        lineNumber = line.number
        read(line)
        takeHidden(line)
    }

    private mutating func read(_ line: LineCutter.Line) {
        guard line.part == 0, !line.isCut, !LineSearch.isCrowded(line.bytes) else { return takeMany(line) }
        var entry = LogEntry(line.bytes)
        if entry.isSearched, LineSearch.entries(in: line.bytes).count > 1 { return takeMany(line) }
        if entry.isField { return noteField(line, entry) }
        if line.bytes.isEmpty { recordTime = nil }
        if let recordTime, entry.transport.isEmpty { entry.transport = [recordTime] }
        let wanted = wanted(in: line.bytes, entry)
        let torn = (splits.take(line.bytes) + ids.takeTorn()).filter { !wanted.contains($0) }
        take(line, entry, wanted: wanted)
        if !torn.isEmpty { keepUnclear(line, torn.distinct) }
    }

    /// Ids that stand in the line as no whole word: in parts beyond its end, between bytes that nobody sees, encoded.
    private mutating func takeHidden(_ line: LineCutter.Line) {
        let begun = line.isUnended ? ids.begun(atEndOf: line.bytes) : []
        let torn = (ids.takeTorn() + begun + ids.begun(inQueryOf: line.bytes)).distinct
        if !torn.isEmpty { keepUnclear(line, torn) }
        keepGlued(glued.take(line.bytes, isPart: line.part > 0))
        for record in encoded.records(in: line.bytes) {
            let named = (ids.wanted(in: record) + ids.takeTorn() + ids.begun(atEndOf: record)).distinct
            guard !named.isEmpty else { continue }
            keepUnclear(LineCutter.Line(number: line.number, bytes: record, isCut: false), named)
        }
    }

    /// Around the id alone: what else the bytes hide is not recognised as a secret.
    private mutating func keepGlued(_ found: [(id: ClientOrderID, text: [UInt8])]) {
        for (id, text) in found {
            keepUnclear(LineCutter.Line(number: lineNumber, bytes: text, isCut: false), [id])
        }
    }

    /// A line that holds many lines, or a part of one: an export that is one document.
    private mutating func takeMany(_ line: LineCutter.Line) {
        let named = ids.wanted(in: line.bytes)
        var rest = named
        var isMismatchTold = false
        for entry in LineSearch.entries(in: line.bytes) {
            isMismatchTold = isMismatchTold || entry.message.starts(with: "RECONCILE_MISMATCH")
            let bytes = entry.clear ?? entry.message
            let wanted = wanted(in: bytes, entry)
            rest.removeAll(where: wanted.contains)
            take(
                LineCutter.Line(number: line.number, bytes: bytes, isCut: line.isCut, part: line.part), entry,
                wanted: wanted)
        }
        placement = nil
        if !isMismatchTold, MismatchMark.isIn(line.bytes) { keepUnclear(line, [], proof: .unclearMismatch) }
        if !line.isCut, LogGap.isCutPlacement(line.bytes, isBots: false, filter) {
            noteGap(.cutPlacement, line.number, covered.last)
        }
        rest += ids.takeTorn().filter { !named.contains($0) && !rest.contains($0) }
        if !rest.isEmpty { keepUnclear(line, rest) }
    }

    /// A line that names them and is not understood.
    private mutating func keepUnclear(
        _ line: LineCutter.Line, _ ids: [ClientOrderID], proof: LineProof = .none
    ) {
        close()
        var entry = LogEntry()
        entry.message = line.bytes
        open = OpenEntry(line, entry: entry, proof: proof, wanted: ids, behind: nil)
        close()
    }

    private mutating func wanted(in bytes: [UInt8], _ entry: LogEntry) -> [ClientOrderID] {
        let found = ids.wanted(in: bytes)
        guard let clear = entry.clear else { return found }
        return found + ids.wanted(in: clear).filter { !found.contains($0) }
    }

    private mutating func take(_ line: LineCutter.Line, _ entry: LogEntry, wanted: [ClientOrderID]) {
        let proof = LineProof(entry, in: line.bytes)
        if open?.continues(with: entry, proof: proof) == true {
            if LogGap.isStated(betweenLines: line.bytes) { noteGap(.missing, line.number, covered.last) }
            open?.append(line, wanted: wanted)
            if !entry.isBlank { placement = nil }
            return
        }
        close()
        let behind = behind(proof, entry)
        if !entry.isBlank { placement = placed(line, proof, entry) }
        open = OpenEntry(line, entry: entry, proof: proof, wanted: wanted, behind: behind)
    }

    /// The placement that an error stands directly behind.
    private func behind(_ proof: LineProof, _ entry: LogEntry) -> LogEvent.Placement? {
        guard case .placementError = proof.meaning, let placement, entry.label == placement.label else { return nil }
        return placement.line
    }

    private func placed(
        _ line: LineCutter.Line, _ proof: LineProof, _ entry: LogEntry
    ) -> (line: LogEvent.Placement, label: [UInt8])? {
        guard case .request("POST", let path, _) = proof.meaning, LogEvent.isPlacement(path), let id = proof.ids.first,
            let label = entry.label
        else { return nil }
        return (LogEvent.Placement(clientOrderID: id, number: line.number), label)
    }

    /// Of a record of several lines its time dates its message.
    private mutating func noteField(_ line: LineCutter.Line, _ entry: LogEntry) {
        recordTime = entry.transport.first ?? recordTime
        let wanted = ids.wanted(in: line.bytes)
        if !wanted.isEmpty { keepUnclear(line, wanted) }
    }

    private mutating func close() {
        guard let open else { return }
        self.open = nil
        if open.proof.meaning?.isPlacement == true { placements += 1 }
        var reading = clock.read(open.entry, proven: open.proof.moment)
        let gap = LogGap.of(open.texts[0], open.entry, open.proof, filter)
        if let gap { noteGap(gap, open.number, reading == .unknown ? covered.last : reading) }
        // What is printed in between has the time of the line before it.
        if reading == .unknown, open.proof.meaning == .event(Catalogue.accountSyncer) { reading = covered.last }
        covered.note(reading)
        let subjects = filter.subjects(of: open.proof, in: open)
        guard !subjects.isEmpty else { return }
        if case .known(let time) = reading, !filter.isWanted(time) { return leaveOut(subjects) }
        if case .local(let local, _) = reading, !filter.mayBeWanted(local: local) { return leaveOut(subjects) }
        let before = covered.last
        let kept = {
            KeptLine(
                number: open.number, text: open.text, reading: reading, before: before, subjects: subjects,
                behind: open.behind, isUnclear: open.proof.isUnclear)
        }
        if filter.isFolded(subjects), let subject = subjects.first {
            return folds.append(kept(), about: subject, at: reading)
        }
        folds.interrupt()
        if subjects.contains(where: { $0.id != nil }) { naming.append(kept()) } else { unattributed.append(kept()) }
    }

    private mutating func noteGap(_ gap: LogGap, _ number: Int, _ reading: LogClock.Reading) {
        switch reading {
        case .known(let time) where !filter.isWanted(time): return
        case .local(let local, _) where !filter.mayBeWanted(local: local): return
        default: gaps.note(gap, at: number)
        }
    }

    private mutating func leaveOut(_ subjects: [HistoryFilter.Subject]) {
        let named = Set(subjects.compactMap(\.id))
        guard filter.ids != nil, !named.isEmpty else { return }
        leftOut += 1
        for id in named { leftOutByID[id, default: 0] += 1 }
    }
}

extension [ClientOrderID] {
    fileprivate var distinct: [ClientOrderID] {
        var seen: Set<ClientOrderID> = []
        return filter { seen.insert($0).inserted }
    }
}
