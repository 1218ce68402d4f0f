import TriageCore

/// What an action answers, row by row: its outcome, what it is about, the gates as sentences, what is on record, and one
/// command. Up to twelve orders have a row each on 24 rows of 80 columns; where it would not fit, what passed is counted
/// before anything else is shortened.
struct ActionScreen {
    let report: Report
    let action: ActionReport
    var verbose = false

    static let rows = 24

    var screen: Screen {
        guard !verbose else { return full }
        for detail in DetailLevel.allCases {
            let screen = rendered(detail)
            if ScreenText(screen: screen.with(report.localTime)).lines.count <= Self.rows { return screen }
        }
        return rendered(.barest)
    }

    /// What a person must have seen before being asked to confirm.
    var plan: Screen {
        var screen = Screen()
        planned(&screen, .airy)
        notes(&screen, .airy)
        gates(&screen, .airy, asked: [.reasonMissing, .confirmationMissing])
        return screen
    }

    /// How much is shown, step by step less.
    private enum DetailLevel: CaseIterable {
        case wide, airy, close, counted, short, bare, barest

        var hasBlanks: Bool { self == .wide || self == .airy }
        var countsPasses: Bool { perSentence != nil || self == .counted }
        /// Rows a sentence may take.
        var perSentence: Int? {
            switch self {
            case .wide, .airy, .close, .counted: nil
            case .short: 2
            case .bare, .barest: 1
            }
        }
        /// Orders and positions with a row of their own.
        var items: Int {
            switch self {
            case .wide, .airy, .close, .counted, .short: 24
            case .bare: 12
            case .barest: 6
            }
        }
    }

    private func rendered(_ detail: DetailLevel) -> Screen {
        var screen = Screen()
        screen.answer(action.outcome.rawValue, action.outcome.tone, headline)
        if detail.hasBlanks { screen.blank() }
        steps(&screen, detail)
        if isDone { results(&screen, detail) } else { planned(&screen, detail) }
        notes(&screen, detail)
        if detail.hasBlanks { screen.blank() }
        gates(&screen, detail)
        if detail.hasBlanks { screen.blank() }
        report.records(&screen)
        closing(&screen)
        return screen
    }

    /// Something was done, or found done: what became of each request counts, not what was planned.
    private var isDone: Bool { action.outcome != .planned && action.outcome != .refused }

    private var sent: Int { report.requests.count { $0.method != "GET" } }

    // MARK: - The first row

    private var headline: String {
        let place = "[\(report.environment)]"
        return "\(finding ?? deed)\(sent == 0 ? "; nothing sent" : "") \(place)"
    }

    /// What was found where nothing had to be done: `BTCUSDT is flat`.
    private var finding: String? {
        guard isDone, sent == 0, action.results.isEmpty, let note = action.notes.first else { return nil }
        return note.replacing(": nothing was sent", with: "")
    }

    /// Every order had ended before, in the same way.
    private var endedBefore: String? {
        let states = Set(action.results.map { $0.status ?? "" })
        guard isDone, sent == 0, action.outcome == .verified, let state = states.first, states.count == 1 else {
            return nil
        }
        return "already \(state)"
    }

    private var deed: String {
        let name = report.command
        if let position = action.position { return "\(name) \(position.name) \(position.amount)" }
        let orders = action.results.count
        guard name == Cancel.name, orders > 0 else {
            if name == Reset.name {
                return ([name] + TypedCommand(action.typed).values(of: "--symbol").map { $0.uppercased() })
                    .joined(separator: " ")
            }
            guard name == Flatten.name, action.typed.first == name else { return name }
            let symbol = action.typed.first { Symbol($0) != nil && PastedText.symbol(typed: $0) != nil }
            return [name, symbol].compactMap(\.self).joined(separator: " ")
        }
        return endedBefore ?? "\(name) \(Count.of(orders, "order"))"
    }

    // MARK: - What it is about

    /// Of a reset.
    private func steps(_ screen: inout Screen, _ detail: DetailLevel) {
        guard !report.steps.isEmpty else { return }
        guard detail.perSentence == nil || detail == .short && report.steps.count + action.results.count < 12 else {
            return screen.say("\(Count.of(report.steps.count, "step")) (-v shows them)")
        }
        for step in report.steps { screen.step(step.status.mark, step.id.rawValue, step.summary) }
        if detail.hasBlanks { screen.blank() }
    }

    private func planned(_ screen: inout Screen, _ detail: DetailLevel) {
        position(&screen)
        list(action.plan.map(Self.row), &screen, detail)
        if let file = action.planFile { screen.say("written to \(file.path), sha256 \(file.sha256)") }
    }

    private func position(_ screen: inout Screen) {
        guard let position = action.position else { return }
        let mode = position.isHedge ? "hedge mode" : "one-way mode"
        let market = action.market.map { ", \($0.words)" } ?? ""
        screen.item("position", .strong, "\(position.name) \(position.amount), \(mode)\(market)")
        if let book = action.market?.book { screen.item("book", .strong, book.words) }
    }

    /// The verb is in the first row where every step has the same.
    private static func row(_ step: ActionReport.PlanStep) -> (lead: String, text: String) {
        switch step {
        case .other(let action, let subject, let how): ("\(action) \(subject)", how)
        case .cancel(let order): ("cancel \(order.clientOrderID.rawValue)", order.inBrief)
        case .close(let order): ("close", order.sketch)
        }
    }

    private func list(_ items: [(lead: String, text: String)], _ screen: inout Screen, _ detail: DetailLevel) {
        let isPlainCancel = report.command == Cancel.name
        for item in items.prefix(detail.items) {
            let lead = isPlainCancel ? String(item.lead.dropFirst("cancel ".count)) : item.lead
            screen.item(lead, .plain, " " + cut(item.text, after: lead, detail))
        }
        if items.count > detail.items { screen.say("and \(items.count - detail.items) more (-v shows them)") }
    }

    /// Requests of one ending together: how they ended once, then each.
    private func results(_ screen: inout Screen, _ detail: DetailLevel) {
        var groups: [(words: String, results: [ActionReport.Result])] = []
        for result in action.results {
            let isOther = result.outcome != action.outcome
            let words = (isOther ? "\(result.outcome.rawValue): " : "") + result.detail
            if let place = groups.firstIndex(where: { $0.words == words }) {
                groups[place].results.append(result)
            } else {
                groups.append((words, [result]))
            }
        }
        var shown = 0
        for group in groups {
            let ids = group.results.prefix(max(0, detail.items - shown))
            for result in ids {
                let status = [result.status, result.executedQty.map { "executedQty \($0)" }].compactMap(\.self)
                let words = status.isEmpty ? result.outcome.rawValue : status.joined(separator: ", ")
                screen.item(result.clientOrderID, .strong, " " + words)
            }
            shown += ids.count
            if endedBefore == nil { screen.say(sentence(group.words, detail), indent: 4) }
        }
        if action.results.count > shown { screen.say("and \(action.results.count - shown) more (-v shows them)") }
    }

    private func notes(_ screen: inout Screen, _ detail: DetailLevel) {
        let notes = action.notes.filter { !isSaid($0) }
        for note in notes.prefix(detail.items) { screen.say(sentence(note, detail)) }
        if notes.count > detail.items { screen.say("and \(notes.count - detail.items) more (-v shows them)") }
        let left = action.left ?? []
        for words in left.prefix(detail.items) { screen.item("left:", .caution, sentence(words, detail)) }
        if left.count > detail.items { screen.say("and \(left.count - detail.items) more (-v shows them)") }
    }

    /// By a row above it.
    private func isSaid(_ note: String) -> Bool {
        action.results.contains { $0.detail == note } || (finding != nil && note == action.notes.first)
    }

    // MARK: - Gates

    /// - Parameter asked: what is asked for next.
    private func gates(_ screen: inout Screen, _ detail: DetailLevel, asked: Set<GateCode> = []) {
        let passed = action.gates.filter { !$0.isRefused }
        let sentences = passed.compactMap { GateSentence(gate: $0).passed }
        if detail == .wide, !isDone {
            for sentence in sentences { screen.item("pass", .good, " " + sentence, indent: 0) }
        } else if !passed.isEmpty {
            let isShort = detail.countsPasses || isDone
            let words = isShort ? Count.of(passed.count, "gate") : sentences.joined(separator: "; ")
            screen.item("pass", .good, " " + words, indent: 0)
        }
        for gate in action.gates where gate.isRefused && !asked.contains(gate.code) {
            screen.item("FAIL", .bad, " " + sentence(GateSentence(gate: gate).failed, detail), indent: 0)
        }
    }

    // MARK: - The last rows

    private func closing(_ screen: inout Screen) {
        let next = action.lastCommands
        let commands = next.map(report.commandLine)
        for words in ActionRemarks(action: action, commands: commands).sentences { screen.say(words, indent: 0) }
        for command in commands { screen.command(command) }
    }

    // MARK: - Room

    private func sentence(_ text: String, _ detail: DetailLevel) -> String {
        guard let rows = detail.perSentence else { return text }
        return Self.cut(text, to: rows * 72)
    }

    private func cut(_ text: String, after lead: String, _ detail: DetailLevel) -> String {
        guard detail.perSentence != nil else { return text }
        return Self.cut(text, to: max(12, 74 - lead.count))
    }

    /// At a word's end, marked as cut.
    static func cut(_ text: String, to columns: Int) -> String {
        guard text.count > columns else { return text }
        let head = text.prefix(columns - 2)
        let end = head.lastIndex(of: " ") ?? head.endIndex
        return head[..<end] + " …"
    }

    // MARK: - -v

    /// All of it, and behind it everything that was read and sent.
    private var full: Screen {
        var screen = Screen()
        screen.answer(action.outcome.rawValue, action.outcome.tone, headline)
        screen.blank()
        for step in report.steps {
            screen.step(step.status.mark, step.id.rawValue, "\(step.title): \(step.summary)")
            for fact in step.facts { screen.fact(fact.name, fact.value, source: fact.source) }
        }
        screen.blank()
        ActionDetails(report: report, action: action).add(to: &screen)
        notes(&screen, .airy)
        screen.blank()
        report.records(&screen)
        closing(&screen)
        return screen
    }
}

extension Report {
    func actionScreen(_ action: ActionReport, verbose: Bool) -> Screen {
        ActionScreen(report: self, action: action, verbose: verbose).screen
    }

    /// One a result: outcome, status, executedQty, subject, symbol, detail; of a flatten or reset without one, the whole.
    func tabbedLines(_ action: ActionReport) -> [TabbedLine] {
        guard !action.results.isEmpty else {
            let name = action.position?.name ?? action.flatSymbol ?? command
            let symbol = action.position?.symbol.rawValue ?? action.flatSymbol
            let notes = action.notes.joined(separator: "; ")
            return [TabbedLine([action.outcome.rawValue, nil, nil, name, symbol, notes])]
        }
        return action.results.map {
            TabbedLine([$0.outcome.rawValue, $0.status, $0.executedQty, $0.clientOrderID, $0.symbol, $0.detail])
        }
    }
}

extension ActionReport.Outcome {
    var tone: Screen.Tone {
        switch self {
        case .planned: .plain
        case .verified: .good
        case .refused, .unknown: .caution
        case .failed: .bad
        }
    }
}

extension ObservedOrder {
    /// `BUY 0.005 at 59000.10, 0.002 filled`
    var inBrief: String {
        let fills = hasFills ? ", \(executedQty) filled" : ""
        return sketchWithoutSymbol + fills + (isLive && status == "NEW" ? "" : ", \(status)")
    }
}
