import TriageCore

/// A timeline for a person: a line an event, marked by how its time is known.
struct TimelineText {
    let report: TimelineReport
    let palette: Palette

    var text: String {
        (heading + events + legend + gaps + footer).joined(separator: "\n") + "\n"
    }

    private var heading: [String] {
        let place = report.environment == "sandbox" ? "sandbox, no real money" : report.environment
        let words = [report.subject.clientOrderID?.rawValue, report.subject.symbol.rawValue].compactMap { $0 }
        let head = ([palette.bold("grinderctl timeline")] + words.map(Printable.line) + ["[\(place)]"])
            .joined(separator: "  ")
        let span = report.span.map { "from \($0.from) to \($0.to), on the exchange's clock" }
        return [head, span ?? "everything that names it, on the exchange's clock", ""]
    }

    private var events: [String] {
        if report.timeline.events.isEmpty { return ["No event. The gaps below say what could not be seen.", ""] }
        let severalOrders = report.subject.clientOrderID == nil
        return report.timeline.events.map { line($0, namesOrder: severalOrders) } + [""]
    }

    private func line(_ event: TimelineEvent, namesOrder: Bool) -> String {
        let time = event.moment?.description ?? String(repeating: "-", count: 24)
        let kind = event.kind.rawValue.padding(to: 8)
        let id =
            namesOrder && event.kind != .log ? event.clientOrderID.map { " \(Printable.line($0.rawValue))" } ?? "" : ""
        let isWritten = event.kind == .log || event.kind == .audit
        let source = isWritten ? palette.dim(" [\(Printable.line(event.source))]") : ""
        return "\(time) \(mark(event.certainty)) \(palette.bold(kind)) \(shown(event.text))\(id)\(source)"
    }

    /// A traceback is its first line and a count.
    private func shown(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let more = lines.count > 1 ? " (and \(Count.of(lines.count - 1, "line")))" : ""
        return Printable.line(String(lines.first ?? "")) + more
    }

    private func mark(_ certainty: TimelineEvent.Certainty) -> String {
        switch certainty {
        case .exact: "="
        case .corrected: palette.green("~")
        case .uncorrected: palette.yellow("u")
        case .zoneAssumed: palette.yellow("z")
        case .dateInferred: palette.yellow("d")
        case .unknown: palette.red("?")
        }
    }

    /// Only the marks that are used; `=` speaks for itself.
    private var legend: [String] {
        var lines: [String] = []
        for (word, meaning) in Self.meanings {
            guard let event = report.timeline.events.first(where: { $0.certainty.word == word }) else { continue }
            lines.append("\(mark(event.certainty)) \(meaning)")
        }
        lines += corrections
        return lines.isEmpty ? [] : lines + [""]
    }

    private static let meanings = [
        ("uncorrected", "the source's own clock, compared with nothing"), ("zone-assumed", "the zone is assumed"),
        ("date-inferred", "the date is inferred from the lines around it and the file's time"),
        ("unknown", "no time: listed after the event before it in its source"),
    ]

    /// By how much, of each file: `~ grinder.log: -3600.412 s`
    private var corrections: [String] {
        var seen: [String] = []
        for event in report.timeline.events {
            guard let amount = event.certainty.correctionMilliseconds else { continue }
            let source = event.kind == .audit ? "audit" : event.source.upToLastColon
            let line = "\(palette.green("~")) \(Printable.line(source)): \(SignedSeconds(amount)) added to its times"
            if !seen.contains(line) { seen.append(line) }
        }
        return seen
    }

    private var gaps: [String] {
        guard !report.gaps.isEmpty else { return [] }
        return [palette.bold("Not shown, or not certain")]
            + report.gaps.map {
                "  \($0.kind.rawValue): \(Printable.line($0.detail)) "
                    + palette.dim("[\(Printable.line($0.source))]")
            } + [""]
    }

    private var footer: [String] {
        let counts = TimelineEvent.Kind.allCases.compactMap { kind in
            report.timeline.count(kind) > 0 ? "\(report.timeline.count(kind)) \(kind.rawValue)" : nil
        }
        let shown = counts.isEmpty ? "no events" : "events: " + counts.joined(separator: ", ")
        var lines = [shown, "\(report.requests.count) requests, weight \(report.weight)"]
        if let audit = report.audit {
            lines.append("audit: investigation \(audit.investigation), seq \(audit.firstSeq) to \(audit.lastSeq)")
            lines.append("head:  \(audit.head)")
        } else {
            lines.append("audit: nothing recorded (--no-audit)")
        }
        return lines
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }

    /// The file of `grinder.log:12`.
    fileprivate var upToLastColon: String { lastIndex(of: ":").map { String(self[..<$0]) } ?? self }
}
