/// What each step of the procedure found, for the report and the audit log.
extension PositionLedger {
    private static let shownLimit = 40

    package func report() -> [StepReport] {
        guard evidenceStore.has(opening) else { return [] }
        let survey = PositionSurvey(self)
        var steps = [positionReport(survey), expectedReport(survey), instanceReport()]
        if let stopped = stoppedReport { steps.append(stopped) }
        guard unanswered(survey).isEmpty else { return steps }
        steps += [fillsReport(survey), forcedReport(survey), againReport(survey)]
        return steps
    }

    private func positionReport(_ survey: PositionSurvey) -> StepReport {
        let failures = evidenceStore.failures(reads + [.exchangeTime])
        var facts: [Fact] = []
        if case .accountConfiguration(let account)? = evidenceStore.content(.accountConfiguration) {
            facts.append(Fact("mode", account.isHedge ? "hedge" : "one-way", source: "GET /fapi/v1/accountConfig"))
        }
        if case .positions(let rows)? = evidenceStore.content(.positions(symbol)) {
            for row in rows {
                let time = row.updateTime.map { ", updated \($0)" } ?? ""
                facts.append(
                    Fact(
                        row.side.rawValue, "\(row.amount) entered at \(row.entryPrice)\(time)",
                        source: "GET /fapi/v3/positionRisk"))
            }
            if rows.isEmpty {
                facts.append(Fact("rows", "none, which means flat", source: "GET /fapi/v3/positionRisk"))
            }
        }
        facts += failures.map { Fact("unread", $0.detail, source: $0.source) }
        guard evidenceStore.failures(reads).isEmpty else {
            return StepReport(
                Self.positionStep, .failed, "\(Count.of(failures.count, "read")) not answered", facts: facts)
        }
        guard survey.mode != .unclear else {
            return StepReport(Self.positionStep, .failed, "rows and position mode do not fit", facts: facts)
        }
        let held = survey.sides.filter { !$0.amount.isZero }
        let summary =
            held.isEmpty
            ? "flat"
            : held.map { $0.side == .both ? "\($0.amount)" : "\($0.side.rawValue) \($0.amount)" }
                .joined(separator: ", ")
        return StepReport(
            Self.positionStep, held.isEmpty && failures.isEmpty ? .ok : .attention, summary, facts: facts)
    }

    private func expectedReport(_ survey: PositionSurvey) -> StepReport {
        if let failure = evidenceStore[.expectedPositions]?.failure {
            return StepReport(
                Self.expectedStep, failure.kind == .notAsked ? .skipped : .failed,
                failure.kind == .notAsked ? failure.detail : "\(failure.source): \(failure.detail)")
        }
        let expected = PositionSurvey.expectations(self)
        let stale = PositionSurvey.stale(self)
        let old = stale.map {
            Fact(
                "of an earlier run", "\($0.amount), older than the start of every trading instance", source: $0.file)
        }
        guard !expected.isEmpty else {
            return stale.isEmpty
                ? StepReport(Self.expectedStep, .ok, "no entry for \(symbol), which proves nothing")
                : StepReport(
                    Self.expectedStep, .attention, "no entry for \(symbol) of the bot's present run", facts: old)
        }
        let held = survey.sides.filter { !$0.amount.isZero }
        let matches =
            held.isEmpty ? expected.allSatisfy(\.amount.isZero) : held.contains { $0.expected != nil }
        let words = expected.map { ($0.side == .both ? "" : "\($0.side.rawValue) ") + $0.amount.description }
        return StepReport(
            Self.expectedStep, matches ? .ok : .attention, "expected \(words.joined(separator: ", "))",
            facts: zip(expected, words).map { Fact("expected_position_amt", $1, source: $0.file) } + old)
    }

    private func instanceReport() -> StepReport {
        if let problem = evidenceStore.failedInput(.instances) {
            return StepReport(Self.instanceStep, .failed, "\(problem.source): \(problem.detail)")
        }
        let reports = evidenceStore.instances
        guard !reports.isEmpty else {
            return StepReport(Self.instanceStep, .skipped, "no instance is known: give --health URL")
        }
        let facts = reports.map { report in
            let seen = report.mayTrade ? "answers, may trade" : report.presence.words
            let contradiction =
                report.contradictsItsStatus ? "; its status command says stopped, which is ignored" : ""
            return Fact(report.name, seen + contradiction, source: "/healthz, /readyz")
        }
        let trading = reports.filter(\.mayTrade).count
        return StepReport(
            Self.instanceStep, trading == 0 ? .ok : .attention, "\(trading) of \(reports.count) may be trading",
            facts: facts)
    }

    private var stoppedReport: StepReport? {
        guard let text = answer?.text else { return nil }
        let facts = [Fact("answer", text, source: "operator")]
        guard let contradiction = company.contradiction else {
            return StepReport(Self.stoppedStep, .ok, "answered \(text)", facts: facts)
        }
        return StepReport(Self.stoppedStep, .attention, contradiction, facts: facts)
    }

    private func fillsReport(_ survey: PositionSurvey) -> StepReport {
        guard !survey.windows.isEmpty else {
            return StepReport(Self.fillsStep, .skipped, "not needed: there is no position to explain")
        }
        let failures = evidenceStore.failures(survey.windowReads + survey.finalReads.filter { $0.kind == .orderByID })
        var facts = survey.windows.map { Fact("window", "\($0.from) to \($0.to)", source: "startTime, endTime") }
        var isComplete = failures.isEmpty
        var summaries: [String] = []
        for state in survey.sides {
            guard let ledger = survey.ledgers[state.side] else { continue }
            let prefix = state.side == .both ? "" : "\(state.side.rawValue) "
            facts += (survey.shares[state.side] ?? []).map { Fact("\(prefix)by", $0.words, source: "client order ids") }
            facts += fills(ledger, survey, prefix)
            facts.append(Fact("\(prefix)residue", Amount(ledger.residue).text, source: "the walk back"))
            isComplete = isComplete && ledger.isComplete
            summaries.append(
                "\(prefix)\(ledger.entries.isEmpty ? "no fills found" : Count.of(ledger.entries.count, "fill"))"
                    + (ledger.isComplete ? " since it was last flat" : ", \(Amount(ledger.residue)) unaccounted for"))
        }
        facts += failures.map { Fact("unread", $0.detail, source: $0.source) }
        let status: StepReport.Status = failures.isEmpty ? (isComplete ? .ok : .attention) : .failed
        let summary = summaries.isEmpty ? "no fills were read" : summaries.joined(separator: "; ")
        return StepReport(Self.fillsStep, status, summary, facts: facts)
    }

    private func fills(_ ledger: FillLedger, _ survey: PositionSurvey, _ prefix: String) -> [Fact] {
        let ids = survey.clientIDs
        return ledger.entries.prefix(Self.shownLimit).map { entry in
            let trade = entry.trade
            let id = ids[trade.orderID]?.rawValue ?? "order \(trade.orderID)"
            return Fact(
                "\(prefix)fill \(trade.id)",
                "\(Amount(entry.contribution)) at \(trade.price), \(trade.time), \(id)",
                source: "GET /fapi/v1/userTrades")
        }
    }

    private func forcedReport(_ survey: PositionSurvey) -> StepReport {
        guard let request = survey.finalReads.first(where: { $0.kind == .forceOrders }) else {
            return StepReport(Self.forcedStep, .skipped, "needs the complete list of fills")
        }
        if let problem = evidenceStore[request]?.failure {
            return StepReport(Self.forcedStep, .failed, "\(problem.source): \(problem.detail)")
        }
        let forced = survey.forcedOrders
        let facts = forced.sorted().map { Fact("forced order", $0.description, source: "GET /fapi/v1/forceOrders") }
        return StepReport(
            Self.forcedStep, forced.isEmpty ? .ok : .attention, "\(Count.of(forced.count, "forced order"))",
            facts: facts)
    }

    private func againReport(_ survey: PositionSurvey) -> StepReport {
        guard survey.finalReads.contains(.positionsAgain(symbol)) else {
            return StepReport(Self.againStep, .skipped, "not needed")
        }
        if let problem = evidenceStore[.positionsAgain(symbol)]?.failure {
            return StepReport(Self.againStep, .failed, "\(problem.source): \(problem.detail)")
        }
        let facts = survey.sides.map { state in
            Fact(
                state.side.rawValue, survey.amountAgain(state.side).amount.description,
                source: "GET /fapi/v3/positionRisk")
        }
        let moved = survey.sides.filter(\.needsLedger).contains { state in
            let again = survey.amountAgain(state.side)
            return !again.amount.amount.equals(state.amount.amount) || again.updateTime != state.updateTime
        }
        return StepReport(
            Self.againStep, moved ? .attention : .ok, moved ? "it changed meanwhile" : "unchanged", facts: facts)
    }
}
