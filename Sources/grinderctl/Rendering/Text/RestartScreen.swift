import TriageCore

/// A restart of the bot's connector, row by row.
struct RestartScreen {
    let report: Report
    let restart: RestartReport
    var verbose = false

    var screen: Screen {
        var screen = Screen()
        let place = "[\(report.environment)]"
        let names = Count.of(restart.results.count, "instance")
        screen.answer(restart.outcome.rawValue, restart.outcome.tone, "\(report.command) \(names)\(idle) \(place)")
        screen.blank()
        for step in report.steps {
            screen.step(step.status.mark, step.id.rawValue, step.summary)
            guard verbose else { continue }
            for fact in step.facts { screen.fact(fact.name, fact.value, source: fact.source) }
        }
        screen.blank()
        body(&screen)
        screen.blank()
        report.records(&screen)
        let commands = restart.next.prefix(1).map(report.commandLine)
        let action = ActionReport(
            plan: [], gates: restart.gates, outcome: restart.outcome, results: [], typed: restart.typed)
        for words in ActionRemarks(action: action, commands: commands).sentences { screen.say(words, indent: 0) }
        for command in commands { screen.command(command) }
        return screen
    }

    /// What a person must have seen before being asked to confirm.
    var plan: Screen {
        var screen = Screen()
        body(&screen, asked: [.reasonMissing, .confirmationMissing])
        return screen
    }

    private var isIdle: Bool { restart.outcome == .planned || restart.outcome == .refused }
    private var idle: String { isIdle ? "; nothing stopped" : "" }

    /// - Parameter asked: gates that are asked for next.
    private func body(_ screen: inout Screen, asked: Set<GateCode> = []) {
        for result in restart.results {
            screen.item("restart \(result.instance)", .strong, isIdle ? "" : result.outcome.rawValue)
            if isIdle || verbose {
                screen.say("stop: \(result.stop)", indent: 4)
                screen.say("start: \(result.start)", indent: 4)
            }
            if !isIdle || verbose { screen.say(result.detail, indent: 4) }
        }
        gates(&screen, asked)
    }

    private func gates(_ screen: inout Screen, _ asked: Set<GateCode>) {
        guard !verbose else {
            for gate in restart.gates { report.add(gate, typed: restart.typed, to: &screen) }
            return
        }
        let passed = restart.gates.filter { !$0.isRefused }.compactMap { GateSentence(gate: $0).passed }
        if !passed.isEmpty { screen.item("pass", .good, " " + passed.joined(separator: "; "), indent: 0) }
        for gate in restart.gates where gate.isRefused && !asked.contains(gate.code) {
            screen.item("FAIL", .bad, " " + GateSentence(gate: gate).failed, indent: 0)
        }
    }
}

extension Report {
    func restartScreen(_ restart: RestartReport, verbose: Bool) -> Screen {
        RestartScreen(report: self, restart: restart, verbose: verbose).screen
    }

    func tabbedLines(_ restart: RestartReport) -> [TabbedLine] {
        restart.results.map { TabbedLine([$0.outcome.rawValue, nil, nil, $0.instance, nil, $0.detail]) }
    }
}
