/// Verdicts of `check clock`: `healthy` `drifting` `ahead` `behind` `exchange-unavailable` `inconclusive`.
extension ClockCheck {
    var verdict: Verdict {
        let again = NextCommand("check", "clock")
        guard let best else {
            guard let problem = evidenceStore.failures([.clockSamples]).first else {
                return .inconclusive("no sample was taken", "The exchange's time is unknown.", next: [again])
            }
            return .nothingRead(
                problem, code: problem.isRateLimit ? "rate-limited" : "exchange-unavailable", action: .wait,
                next: [again])
        }
        let ahead = -best.offset
        let seen = Self.seen(best)
        if best.error > 1_000 {
            return .inconclusive(
                "\(seen): no sample came back in less than 2 s",
                "Answers this slow give no usable offset. To decide, I need a faster connection.", next: [again])
        }
        if ahead - best.error > Self.mostAhead {
            return finding(
                "ahead", seen,
                "More than \(Self.mostAhead) ms ahead is never accepted, whatever the recvWindow: a client that signs "
                    + "by this clock is refused (-1021), and its snapshots look younger than they are.")
        }
        if -ahead - best.error > Self.mostBehind {
            return finding(
                "behind", seen,
                "More than \(Self.mostBehind) ms behind is refused with the default recvWindow (-1021), and what the "
                    + "exchange says seems to come from the future.")
        }
        if abs(ahead) + best.error > Self.noticeable {
            return finding(
                "drifting", seen,
                "Requests still pass; \(Self.mostAhead) ms ahead or \(Self.mostBehind) ms behind is where they stop "
                    + "passing.")
        }
        return healthy(seen)
    }

    private func finding(_ code: String, _ seen: String, _ meaning: String) -> Verdict {
        Verdict(
            code: code, cause: seen, summary: "\(meaning) Set this machine's clock; \(Self.ownClock)",
            confidence: .certain, action: .escalate, weight: .finding, next: [NextCommand("check", "clock")])
    }

    private func healthy(_ seen: String) -> Verdict {
        let kept =
            switch synchronisation?.isKept {
            case true?: ""
            case false?: " No time sync is running; expect drift."
            case nil: " Can't tell whether time sync is running."
            }
        return Verdict(
            code: "healthy", cause: seen,
            summary: "The clock is not the cause.\(kept) The rest: "
                + Self.ownClock, confidence: synchronisation?.isKept == true ? .certain : .likely, action: .none,
            weight: .clear)
    }

    private static let ownClock = "a bot on another host has its own clock; run this check there."

    /// `12 ms ahead of the exchange, known to ±3 ms`
    static func seen(_ sample: ClockSample) -> String {
        let direction = sample.offset > 0 ? "behind" : "ahead of"
        return "\(abs(sample.offset)) ms \(direction) the exchange, known to ±\(sample.error) ms"
    }
}
