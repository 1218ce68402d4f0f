/// What each step of `check stream` found.
extension StreamCheck {
    package func report() -> [StepReport] {
        var steps: [StepReport] = []
        if let found = evidenceStore[Self.logs] { steps.append(logsReport(found)) }
        if evidenceStore.has([Self.logs]), !extendsKey || evidenceStore[.listenKey] != nil { steps.append(keyReport) }
        if evidenceStore[.streamHandshake] != nil { steps.append(handshakeReport) }
        return steps
    }

    private static let shownLimit = 10

    private func logsReport(_ found: Evidence) -> StepReport {
        if let problem = found.failure {
            return StepReport(
                Self.logsStep, problem.kind == .notAsked ? .skipped : .failed,
                problem.kind == .notAsked ? problem.detail : "\(problem.source): \(problem.detail)")
        }
        let log = log
        var facts = log.events.suffix(Self.shownLimit).map { event in
            Fact(
                StreamLog.name(event) ?? "line", (event.time.map { "\($0.moment) " } ?? "") + event.text,
                source: "\(event.file):\(event.number)")
        }
        facts += (evidenceStore.logHistory(Self.logs)?.problems ?? []).map {
            Fact("unread", $0.detail, source: $0.source)
        }
        let window = evidenceStore.logHistory(Self.logs)?.window
        facts += window?.facts ?? []
        facts += log.unclear.suffix(Self.shownLimit).map {
            Fact("not understood", $0.text, source: "\($0.file):\($0.number)")
        }
        guard !log.events.isEmpty else {
            if let window, !window.outside.isEmpty {
                return StepReport(Self.logsStep, .attention, window.summary, facts: facts)
            }
            if !log.unclear.isEmpty {
                return StepReport(
                    Self.logsStep, .attention,
                    "can't interpret \(Count.of(log.unclear.count, "line")) naming a listenKey", facts: facts)
            }
            return StepReport(
                Self.logsStep, .skipped, "no line mentions the user-data stream; absence proves nothing", facts: facts)
        }
        let shown = log.events.count > Self.shownLimit ? ", the last \(Self.shownLimit) shown" : ""
        if let end = logEnded {
            facts.append(Fact("log ends", "\(end): too old to describe the present", source: "--logs"))
        }
        return StepReport(
            Self.logsStep, log.state == .connected && logEnded == nil ? .ok : .attention,
            "\(words(log.state)); \(Count.of(log.events.count, "line")), \(log.troubles) of trouble\(shown)",
            facts: facts)
    }

    private func words(_ state: StreamLog.State) -> String {
        switch state {
        case .silent: "no line mentions a connection"
        case .connected: "connected, by its last word"
        case .troubled: "in trouble, and no reconnect since"
        case .dead: "blind: the key expired, and grinder goes on without one"
        case .stopped: "closed by the bot itself"
        }
    }

    private var keyReport: StepReport {
        guard extendsKey else {
            return StepReport(
                Self.keyStep, .skipped,
                "not asked: a listenKey can't be checked without renewing it for 60 minutes, even a dead bot's")
        }
        let source = "PUT /fapi/v1/listenKey"
        if let problem = evidenceStore.failures([.listenKey]).first {
            let facts = problem.trouble.map { [Fact("meaning", $0.advice, source: source)] } ?? []
            return StepReport(Self.keyStep, .failed, "\(problem.source): \(problem.detail)", facts: facts)
        }
        guard key == .extended else {
            return StepReport(
                Self.keyStep, .attention, "none: -1125", facts: [Fact("listenKey", "does not exist", source: source)])
        }
        return StepReport(
            Self.keyStep, .ok, "it exists; asking renewed it for 60 minutes",
            facts: [Fact("listenKey", "exists", source: source)])
    }

    private var handshakeReport: StepReport {
        guard let handshake else {
            let problem = evidenceStore.failures([.streamHandshake]).first
            return StepReport(
                Self.handshakeStep, .failed, problem.map { "\($0.source): \($0.detail)" } ?? "no answer",
                facts: [
                    Fact("meaning", "dead: no connection. Silence would be an open one without events", source: "here")
                ])
        }
        let how = handshake.withKey ? "with the listenKey" : "without a listenKey"
        let facts = [
            Fact("events", "\(handshake.events) in the moment it was open", source: handshake.url),
            Fact("opened in", "\(handshake.milliseconds) ms", source: handshake.url),
        ]
        switch handshake.ending {
        case .stayedOpen:
            return StepReport(
                Self.handshakeStep, .ok, "open, \(how); silence in so short a time says nothing", facts: facts)
        case .closed(let reason):
            return StepReport(
                Self.handshakeStep, .attention, "opened, \(how), and closed by it: \(reason)", facts: facts)
        case .refused(let status):
            return StepReport(
                Self.handshakeStep, .attention, "answered HTTP \(status) instead of opening, \(how)",
                facts: [facts[1]])
        }
    }
}
