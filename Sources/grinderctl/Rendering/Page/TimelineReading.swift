import AuditLog
import TriageCore

/// What the entries of a case put on its timeline: what was done, and the moments their evidence tells.
enum TimelineReading {
    static func marks(of entries: [CaseEntry]) -> [TimelineMark] {
        var seen = Set<[String]>()
        var subjects: [String: String] = [:]
        for entry in entries where entry.kind == .investigationOpened {
            subjects[entry.entry.investigation ?? ""] = entry.subject
        }
        let marks = entries.flatMap { entry in
            let subject = subjects[entry.entry.investigation ?? ""] ?? ""
            return entry.kind == .step ? evidence(of: entry, about: subject) : [own(entry)]
        }
        // Each triage reads the same order and the same log lines again.
        .filter { seen.insert([$0.lane.rawValue, $0.time?.description ?? "", $0.text, $0.source]).inserted }
        let timed = marks.enumerated().filter { $0.element.time != nil }.sorted { one, other in
            let (left, right) = (one.element.time, other.element.time)
            guard let left, let right, left != right else { return one.offset < other.offset }
            return left < right
        }
        return timed.map(\.element) + marks.filter { $0.time == nil }
    }

    private static func own(_ entry: CaseEntry) -> TimelineMark {
        let (lane, tone, text) = description(of: entry)
        return TimelineMark(
            time: Timestamp(iso8601: entry.entry.ts), lane: lane, tone: tone, text: text,
            source: "audit seq \(entry.seq)")
    }

    private static func description(of entry: CaseEntry) -> (TimelineMark.Lane, Document.Tone, String) {
        let who = entry.entry.operator
        let subject = entry.subject.isEmpty ? "" : " \(entry.subject)"
        switch entry.record {
        case .incidentOpened(let opened):
            return (.operator, .plain, "\(who) opened the incident\(opened.title?.nonEmpty.map { ": \($0)" } ?? "")")
        case .incidentClosed(let closed):
            return (.operator, .plain, "\(who) closed the incident: \(closed.reason?.nonEmpty ?? "no reason given")")
        case .opened(let opened): return (.operator, .plain, "\(who) ran \(opened.command ?? "?")\(subject)")
        case .answer(let answer):
            let said = answer.text?.nonEmpty ?? "nothing"
            return (.operator, .plain, "\(who) answered \(answer.step ?? "?"): \(said)")
        case .note(let note): return (.operator, .plain, "\(who) noted: \(note.text ?? "")")
        case .approval: return (.operator, .good, "\(who) approved a plan\(subject)")
        case .resetStep(let row):
            return (.operator, .plain, "reset \(row.words)")
        case .verdict(let verdict):
            let cause = verdict.cause?.nonEmpty ?? "no cause was recorded"
            return (.verdict, VerdictTone.of(verdict), "\(verdict.code ?? "?")\(subject), because \(cause)")
        case .plan(let plan): return gates(entry, plan, subject)
        case .intent: return (.operator, .careful, "\(who) sent \(entry.action ?? "a request")\(subject)")
        case .outcome: return (.exchange, ActionTone.of(entry), ActionWords.result(of: entry) + subject)
        case .step, nil: return (.operator, .plain, entry.entry.kindText + subject)
        }
    }

    private static func gates(
        _ entry: CaseEntry, _ plan: PlanRecord, _ subject: String
    ) -> (TimelineMark.Lane, Document.Tone, String) {
        let gates = plan.gates ?? []
        let refusing = gates.refusing
        let action = entry.action ?? "an action"
        if entry.kind == .actionRefused {
            let why =
                refusing.isEmpty
                ? entry.because ?? "" : refusing.joined(separator: ", ")
            return (.gate, .bad, "\(action)\(subject) refused: \(why)")
        }
        let count =
            refusing.isEmpty
            ? "all \(gates.count) gates passed" : "still refused by \(refusing.joined(separator: ", "))"
        let isPlan = plan.execute == false
        return (
            .gate, refusing.isEmpty ? .good : .careful,
            "\(action)\(subject) \(isPlan ? "drawn as a plan" : "planned"): \(count)"
        )
    }

    /// The moments in a step's facts: log lines, and times the exchange told.
    private static func evidence(of entry: CaseEntry, about subject: String) -> [TimelineMark] {
        (entry.step?.facts ?? []).compactMap { fact in
            guard let name = fact.name, let value = fact.value,
                let source = fact.source
            else { return nil }
            if source.wholeMatch(of: /.*[^\/]:[0-9]+/) != nil, !source.contains("://") {
                let (time, isAssumed) = LogMoment.find(in: value)
                return TimelineMark(
                    time: time, lane: .log, tone: .plain, text: value, source: source, isZoneAssumed: isAssumed)
            }
            guard source.hasPrefix("GET "), !["exchange time", "window"].contains(name),
                let match = value.firstMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z/),
                let time = Timestamp(iso8601: String(match.output))
            else { return nil }
            let isOnlyTime = match.output.count == value.count
            let text = isOnlyTime ? "\(subject.isEmpty ? "" : subject + " ")\(name)" : "\(name): \(value)"
            return TimelineMark(time: time, lane: .exchange, tone: .plain, text: text, source: source)
        }
    }
}

/// When a log line says it was written.
enum LogMoment {
    static func find(in line: String) -> (time: Timestamp?, isZoneAssumed: Bool) {
        let pattern =
            /[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]{1,9})?(Z|[+-][0-9]{2}:?[0-9]{2})?/
        guard let match = line.prefix(300).firstMatch(of: pattern) else { return (nil, false) }
        return (Timestamp(iso8601: String(match.output.0)), match.output.2 == nil)
    }
}
