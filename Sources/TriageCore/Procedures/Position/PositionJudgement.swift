extension PositionSurvey {
    var findings: [Finding] {
        let verdicts: [(PositionSide, Verdict, Quantity?, JudgedSubject?)]
        if let failed = failedOpening {
            verdicts = (mode == .hedge ? [.long, .short] : [.both]).map { ($0, failed, nil, nil) }
        } else {
            verdicts = sides.map { ($0.side, judge($0), $0.amount, .position(mark($0))) }
        }
        return verdicts.map { side, verdict, amount, judged in
            let named = mode == .hedge ? side : nil
            return Finding(
                subject: Subject(.positionNonzero, symbol: symbol, clientOrderID: nil, positionSide: named),
                verdict: verdict, amount: amount, judged: judged)
        }
    }

    private func mark(_ state: SideState) -> PositionVersion {
        let fills = trades.filter { $0.positionSide == state.side }.map(\.id)
        return PositionVersion(updateTime: state.updateTime, lastFill: fills.max())
    }

    private var failedOpening: Verdict? {
        let wording = PositionWording(symbol: symbol, side: .both)
        let failures = evidenceStore.failures(procedure.reads)
        if let worst = failures.worst {
            return failures.count == procedure.reads.count ? wording.nothingRead(worst) : wording.unread(worst)
        }
        return mode == .unclear ? wording.modeUnclear() : nil
    }

    private func judge(_ state: SideState) -> Verdict {
        let wording = PositionWording(symbol: symbol, side: state.side)
        guard !state.amount.isZero else { return wording.flat() }
        if let problem = evidenceStore.failedInput(.expectedPositions) { return wording.unread(problem) }
        if let dispute = Self.dispute(procedure, mode, state) { return wording.unread(dispute) }
        if let expected = state.expected {
            return wording.asExpected(state.amount, expected, isProven: Self.isProven(expected, procedure))
        }
        guard evidenceStore.exchangeTime != nil else {
            return wording.unread(
                evidenceStore.failures([.exchangeTime]).worst
                    ?? Unavailable(.notAsked, source: "GET /fapi/v1/time", detail: "the exchange's time is unknown"))
        }
        let ledger = ledgers[state.side]
        if let worst = evidenceStore.failures(windowReads).worst { return wording.unread(worst, ledger: ledger) }
        guard let ledger else { return wording.incomplete(state.amount, nil, windows: windows) }
        if let trade = ledger.contradiction { return wording.contradicted(trade) }
        guard ledger.isComplete else { return wording.incomplete(state.amount, ledger, windows: windows) }
        return judge(state, ledger, wording)
    }

    private func judge(_ state: SideState, _ ledger: FillLedger, _ wording: PositionWording) -> Verdict {
        if let worst = evidenceStore.failures(finalReads).worst { return wording.unread(worst, ledger: ledger) }
        let again = amountAgain(state.side)
        guard again.amount.amount.equals(state.amount.amount), again.updateTime == state.updateTime else {
            return wording.changed(from: state.amount, to: again.amount)
        }
        let shares = shares[state.side] ?? []
        guard !shares.contains(where: { $0.origin == .unknown }) else { return wording.unattributed(shares) }
        if shares.contains(where: \.origin.isForced) { return wording.forced(state.amount, shares) }
        let ours = shares.filter(\.origin.isGrinders)
        if ours.isEmpty { return wording.external(state.amount, shares) }
        // This tool's closing orders took some of grinder's position away; nobody else's part is hidden by that.
        let closed = shares.filter { $0.origin == .closing && $0.takes(from: state.amount) }
        guard ours.count + closed.count == shares.count else { return wording.mixed(state.amount, shares) }
        if let problem = evidenceStore.failedInput(.instances) { return wording.unread(problem, ledger: ledger) }
        return wording.untracked(state.amount, shares, beside: procedure.company)
    }
}
