import AuditLog
import Binance
import TriageCore

/// What the audit log says of an order or a symbol, as events of a timeline.
struct TimelineAudit {
    let events: [TimelineEvent]
    let gaps: [TimelineGap]
    /// There is a log, and it could not be read.
    let isUnreadable: Bool

    /// Without `--no-audit` from the log this investigation writes to, otherwise from the file, if there is one.
    static func read(_ session: Session, of subject: TimelineSubject, span: TimeSpan?, clock: ClockReading?)
        -> TimelineAudit
    {
        let path = session.settings.auditPath
        let environment = session.settings.environment.rawValue
        let store: AuditStore
        do {
            store =
                try session.investigation.store
                ?? AuditOpening(context: session.context, environment: environment).read(path)
        } catch {
            let isMissing = (error as? CommandError)?.code == .inputMissing
            let detail = isMissing ? "there is no audit log yet" : (error as? CommandError)?.message ?? "\(error)"
            return TimelineAudit(
                events: [], gaps: [TimelineGap(.audit, source: path, detail)], isUnreadable: !isMissing)
        }
        do throws(AuditFailure) {
            let offset = clock?.offsetMilliseconds ?? 0
            // Other machines' clocks may differ: what lies a little before the span is looked at, too.
            let since = span?.from.advanced(byMilliseconds: -offset - 3_600_000).description
            let filter = EntryFilter(
                symbol: subject.clientOrderID == nil ? subject.symbol.rawValue : nil,
                clientOrderID: subject.clientOrderID?.rawValue, since: since)
            let entries = try store.entries(matching: filter).filter {
                $0.environment == environment && $0.investigation != session.investigation.id
            }
            return TimelineAudit(entries, clock: clock, host: session.context.host, path: path)
        } catch {
            return TimelineAudit(
                events: [], gaps: [TimelineGap(.audit, source: path, "\(error)")], isUnreadable: true)
        }
    }

    private init(events: [TimelineEvent], gaps: [TimelineGap], isUnreadable: Bool) {
        self.events = events
        self.gaps = gaps
        self.isUnreadable = isUnreadable
    }

    /// The offset measured now is this machine's; another's is not known.
    init(_ entries: [AuditEntry], clock: ClockReading?, host: String, path: String) {
        var strangers: Set<String> = []
        events = entries.map { entry in
            let written = Timestamp(iso8601: entry.ts)
            if entry.host != host { strangers.insert(entry.host) }
            let offset = entry.host == host ? clock?.offsetMilliseconds : nil
            return TimelineEvent(
                .audit, at: written?.advanced(byMilliseconds: offset ?? 0),
                offset.map { .corrected(milliseconds: $0) } ?? .uncorrected, source: "audit seq \(entry.seq)",
                clientOrderID: entry.clientOrderID.map { ClientOrderID($0) },
                text: "\(entry.kindText)\(Self.gist(entry)), by \(entry.operator)")
        }
        gaps = strangers.sorted().map {
            TimelineGap(
                .clock, source: path,
                "entries written on \($0) have that machine's time, which is compared with nothing")
        }
        isUnreadable = false
    }

    /// What its payload says first: the verdict's code, an outcome, an action, a gate that refused.
    private static func gist(_ entry: AuditEntry) -> String {
        guard entry.shown != nil else { return " (payload unreadable)" }
        let words = words(of: entry).compactMap(\.self)
        let told = words.isEmpty ? "" : ": " + words.joined(separator: " ")
        return told + (entry.kind != nil && entry.recordProblem != nil ? " (payload not understood)" : "")
    }

    private static func words(of entry: AuditEntry) -> [String?] {
        switch AuditRecord(entry) {
        case .opened(let opened): return [opened.command]
        case .step(let step): return [step.id, step.status?.rawValue]
        case .answer(let answer): return [answer.text]
        case .verdict(let verdict): return [verdict.code, verdict.action?.rawValue]
        case .plan(let plan):
            return [plan.outcome?.rawValue, plan.action?.rawValue, plan.status] + (plan.gates ?? []).refusing
        case .intent(let intent): return [intent.action?.rawValue]
        case .outcome(let word):
            return [word.outcome?.rawValue, word.action?.rawValue, word.status] + (word.gates ?? []).refusing
        case .resetStep(let row): return [row.words]
        case .approval(let approval): return [approval.action?.rawValue]
        case .note(let note): return [note.command, note.text]
        case .incidentOpened, .incidentClosed, nil: return []
        }
    }
}
