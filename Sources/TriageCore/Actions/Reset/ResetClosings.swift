/// Step 4: positions, each by whose fills made it.
extension FullStateReset {
    func nextOfFlatten() -> ResetEffect {
        guard let positions = work.positions else { return .readPositions }
        if let strange = positions.first(where: { !isJudged($0) }) { return .triage(strange.key.symbol) }
        if let position = closable(positions).first { return .close(position) }
        return .readOrders
    }

    private func isJudged(_ position: ResetPosition) -> Bool {
        if setting.closesAll { return true }
        guard let verdict = work.verdicts[position.key] else { return false }
        return verdict.amount.amount.equals(position.amount.amount)
            || work.triages(position.key.symbol) >= Self.mostTries
    }

    private func isOurs(_ position: ResetPosition) -> Bool {
        if setting.closesAll { return true }
        guard let verdict = work.verdicts[position.key], verdict.amount.amount.equals(position.amount.amount) else {
            return false
        }
        return verdict.code == PositionVerdict.untrackedFills.rawValue
    }

    private func closable(_ positions: [ResetPosition]) -> [ResetPosition] {
        positions.filter { isOurs($0) && work.tries["position \($0.key.words)", default: 0] < Self.mostTries }
    }

    mutating func receivePositions(_ read: Result<[Position], Unavailable>) {
        guard let step else { return }
        switch read {
        case .failure(let problem):
            let why = "\(problem.source): \(problem.detail)"
            stop(step, "the positions could not be read: \(why)", [.unread("positions are unknown: \(why)")])
        case .success(let rows): work.positions = ResetPosition.held(rows, scope: setting.scope)
        }
    }

    mutating func receiveVerdicts(_ symbol: Symbol, _ codes: [PositionSide: String]) {
        work.tries["triage \(symbol)", default: 0] += 1
        for position in work.positions ?? [] where position.key.symbol == symbol {
            let code = codes[position.key.side] ?? PositionVerdict.inconclusive.rawValue
            work.verdicts[position.key] = (position.amount, code)
            // Closed while it was triaged: looked at again, a bounded number of times.
            if code == PositionVerdict.flat.rawValue, work.triages(symbol) < Self.mostTries { work.positions = nil }
        }
    }

    mutating func receiveClosing(_ result: ResetActionResult<ResetPosition>) {
        let key = "position \(result.subject.key.words)"
        work.tries[key, default: 0] += 1
        work.positions = nil
        work.areOrdersChecked = false
        switch result.ending {
        case .verified: work.closed += 1
        case .failed(let why): work.reasons[key] = why
        case .impossible(let why, let obstacle):
            work.reasons[key] = why
            work.obstacles[key] = obstacle
            work.tries[key] = Self.mostTries
        case .unknown(let why), .halted(let why):
            stop(.flatten, "\(result.subject.key.words): \(why)", [.position(result.subject, why, .open)])
        }
    }

    mutating func settleFlatten() -> Bool {
        guard let positions = work.positions, work.areOrdersChecked, positions.allSatisfy(isJudged),
            closable(positions).isEmpty
        else { return false }
        // The orders were read after the positions: once more, and nothing has changed in between.
        guard work.isChecked else {
            work.isChecked = true
            work.positions = nil
            return false
        }
        let rest = positions.map(leftPosition)
        facts[.flatten] = positions.map { position in
            Fact(position.key.words, "\(position.amount)", source: "GET /fapi/v3/positionRisk")
        }
        left += rest
        let closed = work.closed == 0 ? "" : "\(work.closed) closed: "
        guard rest.isEmpty else {
            end(.flatten, .attention, "\(closed)\(Count.of(rest.count, "position")) left")
            return true
        }
        end(.flatten, .ok, "\(closed)no position on \(setting.scope.words)")
        return true
    }

    func leftPosition(_ position: ResetPosition) -> ResetLeftover {
        if isOurs(position) {
            let key = "position \(position.key.words)"
            let obstacle: ResetLeftover.Obstacle
            switch work.obstacles[key] {
            case .dust?: obstacle = .dust
            case .notOurs?: obstacle = .competed
            case .gate?, nil: obstacle = .open
            }
            return .position(position, work.reasons[key] ?? "not closed", obstacle)
        }
        let verdict = work.verdicts[position.key]
        let isCurrent = verdict?.amount.amount.equals(position.amount.amount) == true
        let code = isCurrent ? verdict?.code ?? "" : "it changes while being read"
        return .position(
            position, "\(code): not opened by grinder alone; see triage position",
            code == PositionVerdict.external.rawValue ? .others : .disputed)
    }
}

extension FullStateReset.Work {
    fileprivate func triages(_ symbol: Symbol) -> Int { tries["triage \(symbol)", default: 0] }
}
