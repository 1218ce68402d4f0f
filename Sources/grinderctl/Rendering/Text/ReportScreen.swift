import TriageCore

extension Report: Printed {
    func screen(verbose: Bool) -> Screen {
        if let action { return actionScreen(action, verbose: verbose) }
        if let restart { return restartScreen(restart, verbose: verbose) }
        return ReadingScreen(report: self, isVerbose: verbose).screen
    }

    var tabbedLines: [TabbedLine] {
        if let action { return tabbedLines(action) }
        if let restart { return tabbedLines(restart) }
        if let scan { return scan.rows.map(tabbedLine) }
        return (conclusion?.findings ?? []).map { tabbedLine($0.subject, $0.verdict) }
    }

    private func tabbedLine(_ row: ScanReport.Row) -> TabbedLine {
        guard let verdict = row.verdict else {
            let subject = row.finding.subject
            return TabbedLine([
                nil, nil, nil, subject.clientOrderID?.rawValue ?? subject.name, subject.symbol?.rawValue, nil,
            ])
        }
        return tabbedLine(row.finding.subject, verdict)
    }

    private func tabbedLine(_ subject: Subject, _ verdict: Verdict) -> TabbedLine {
        TabbedLine([
            verdict.code, verdict.action.rawValue, verdict.confidence.rawValue,
            subject.clientOrderID?.rawValue ?? subject.symbol?.rawValue ?? subject.word, subject.symbol?.rawValue,
            verdict.summary,
        ])
    }

    func records(_ screen: inout Screen) { Self.records(audit, requests, &screen) }

    /// Where everything is on record, above the command.
    static func records(_ audit: AuditSpan?, _ requests: [RequestRecord], _ screen: inout Screen) {
        let weight = requests.map(\.weight).reduce(0, +)
        let asked = "\(Count.of(requests.count, "request")), weight \(weight)"
        guard let audit else {
            screen.record("audit", "nothing recorded (--no-audit), so it authorises no action; \(asked)")
            return
        }
        screen.record("audit", "\(audit.investigation), seq \(audit.firstSeq)-\(audit.lastSeq), \(asked)")
        screen.record("head", audit.head)
    }
}
