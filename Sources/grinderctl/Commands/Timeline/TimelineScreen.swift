import TriageCore

/// A timeline for a person: how much of it there is and what is missing first, then a line an event, marked by how its
/// time is known.
extension TimelineReport: Printed {
    func screen(verbose: Bool) -> Screen {
        var screen = Screen()
        heading(&screen)
        screen.blank()
        let severalOrders = subject.clientOrderID == nil
        for event in timeline.events { row(event, namesOrder: severalOrders, whole: verbose, &screen) }
        screen.blank()
        legend(&screen)
        screen.blank()
        for (gap, times) in tally {
            let often = times > 1 ? ", \(times) times" : ""
            screen.item("\(gap.kind.rawValue):", .caution, "\(gap.detail) [\(gap.source)]\(often)", indent: 0)
        }
        screen.blank()
        Report.records(audit, requests, &screen)
        return screen
    }

    /// One an event: time, certainty, kind, client order id, source, text.
    var tabbedLines: [TabbedLine] {
        timeline.events.map { event in
            TabbedLine([
                event.moment?.description, event.certainty.word, event.kind.rawValue, event.clientOrderID?.rawValue,
                event.source, event.text + Self.more(event),
            ])
        }
    }

    private func heading(_ screen: inout Screen) {
        let place = "[\(environment)]"
        let name = subject.clientOrderID?.rawValue ?? subject.symbol.rawValue
        let kinds = TimelineEvent.Kind.allCases.compactMap { kind in
            timeline.count(kind) > 0 ? "\(timeline.count(kind)) \(kind.rawValue)" : nil
        }
        let counts = kinds.isEmpty ? "" : ": " + kinds.joined(separator: ", ")
        screen.answer(
            Count.of(timeline.events.count, "event"), gaps.isEmpty ? .plain : .caution, "of \(name)\(counts) \(place)")
        screen.say(
            span.map { "from \($0.from) to \($0.to), on the exchange's clock" }
                ?? "everything that names it, on the exchange's clock")
        if !gaps.isEmpty { screen.say("\(Count.of(gaps.count, "gap")): not all of it could be seen, see below") }
    }

    /// Each gap once, with how many reads it stands for.
    private var tally: [(gap: TimelineGap, times: Int)] {
        var seen: [(gap: TimelineGap, times: Int)] = []
        for gap in gaps {
            if let place = seen.firstIndex(where: { $0.gap == gap }) {
                seen[place].times += 1
            } else {
                seen.append((gap, 1))
            }
        }
        return seen
    }

    private func row(_ event: TimelineEvent, namesOrder: Bool, whole: Bool, _ screen: inout Screen) {
        let time = event.moment?.description ?? String(repeating: "-", count: 24)
        let id = namesOrder && event.kind != .log ? event.clientOrderID.map { " \($0.rawValue)" } ?? "" : ""
        let isWritten = event.kind == .log || event.kind == .audit
        let source = isWritten || whole ? " [\(event.source)]" : ""
        let kind = event.kind.rawValue + String(repeating: " ", count: max(0, 8 - event.kind.rawValue.count))
        screen.item(
            "\(time) \(Self.mark(event.certainty))", Self.tone(event.certainty),
            "\(kind) \(Self.shown(event.text))\(Self.more(event))\(id)\(source)",
            indent: 0, isQuoted: isWritten)
    }

    /// ` (and 11 more like it until 2026-03-08T12:00:00.000Z)`
    private static func more(_ event: TimelineEvent) -> String {
        guard let fold = event.fold else { return "" }
        return " (and \(fold.count - 1) more like it\(fold.until.map { " until \($0)" } ?? ""))"
    }

    /// A traceback is its first line and a count.
    private static func shown(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let more = lines.count > 1 ? " (and \(Count.of(lines.count - 1, "line")))" : ""
        return String(lines.first ?? "") + more
    }

    private static func mark(_ certainty: TimelineEvent.Certainty) -> String {
        switch certainty {
        case .exact: "="
        case .corrected: "~"
        case .uncorrected: "u"
        case .zoneAssumed: "z"
        case .dateInferred: "d"
        case .unknown: "?"
        }
    }

    private static func tone(_ certainty: TimelineEvent.Certainty) -> Screen.Tone {
        switch certainty {
        case .exact: .plain
        case .corrected: .good
        case .uncorrected, .zoneAssumed, .dateInferred: .caution
        case .unknown: .bad
        }
    }

    private static let meanings = [
        ("uncorrected", "the source's own clock, not compared with the exchange's"),
        ("zone-assumed", "the time zone is assumed"),
        ("date-inferred", "the date is inferred from the lines around it and the file's time"),
        ("unknown", "no time: listed after the event before it in its source"),
    ]

    /// Only the marks that are used; `=` speaks for itself.
    private func legend(_ screen: inout Screen) {
        for (word, meaning) in Self.meanings {
            guard let event = timeline.events.first(where: { $0.certainty.word == word }) else { continue }
            screen.item(Self.mark(event.certainty), Self.tone(event.certainty), meaning, indent: 0)
        }
        for line in corrections { screen.item("~", .good, line, indent: 0) }
    }

    /// By how much, of each file: `grinder.log: -3600.412 s added to its times`
    private var corrections: [String] {
        var seen: [String] = []
        for event in timeline.events {
            guard let amount = event.certainty.correctionMilliseconds else { continue }
            let source = event.kind == .audit ? "audit" : event.source.upToLastColon
            let line = "\(source): \(SignedSeconds(amount)) added to its times"
            if !seen.contains(line) { seen.append(line) }
        }
        return seen
    }
}

extension String {
    /// The file of `grinder.log:12`.
    fileprivate var upToLastColon: String { lastIndex(of: ":").map { String(self[..<$0]) } ?? self }
}
