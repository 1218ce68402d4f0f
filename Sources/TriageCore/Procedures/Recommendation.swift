/// What all findings of a report advise together: the commands that do all of it, complete but for a reason, and what
/// must be said above them. It never overrides a gate and vouches for nothing.
package struct Recommendation: Sendable, Hashable {
    /// One, where one can do all of it; a position is closed by a command of its own.
    package private(set) var commands: [NextCommand] = []
    /// A sentence each.
    package private(set) var notes: [String] = []

    /// Above so many ids a reset of the orders takes their place, where it may.
    package static let mostIDs = 24
    /// Commands that only look and are named above the first of them, at most.
    private static let mostNamed = 3

    /// Whether every instance is known to be stopped.
    package enum Standstill: Sendable, Hashable { case no, byWord, proven }

    /// What an action will ask of the gates.
    package struct Need: Sendable, Hashable {
        package var orders: Int
        package var worth: Result<Amount, UnknownValue>

        package init(orders: Int, worth: Result<Amount, UnknownValue>) {
            self.orders = orders
            self.worth = worth
        }
    }

    /// Beside the findings themselves.
    package struct Circumstances: Sendable {
        package var ceilings = LimitCeilings()
        /// Config `symbols`; empty allows every symbol.
        package var allowedSymbols: [Symbol] = []
        package var policies: [ActionKind: ActionPolicy] = [:]
        /// `ALLOW_MAINNET_TRADE` will be asked for and is not set.
        package var lacksMainnetPermit = false
        /// Every open order of grinder's was judged, on one symbol or on all.
        package var isEveryOrder = false
        package var scope: Symbol?
        package var standstill = Standstill.no
        /// Of all cancels together; `nil`: nothing has to be valued.
        package var cancels: Need?
        /// Of each position to be closed.
        package var closes: [Subject: Need] = [:]

        package init() {}
    }

    package init(commands: [NextCommand], notes: [String] = []) {
        self.commands = commands
        self.notes = notes
    }

    package init(_ findings: [Finding], _ here: Circumstances = Circumstances()) {
        act(findings, here)
        if commands.isEmpty { look(findings) }
        if commands.contains(where: { $0.words.contains(AnswerPlaceholder.stopped) }) {
            notes.append("Type instance-stopped=yes once you have seen it stopped.")
        }
    }

    private mutating func act(_ findings: [Finding], _ here: Circumstances) {
        let allowed = findings.filter { finding in
            guard let symbol = finding.subject.symbol, !here.allowedSymbols.isEmpty else { return true }
            return here.allowedSymbols.contains(symbol)
        }
        let orphans = unique(allowed.filter { $0.verdict.action == .cancel }.compactMap(\.subject.clientOrderID))
        let positions = allowed.filter { $0.verdict.action == .flatten }
        let barred = findings.filter { finding in
            [.cancel, .flatten].contains(finding.verdict.action)
                && !allowed.contains { $0.subject == finding.subject }
        }
        for symbol in unique(barred.compactMap(\.subject.symbol)) {
            notes.append("\(symbol) is not among the configuration's symbols, so the command leaves it out.")
        }
        if !orphans.isEmpty { cancel(orphans, findings, here) }
        for finding in positions { flatten(finding, here) }
        if here.lacksMainnetPermit, !commands.isEmpty {
            notes.append("On mainnet it also needs ALLOW_MAINNET_TRADE=1, which the command does not set.")
        }
    }

    private mutating func cancel(_ ids: [ClientOrderID], _ findings: [Finding], _ here: Circumstances) {
        let need = here.cancels ?? Need(orders: ids.count, worth: .success(.zero))
        if ids.count > Self.mostIDs, here.standstill != .no, Self.isAllOrphaned(findings, here),
            !(here.policies[.reset]?.needsSecondOperator ?? false)
        {
            var command = ActionCommand(resetOrdersOf: here.scope)
            if here.standstill == .byWord { command.awaitWord() }
            return add(command, .reset, need, here)
        }
        // The configuration's own limit cannot be raised: one command after the other.
        let most = max(1, here.ceilings.orders ?? ids.count)
        for start in stride(from: 0, to: ids.count, by: most) {
            let part = Array(ids[start..<min(start + most, ids.count)])
            add(ActionCommand(cancel: part), .cancel, Need(orders: part.count, worth: need.worth), here)
        }
    }

    private static func isAllOrphaned(_ findings: [Finding], _ here: Circumstances) -> Bool {
        guard here.isEveryOrder else { return false }
        let orders = findings.filter { $0.subject.mismatch == .orderUnexpected }
        return orders.allSatisfy {
            $0.verdict.action == .cancel || $0.verdict.code == UnexpectedVerdict.notOurs.rawValue
        }
    }

    private mutating func flatten(_ finding: Finding, _ here: Circumstances) {
        guard let symbol = finding.subject.symbol else { return }
        var command = ActionCommand(flatten: symbol, side: finding.subject.positionSide)
        // `certain` is said only where every instance was seen not to trade.
        if finding.verdict.confidence != .certain { command.awaitWord() }
        add(command, .flatten, here.closes[finding.subject], here)
    }

    private mutating func add(_ command: ActionCommand, _ kind: ActionKind, _ need: Need?, _ here: Circumstances) {
        var command = command
        if let need {
            command.allow(orders: need.orders, here.ceilings)
            switch need.worth {
            case .success(let worth): command.allow(notional: worth, here.ceilings)
            case .failure(let unknown): notes.append("Its value is unknown: \(unknown.detail).")
            }
            notes += raised(command, need, here.ceilings)
        }
        if let obstacle = command.obstacle {
            notes.append("No command can do it: \(obstacle).")
            return
        }
        let policy = here.policies[kind] ?? .none
        if policy.needsTicket { command.add(["--ticket", ReasonMissingGate.blank]) }
        guard policy.needsSecondOperator else {
            commands.append(command.next)
            return
        }
        notes.append("The policy wants a second operator: this writes the plan that they sign.")
        commands.append(command.drawing)
    }

    /// The values that need a higher limit, each with the limit.
    private func raised(_ command: ActionCommand, _ need: Need, _ ceilings: LimitCeilings) -> [String] {
        var said: [String] = []
        if command.words.contains("--max-orders") {
            said.append("\(need.orders) orders: the limit is \(LimitCeilings.defaultOrders).")
        }
        if command.words.contains("--max-notional"), case .success(let worth) = need.worth {
            said.append("\(worth) USDT at mark price: the cap is \(LimitCeilings.defaultNotional).")
        }
        return said.filter { !notes.contains($0) }
    }

    /// Nothing is to be done yet: what to look at next, the weightiest first.
    private mutating func look(_ findings: [Finding]) {
        let open = findings.filter { $0.verdict.weight != .clear }
        let looks = open.sorted { $0.verdict.rank < $1.verdict.rank }.compactMap { finding -> NextCommand? in
            guard let look = finding.look else { return nil }
            // What another finding of the same report has answered is not asked again.
            let isAnswered = findings.contains { $0 != finding && $0.answers(look) }
            return isAnswered ? nil : look
        }
        let wanted = unique(looks)
        let proposed = Self.joined(wanted).map { [$0] } ?? wanted
        commands = Array(proposed.prefix(1))
        let more = proposed.dropFirst().map { $0.words.joined(separator: " ") }
        guard !more.isEmpty else { return }
        let rest = more.count > Self.mostNamed ? " and \(more.count - Self.mostNamed) more (-v names them)" : ""
        notes.append("After it: \(more.prefix(Self.mostNamed).joined(separator: "; "))\(rest).")
    }

    /// The same question of several orders is one question of all.
    private static func joined(_ commands: [NextCommand]) -> NextCommand? {
        guard commands.count > 1 else { return nil }
        if commands.allSatisfy({ $0.words.first == "check" && $0.words.count == 2 }) { return NextCommand("check") }
        let shared = Set(
            commands.map { command -> [String] in
                guard command.words.count > 2, command.words.prefix(2) == ["triage", "unexpected"] else { return [] }
                let more = command.words.dropFirst(3)
                return Array(command.words.prefix(2)) + (more.first == "--symbol" ? more.dropFirst(2) : more)
            })
        guard shared.count == 1, let only = shared.first, !only.isEmpty else { return nil }
        return NextCommand(only)
    }

    private func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}

extension Finding {
    /// It is what that triage would find.
    fileprivate func answers(_ command: NextCommand) -> Bool {
        guard command.words.first == "triage", command.words.count > 2 else { return false }
        switch verdict.weight {
        case .inconclusive, .unavailable: return false
        case .clear, .finding: break
        }
        let name = command.words[2]
        switch command.words[1] {
        case "position": return subject.mismatch == .positionNonzero && subject.symbol?.rawValue == name
        case "unexpected": return subject.mismatch == .orderUnexpected && subject.clientOrderID?.rawValue == name
        case "missing": return subject.mismatch == .orderMissing && subject.clientOrderID?.rawValue == name
        default: return false
        }
    }

    /// The first of its commands that can be typed as it stands; what it is about, where none can.
    fileprivate var look: NextCommand? {
        if let next = verdict.next.first(where: \.isComplete) { return next }
        switch subject.matter {
        case .check(let check): return NextCommand("check", check.rawValue)
        case .alert: return NextCommand("scan")
        case .mismatch: break
        }
        if let id = subject.clientOrderID {
            let symbol = ClientOrderIDParts(id, prefix: "grinder_") == nil ? subject.symbol : nil
            return NextCommand(["timeline", id.rawValue] + (symbol.map { ["--symbol", $0.rawValue] } ?? []))
        }
        return subject.symbol.map { NextCommand("timeline", $0.rawValue) } ?? NextCommand("scan")
    }
}

extension NextCommand {
    /// Nothing in it stands for something that only its reader knows, but for an answer that is refused as it stands.
    package var isComplete: Bool {
        !words.contains { ["CID", "SYMBOL", "PATH", "FILE", "URL"].contains($0) || $0.contains("//HOST") }
    }
}

extension Verdict {
    /// What needs a hand first, what could not be known next, what needs nothing last.
    package var rank: Int {
        switch weight {
        case .finding: action == .cancel || action == .flatten ? 0 : 1
        case .unavailable: 2
        case .inconclusive: 3
        case .clear: 4
        }
    }
}
