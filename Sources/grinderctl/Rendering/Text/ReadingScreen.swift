import TriageCore

/// What a triage, a check or a scan found: the verdict or a tally first, then why, the steps, where it is on record, and
/// at last the command that does what is advised.
struct ReadingScreen {
    let report: Report
    /// `-v`: every fact with its source.
    let isVerbose: Bool

    /// What fits a terminal of 24 rows.
    private static let rows = 24
    /// Up to so many findings each has its line; above, those that need nothing are counted.
    private static let mostListed = 12

    var screen: Screen {
        guard !isVerbose else { return laidOut(.facts) }
        // With one subject its steps are the way to its verdict; with several they give way to the findings.
        for steps in [StepsShown.each, .folded, .counted] {
            let screen = laidOut(steps)
            if ScreenText(screen: screen.with(report.localTime)).lines.count <= Self.rows { return screen }
        }
        return laidOut(.countedInRows)
    }

    private enum StepsShown {
        case facts, each, folded, counted
        /// And a row a finding, whatever does not fit into it.
        case countedInRows
    }

    private func laidOut(_ steps: StepsShown) -> Screen {
        var screen = Screen()
        if let scan = report.scan {
            answer(scan, clips: steps == .countedInRows, &screen)
        } else if let conclusion = report.conclusion {
            answer(conclusion.findings, clips: steps == .countedInRows, &screen)
        }
        screen.blank()
        show(steps, &screen)
        if steps == .facts || steps == .each { screen.blank() }
        if isVerbose, let ticket = report.ticket {
            screen.heading("For the ticket (--format md):")
            for line in ticket.split(separator: "\n") { screen.say(String(line)) }
            screen.blank()
        }
        report.records(&screen)
        for note in report.recommendation?.notes ?? [] { screen.say(note, indent: 0) }
        for next in report.recommendation?.commands ?? [] { screen.command(report.commandLine(next)) }
        return screen
    }

    private var place: String {
        "[\(report.environment)]"
    }

    // MARK: Verdicts

    private func answer(_ findings: [Finding], clips: Bool, _ screen: inout Screen) {
        switch findings.count {
        case 0: screen.answer("0 findings:", .good, "\(report.nothingFound) \(place)")
        case 1: answer(findings[0], &screen)
        default: answer(FindingGroup.groups(of: findings), of: findings.count, clips: clips, &screen)
        }
    }

    private func answer(_ finding: Finding, _ screen: inout Screen) {
        let verdict = finding.verdict
        let advice = verdict.words(of: finding.subject)
        let (lead, sureness) = verdict.lead(":")
        screen.answer(lead, verdict.tone, "\(sureness)\(finding.title), \(advice) \(place)")
        explain(verdict, &screen, indent: 2)
    }

    private func explain(_ verdict: Verdict, _ screen: inout Screen, indent: Int) {
        if isVerbose {
            screen.item(
                "action:", .dim, "\(verdict.action.rawValue), confidence: \(verdict.confidence.rawValue)",
                indent: indent)
        }
        screen.item("why:", .dim, verdict.cause, indent: indent)
        screen.say(verdict.summary, indent: indent)
        guard isVerbose else { return }
        for next in verdict.next { screen.aside("next", report.commandLine(next)) }
    }

    private func answer(_ groups: [FindingGroup], of count: Int, clips: Bool, _ screen: inout Screen) {
        let parts = FindingGroup.tally(groups)
        let first = parts.first.map { "\($0.count) of \(count) \($0.code)" } ?? ""
        let rest = parts.dropFirst().map { "\($0.count) \($0.code)" }
        let tone = groups.first?.first.verdict.tone ?? .plain
        screen.answer(([first] + rest).joined(separator: ", "), tone, place)
        for group in groups { show(group, isCounted: count > Self.mostListed, clips: clips, &screen) }
    }

    private func show(_ group: FindingGroup, isCounted: Bool, clips: Bool, _ screen: inout Screen) {
        let verdict = group.first.verdict
        let (lead, sureness) = verdict.lead(",")
        if group.findings.count == 1 {
            head(lead, verdict.tone, sureness + group.sentence, clips: clips, &screen)
            if isVerbose { explain(verdict, &screen, indent: 4) }
            return
        }
        head(lead, verdict.tone, sureness + group.heading, clips: clips, &screen)
        if isCounted, verdict.weight == .clear, !isVerbose { return }
        for finding in group.findings {
            screen.list(finding.title, isVerbose ? "" : group.own(of: finding), indent: 2)
            if isVerbose { explain(finding.verdict, &screen, indent: 4) }
        }
    }

    private func head(_ lead: String, _ tone: Screen.Tone, _ text: String, clips: Bool, _ screen: inout Screen) {
        if clips { screen.list(lead, text, indent: 0) } else { screen.item(lead, tone, text, indent: 0) }
    }

    // MARK: Scan

    private func answer(_ scan: ScanReport, clips: Bool, _ screen: inout Screen) {
        let unread =
            switch (scan.isBlind, scan.unanswered.isEmpty) {
            case (true, _): "the exchange answered none of the reads"
            case (false, false): "not everything could be read"
            case (false, true): ""
            }
        guard !scan.rows.isEmpty else {
            let sure = scan.isBlind ? "nothing is known:" : "nothing differs" + (unread.isEmpty ? "" : ", but")
            let tone: Screen.Tone = unread.isEmpty ? .good : scan.isBlind ? .bad : .caution
            screen.answer("0 findings:", tone, [sure, unread, place].filter { !$0.isEmpty }.joined(separator: " "))
            return
        }
        let judged = scan.rows.compactMap(\.judged)
        guard judged.isEmpty else { return answer(judged: judged, scan, clips: clips, &screen) }
        let kinds = Mismatch.allCases.map { kind in scan.rows.filter { $0.finding.subject.mismatch == kind } }
            .filter { !$0.isEmpty }
        let counts = kinds.map { "\($0.count) \($0[0].finding.subject.word)" }
        let doubt = unread.isEmpty ? "" : ", but \(unread)"
        screen.answer(
            "\(Count.of(scan.rows.count, "finding")):", .bad, "\(counts.joined(separator: ", "))\(doubt) \(place)")
        for rows in kinds { show(rows, &screen) }
    }

    /// Findings of one kind: what their signs have in common once, then a line each.
    private func show(_ rows: [ScanReport.Row], _ screen: inout Screen) {
        let signs = rows.map(\.finding.sign)
        let beginnings = Set(signs.map { String($0.prefix { $0 != ":" }) })
        let shared = beginnings.count == 1 && signs.allSatisfy { $0.contains(": ") } ? beginnings.first : nil
        screen.item("\(rows[0].finding.subject.word):", .bad, shared ?? "", indent: 0)
        for row in rows {
            let (title, sign) = (row.finding.subject.title, row.finding.sign)
            let own =
                shared.map { String(sign.dropFirst($0.count + 2)) }
                ?? (sign.hasPrefix("\(title) ") ? String(sign.dropFirst(title.count + 1)) : sign)
            screen.list(title, own, indent: 2)
            guard isVerbose else { continue }
            screen.fact("sign", sign, source: row.finding.source)
            screen.aside("next", report.commandLine(row.finding.next))
        }
    }

    /// `--run`: by their verdicts; what could not be triaged stands below.
    private func answer(judged: [Finding], _ scan: ScanReport, clips: Bool, _ screen: inout Screen) {
        answer(FindingGroup.groups(of: judged), of: scan.rows.count, clips: clips, &screen)
        for row in scan.rows where row.verdict == nil {
            screen.list(row.finding.subject.title, "no verdict: \(row.finding.sign)", indent: 2)
        }
        guard isVerbose else { return }
        for row in scan.rows { screen.fact(row.finding.subject.title, row.finding.sign, source: row.finding.source) }
    }

    // MARK: Steps

    private func show(_ shown: StepsShown, _ screen: inout Screen) {
        let steps = report.steps
        switch shown {
        case .facts:
            for step in steps {
                screen.step(step.status.mark, step.id.rawValue, "\(step.title): \(step.summary)")
                for fact in step.facts { screen.fact(fact.name, fact.value, source: fact.source) }
            }
        case .each:
            for step in steps { screen.step(step.status.mark, step.id.rawValue, step.summary, clips: true) }
        case .folded:
            let loud = steps.filter { [.failed, .unanswered].contains($0.status) }
            for step in loud.prefix(3) {
                screen.step(step.status.mark, step.id.rawValue, step.summary, clips: true)
            }
            let quiet = steps.filter { step in !loud.prefix(3).contains(step) }
            screen.say("\(loud.isEmpty ? "" : "other ")steps: \(Self.counts(quiet)); -v shows them", indent: 0)
        case .counted, .countedInRows:
            guard !steps.isEmpty else { return }
            screen.say("steps: \(Self.counts(steps)); -v shows them", indent: 0)
        }
    }

    private static func counts(_ steps: [StepReport]) -> String {
        let order: [StepReport.Status] = [.failed, .unanswered, .attention, .ok, .skipped]
        return order.compactMap { status in
            let count = steps.filter { $0.status == status }.count
            return count == 0 ? nil : "\(count) \(status.rawValue)"
        }.joined(separator: ", ")
    }
}

extension StepReport.Status {
    var mark: Screen.Mark {
        switch self {
        case .ok: .ok
        case .attention: .attention
        case .failed: .failed
        case .skipped: .skipped
        case .unanswered: .unanswered
        }
    }
}

extension Subject {
    /// What it is about: the order, or the position with its side on a hedge account; empty when it is everything.
    var name: String {
        clientOrderID?.rawValue ?? [symbol?.rawValue, positionSide?.rawValue].compactMap(\.self).joined(separator: " ")
    }

    /// What it is about, as a line begins: the id, the symbol with its side, `check rest`, an alert's name.
    var title: String {
        guard let mismatch else { return word }
        guard name.isEmpty else { return name }
        return mismatch == .orderUnexpected ? "every open order" : mismatch.rawValue
    }
}

extension Finding {
    /// With the position's amount, where it is about one.
    var title: String {
        guard let amount, !amount.isZero else { return subject.title }
        return "\(subject.title) \(amount)"
    }
}

extension Verdict {
    var tone: Screen.Tone {
        switch weight {
        case .clear: .good
        case .finding: .bad
        case .inconclusive, .unavailable: .caution
        }
    }

    /// How a row begins with it: `orphaned` and `(certain): `; what is not known needs no word for it, `inconclusive:`.
    func lead(_ sign: String) -> (code: String, sureness: String) {
        confidence == .unknown ? (code + sign, "") : (code, "(\(confidence.rawValue))\(sign) ")
    }

    /// What to do, in the words of a first row.
    func words(of subject: Subject) -> String {
        switch action {
        case .cancel: return "cancel it"
        case .flatten: return "flatten it"
        case .wait: return isKeyRefused ? "mend the key, then look again" : "wait, then look again"
        case .none where weight == .clear: return "nothing to do"
        case .none: return "check the position"
        case .escalate: break
        }
        let isOpen = code == "inconclusive" && subject.mismatch != nil
        return isOpen
            ? "leave it alone until this is known" : subject.mismatch == nil ? "needs attention" : "escalate it"
    }

    private var isKeyRefused: Bool {
        switch weight {
        case .unavailable(let problem), .inconclusive(let problem?): problem.kind == .credentialsRefused
        case .clear, .finding, .inconclusive(nil): false
        }
    }
}

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
