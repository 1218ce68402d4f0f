/// Verdicts of `check rest`: `healthy` `degraded` `restricted` `credentials-refused` `rate-limited`
/// `exchange-unavailable` `inconclusive`.
extension RestCheck {
    var verdict: Verdict {
        guard answers else { return silent }
        let failures = evidenceStore.failures(Self.reads).filter { $0.kind != .notAsked }
        if let refused = failures.first(where: { $0.kind == .credentialsRefused }) { return credentials(refused) }
        if let limited = (failures + (latency?.failures ?? [])).first(where: \.isRateLimit) { return waiting(limited) }
        if !restrictions.isEmpty { return restricted }
        let signs = degradation
        if !signs.isEmpty { return degraded(signs) }
        if let failed = failures.first {
            return .inconclusive(
                "\(failed.source): \(failed.detail)",
                "REST answers, but this read failed, so part of the picture is missing.", because: failed,
                next: [again])
        }
        return healthy
    }

    private var again: NextCommand { NextCommand("check", "rest") }

    private var silent: Verdict {
        let failures = (latency?.failures ?? []) + evidenceStore.failures([.latency])
        guard let problem = failures.worst else {
            return .inconclusive("no request was made", "Nothing is known about REST.", next: [again])
        }
        if problem.isRateLimit { return waiting(problem) }
        let advice = problem.trouble.map { " \(sentence($0.advice))" } ?? ""
        return Verdict(
            code: "exchange-unavailable", cause: "\(problem.source): \(problem.detail)",
            summary: "REST did not answer a single request from this machine.\(advice) An action sent now could not be "
                + "verified.", confidence: .unknown, action: .wait, weight: .unavailable(because: problem),
            next: [again])
    }

    private func credentials(_ problem: Unavailable) -> Verdict {
        Verdict(
            code: "credentials-refused", cause: "\(problem.source): \(problem.detail)",
            summary: problem.trouble.map { sentence($0.advice) } ?? "The exchange refuses this key.",
            confidence: .certain, action: .escalate, weight: .inconclusive(because: problem),
            next: [NextCommand("config", "check")])
    }

    private func waiting(_ problem: Unavailable) -> Verdict {
        Verdict(
            code: "rate-limited", cause: "\(problem.source): \(problem.detail)",
            summary: (problem.trouble.map { sentence($0.advice) } ?? "This minute's request weight is used up.")
                + problem.waiting, confidence: .certain, action: .wait, weight: .inconclusive(because: problem),
            next: [again])
    }

    private var restricted: Verdict {
        Verdict(
            code: "restricted", cause: restrictions.joined(separator: "; "),
            summary: "REST answers but would refuse the bot's orders. Reading works.", confidence: .certain,
            action: .escalate, weight: .finding, next: [again])
    }

    private func degraded(_ signs: [String]) -> Verdict {
        Verdict(
            code: "degraded", cause: signs.joined(separator: "; "),
            summary: "REST is degraded: reads may lag, and the outcome of a write may be unknown.",
            confidence: .certain, action: .wait, weight: .finding, next: [again])
    }

    private var healthy: Verdict {
        let median = latency?.median.map { "\($0) ms" } ?? "?"
        let right =
            isKeyTrading
            ? "the key may read and trade" : "the account may trade; whether this key may trade isn't shown here"
        return Verdict(
            code: "healthy", cause: "every request was answered, median \(median); \(right)",
            summary: "REST is not the cause.", confidence: isKeyTrading ? .certain : .likely, action: .none,
            weight: .clear)
    }

    /// accountConfig tells of the account; of the key only its restrictions tell, on mainnet alone.
    private var isKeyTrading: Bool {
        guard case .keyRestrictions(let key)? = evidenceStore.content(.keyRestrictions) else { return false }
        return key.allowsFutures == true
    }

    /// Why orders would be refused, one phrase each.
    var restrictions: [String] {
        var found: [String] = []
        if case .accountConfiguration(let account)? = evidenceStore.content(.accountConfiguration), !account.canTrade {
            found.append("accountConfig says canTrade false")
        }
        if case .keyRestrictions(let key)? = evidenceStore.content(.keyRestrictions), key.allowsFutures == false {
            found.append("the key has no futures permission (apiRestrictions enableFutures false)")
        }
        for lock in locks.filter(\.isLocked) {
            let until = lock.recovers.map { ", until \($0)" } ?? ""
            found.append(
                "\(lock.scope) is locked by rule \(lock.indicator)\(until): only reduce-only orders pass (-4400)")
        }
        return found
    }

    var locks: [TradingLock] {
        if case .tradingStatus(let locks)? = evidenceStore.content(.tradingStatus) { return locks }
        return []
    }

    /// What is not as it should be, one phrase each.
    private var degradation: [String] {
        var signs: [String] = []
        if let latency, let median = latency.median {
            if median > Self.slowMilliseconds { signs.append("the median answer took \(median) ms") }
            if !latency.failures.isEmpty {
                let all = latency.answered.count + latency.failures.count
                signs.append("\(latency.failures.count) of \(all) requests were not answered")
            }
        }
        for trouble in troubles where trouble.isServers { signs.append(trouble.advice) }
        if let weight, weight.isHeavilyUsed {
            signs.append("this IP has used \(weight.usedByAll ?? 0) of \(weight.limit) weight this minute")
        }
        return signs
    }

    /// Each kind once, in the order of the enumeration.
    var troubles: [ExchangeTrouble] {
        troubles(in: (latency?.failures ?? []) + evidenceStore.failures(Self.reads))
    }

    func troubles(in failures: [Unavailable]) -> [ExchangeTrouble] {
        let seen = Set(failures.compactMap(\.trouble))
        return ExchangeTrouble.allCases.filter(seen.contains)
    }

    private func sentence(_ words: String) -> String { words + "." }
}

extension WeightReading {
    var isHeavilyUsed: Bool { (usedByAll ?? 0) * 100 >= limit * RestCheck.heavyUse }
}

extension Unavailable {
    var isRateLimit: Bool {
        if case .rateLimited = kind { return true }
        return false
    }
}
