/// What each step of `check rest` found.
extension RestCheck {
    package func report() -> [StepReport] {
        var steps: [StepReport] = []
        if evidenceStore[.latency] != nil { steps.append(latencyReport) }
        guard isConcluded else { return steps }
        return steps + [weightReport, ordersReport, keyReport, tradingReport]
    }

    private static let ping = "GET /fapi/v1/ping"

    private var latencyReport: StepReport {
        guard let latency else {
            let problem = evidenceStore.failures([.latency]).first
            return StepReport(Self.latencyStep, .failed, problem.map { "\($0.source): \($0.detail)" } ?? "no answer")
        }
        let all = latency.answered.count + latency.failures.count
        var facts: [Fact] = []
        if let median = latency.median, let best = latency.answered.min(), let worst = latency.answered.max() {
            facts = [
                Fact("median", "\(median) ms", source: Self.ping), Fact("fastest", "\(best) ms", source: Self.ping),
                Fact("slowest", "\(worst) ms", source: Self.ping),
            ]
        }
        facts += latency.failures.map { Fact("unanswered", $0.detail, source: $0.source) }
        facts += troubles(in: latency.failures).map { Fact("meaning", $0.advice, source: Self.ping) }
        let isSlow = (latency.median ?? 0) > Self.slowMilliseconds
        let status: StepReport.Status =
            latency.answered.isEmpty ? .failed : latency.failures.isEmpty && !isSlow ? .ok : .attention
        return StepReport(
            Self.latencyStep, status, "\(latency.answered.count) of \(all) requests answered", facts: facts)
    }

    private var weightReport: StepReport {
        guard let weight, let used = weight.usedByAll else {
            return StepReport(Self.weightStep, .skipped, "no answer carried X-MBX-USED-WEIGHT-1M")
        }
        let facts = [
            Fact("used by this IP", "\(used) of \(weight.limit) this minute", source: "X-MBX-USED-WEIGHT-1M"),
            Fact("used by this command", "\(weight.usedHere) of its budget of \(weight.budget)", source: "grinderctl"),
        ]
        return StepReport(
            Self.weightStep, weight.isHeavilyUsed ? .attention : .ok,
            weight.isHeavilyUsed
                ? "nearly used up: at \(weight.limit) everything from this IP is refused" : "there is room",
            facts: facts)
    }

    private var ordersReport: StepReport {
        guard let limits = read(.orderLimits) else { return unread(Self.ordersStep, .orderLimits) }
        guard case .orderLimits(let rows) = limits else { return unread(Self.ordersStep, .orderLimits) }
        let source = "GET /fapi/v1/rateLimit/order"
        let facts = rows.map { Fact("orders in \($0.interval)", "at most \($0.limit)", source: source) }
        return StepReport(
            Self.ordersStep, .ok, "known; usage is only shown in the answer to an order", facts: facts)
    }

    private var keyReport: StepReport {
        guard case .accountConfiguration(let account)? = read(.accountConfiguration) else {
            return unread(Self.keyStep, .accountConfiguration)
        }
        var facts = [
            Fact("canTrade", "\(account.canTrade)", source: "GET /fapi/v1/accountConfig"),
            Fact("position mode", account.isHedge ? "hedge" : "one-way", source: "GET /fapi/v1/accountConfig"),
        ]
        facts += restrictionFacts
        let isFree = account.canTrade && restrictions.isEmpty
        return StepReport(
            Self.keyStep, isFree ? .ok : .attention,
            isFree ? "the key is accepted, and the account may trade" : restrictions.joined(separator: "; "),
            facts: facts)
    }

    private var restrictionFacts: [Fact] {
        let source = "GET /sapi/v1/account/apiRestrictions"
        switch evidenceStore[.keyRestrictions]?.content {
        case .success(.keyRestrictions(let key))?:
            return [
                ("enableReading", key.allowsReading), ("enableFutures", key.allowsFutures),
                ("ipRestrict", key.isBoundToIP),
            ].compactMap { name, value in value.map { Fact(name, "\($0)", source: source) } }
        case .failure(let problem)?: return [Fact("key restrictions", "not known: \(problem.detail)", source: source)]
        default: return []
        }
    }

    private var tradingReport: StepReport {
        guard case .tradingStatus(let locks)? = read(.tradingStatus) else {
            return unread(Self.tradingStep, .tradingStatus)
        }
        let source = "GET /fapi/v1/apiTradingStatus"
        let held = locks.filter(\.isLocked)
        let facts = held.map { lock in
            Fact(
                "\(lock.scope) \(lock.indicator)", "locked" + (lock.recovers.map { " until \($0)" } ?? ""),
                source: source)
        }
        return StepReport(
            Self.tradingStep, held.isEmpty ? .ok : .attention,
            held.isEmpty ? "no rule holds it back" : Count.of(held.count, "lock"), facts: facts)
    }

    private func read(_ request: EvidenceRequest) -> EvidenceContent? { evidenceStore.content(request) }

    private func unread(_ step: StepDefinition, _ request: EvidenceRequest) -> StepReport {
        guard let problem = evidenceStore[request]?.failure else {
            return StepReport(step, .skipped, "not asked: REST does not answer")
        }
        let facts = problem.trouble.map { [Fact("meaning", $0.advice, source: problem.source)] } ?? []
        return StepReport(step, .failed, "\(problem.source): \(problem.detail)", facts: facts)
    }
}
