/// The steps beside the order itself: whose it is, what the bot expects, and when its instances started.
extension UnexpectedOrders {
    func ownerReport() -> StepReport {
        let ids: [(ClientOrderID, Symbol?, ObservedOrder?)]
        switch scope {
        case .one(let symbol, let id): ids = [(id, candidates.first?.symbol ?? symbol, candidates.first ?? lastSeen)]
        case .all: ids = candidates.map { ($0.clientOrderID, $0.symbol, $0) }
        }
        guard !ids.isEmpty else {
            return StepReport(
                Self.ownerStep, .skipped, isPartlyBlind ? "the open orders were not read" : "no order to attribute")
        }
        var facts: [Fact] = []
        var ours = 0
        for (id, symbol, order) in ids {
            let ownership =
                symbol.map { Ownership.of(id, carrying: $0, identity: identity) }
                ?? Ownership.of(id, identity: identity)
            let prefix = ids.count > 1 ? "\(id.rawValue) " : ""
            switch ownership {
            case .grinders(let parts):
                ours += 1
                let kind = parts.strategy.map { "strategy \($0)" } ?? "legacy id"
                facts.append(Fact("\(prefix)grinder's", "yes, \(kind)", source: "client order id"))
            case .notGrinders(let reason):
                facts.append(Fact("\(prefix)grinder's", "no: \(reason)", source: "client order id"))
            }
            let flag = flag(of: id, order)
            facts.append(Fact("\(prefix)flagged by grinder", flag.isSet ? "yes" : "no", source: flag.source))
        }
        facts += auditFacts
        let summary =
            ids.count == 1
            ? (ours == 1 ? "grinder's" : "not grinder's") : "\(ours) of \(ids.count) are grinder's"
        return StepReport(Self.ownerStep, .ok, summary, facts: facts)
    }

    /// What the bot's log says of it goes before what its parser would make of the id; conditional orders it never reads.
    private func flag(of id: ClientOrderID, _ order: ObservedOrder?) -> (isSet: Bool, source: String) {
        let logged = BotStatements(logHistory, on: id, placedAt: nil).flags
        if let line = logged.last { return (true, "RECONCILE_MISMATCH, \(line.place)") }
        if case .algo? = order { return (false, "its reconcile reads no conditional orders") }
        return (flaggedBy.flags(id), "grinder's own parser and allowlist")
    }

    private var auditFacts: [Fact] {
        guard let audit, case .success(.auditMentions(let rows))? = evidence[audit]?.content else { return [] }
        return rows.suffix(3).map { Fact("audit log", "\($0.kind) of \($0.exchangeID)", source: "seq \($0.seq)") }
    }

    func expectedReport() -> StepReport? {
        guard let found = evidence[.expectedOrders] else { return nil }
        switch found.content {
        case .failure(let problem) where problem.kind == .notAsked:
            return StepReport(Self.expectedStep, .skipped, problem.detail)
        case .failure(let problem):
            return StepReport(Self.expectedStep, .failed, "\(problem.source): \(problem.detail)")
        case .success:
            let ids = Set(idsInQuestion)
            let entries = expectedOrders.filter { ids.contains($0.clientOrderID) }
            let facts = entries.map { Fact($0.clientOrderID.rawValue, $0.status, source: $0.file) }
            let active = entries.filter(\.isActive).count
            let summary: String
            if expectedOrders.isEmpty {
                summary = "the expected state is empty, which proves nothing"
            } else {
                summary = "\(active) of \(ids.count) active among \(expectedOrders.count) expected orders"
            }
            return StepReport(Self.expectedStep, .ok, summary, facts: facts)
        }
    }

    private var idsInQuestion: [ClientOrderID] {
        switch scope {
        case .one(_, let id): [id]
        case .all: candidates.map(\.clientOrderID)
        }
    }

    func instanceReport() -> StepReport? {
        guard let found = evidence[.instances] else { return nil }
        if let problem = found.failure, problem.kind != .notAsked {
            return StepReport(Self.instanceStep, .failed, "\(problem.source): \(problem.detail)")
        }
        let reports = instanceReports
        guard !reports.isEmpty else {
            return StepReport(Self.instanceStep, .skipped, "no instance is known: give --health URL")
        }
        let facts = reports.flatMap(facts(of:))
        let answering = reports.filter(\.answers).count
        let trading = reports.filter { $0.answers && $0.trades && $0.idleness == nil }.count
        let partly = reports.filter { !$0.answers && $0.answersAnything }.count
        let summary =
            partly == 0
            ? "\(answering) of \(reports.count) answer, \(trading) trading"
            : "\(answering) of \(reports.count) answer wholly, \(trading) trading; \(partly) in part"
        let dry = reports.filter { $0.trades && $0.isDryRun }.map(\.name)
        guard dry.isEmpty else {
            let words = "\(summary); dry run, which places nothing (port noop): \(dry.joined(separator: ", "))"
            return StepReport(Self.instanceStep, .attention, words, facts: facts)
        }
        return StepReport(Self.instanceStep, answering == reports.count ? .ok : .attention, summary, facts: facts)
    }

    private func facts(of report: InstanceReport) -> [Fact] {
        var facts: [Fact] = []
        switch report.health {
        case .success(let health):
            let seconds = Amount(scaled: health.uptimeMilliseconds)
            let bound = health.isAtLatest ? "or before " : ""
            facts.append(
                Fact(
                    "\(report.name) start", "\(bound)\(health.startedAt) (up \(seconds) s)", source: "/healthz uptime_s"
                ))
        case .failure(let problem):
            facts.append(Fact("\(report.name) health", problem.detail, source: problem.source))
        }
        switch report.readiness {
        case .success(let readiness):
            let mode = readiness.mode ?? "no mode (run_live.py doesn't trade)"
            facts.append(Fact("\(report.name) mode", mode, source: "/readyz"))
            if let idleness = report.idleness {
                facts.append(Fact("\(report.name) trading", "no: \(idleness)", source: "/readyz, /metrics"))
            }
        case .failure(let problem):
            facts.append(Fact("\(report.name) readiness", problem.detail, source: problem.source))
        }
        if let stated = report.statedTrading {
            facts.append(Fact("\(report.name) trading", stated ? "true" : "false", source: "config"))
        }
        switch report.service {
        case .running?: facts.append(Fact("\(report.name) service", "running", source: "status command"))
        case .stopped?:
            let contradiction = report.contradictsItsStatus ? ", but it answers, so this is ignored" : ""
            facts.append(Fact("\(report.name) service", "stopped\(contradiction)", source: "status command"))
        case .unclear(let why)?: facts.append(Fact("\(report.name) service", why, source: "status command"))
        case nil: break
        }
        if report.trades {
            facts.append(Fact("\(report.name) syncs the account", report.syncing.words, source: "/metrics"))
        }
        return facts
    }

    func stoppedReport() -> StepReport? {
        guard let answer else { return nil }
        guard let text = answer.text else {
            return StepReport(
                Self.stoppedStep, .unanswered, "not answered: --answer \(Self.instanceStopped.rawValue)=yes|no")
        }
        let facts = [Fact("answer", text, source: "operator")]
        let rule = InstanceRule(instances: instanceReports, word: word)
        if rule.isContradicted {
            let names = rule.contradicting.joined(separator: ", ")
            return StepReport(
                Self.stoppedStep, .attention, "contradicted by \(names), which is running: the answer is ignored",
                facts: facts)
        }
        return StepReport(Self.stoppedStep, .ok, "answered \(text)", facts: facts)
    }
}

extension Amount {
    /// Milliseconds as seconds: 280 is `0.280`.
    fileprivate init(scaled milliseconds: Int64) {
        let rest = String(milliseconds % 1_000)
        let text = "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
        self = Amount(text) ?? .zero
    }
}
