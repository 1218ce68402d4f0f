import AuditLog

/// What must hold of every action, whatever it is: kept while a case is played.
struct ActionLedger {
    let stage: SimulatedStage
    private(set) var complaints: [String] = []
    private var seenWrites = 0

    init(stage: SimulatedStage) { self.stage = stage }

    mutating func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) {
        if !holds { complaints.append(complaint()) }
    }

    /// How an answer ended that holds no report, for the count: it died as it was to, or nothing was sent. `nil` for a
    /// report.
    mutating func endWithoutReport(_ answer: Answer, _ writes: [SentRequest], mayDie: Bool) -> String? {
        if mayDie, answer.exit == 70 { return "died" }
        guard answer.outcome == nil else { return nil }
        expect([64, 69, 75, 4, 2].contains(answer.exit), "exit \(answer.exit) without a report: \(answer.all)")
        expect(writes.isEmpty, "an error object, though \(writes.count) requests were sent")
        return "exit \(answer.exit)"
    }

    /// A plan and a refusal send nothing.
    mutating func judgeUnsent(_ outcome: String, _ writes: [SentRequest]) {
        if ["refused", "planned"].contains(outcome) { expect(writes.isEmpty, "\(outcome), and yet sent") }
    }

    /// What was wrong and how it came to that; nothing when nothing was.
    func story(of seed: UInt64, _ words: [String], on state: String? = nil) -> [String] {
        guard !complaints.isEmpty else { return [] }
        let told = ["case \(seed): \(words.joined(separator: " "))"] + (state.map { [$0] } ?? [])
        return told + stage.exchange.story.map { "    " + $0 } + complaints
    }

    /// The mutating requests since the last call; one command sends none of them twice.
    mutating func newWrites() -> [SentRequest] {
        let writes = Array(stage.exchange.writes.dropFirst(seenWrites))
        seenWrites += writes.count
        let subjects = writes.map(\.subject)
        expect(Set(subjects).count == subjects.count, "sent twice: \(subjects)")
        return writes
    }

    /// Normal orders are numbered by symbol, conditional ones all together.
    func order(_ id: String, _ symbol: String?) -> PaperOrder? {
        stage.exchange.orders.first { $0.id == id && ($0.isAlgo || $0.symbol == symbol) }
    }

    /// The order a cancel names.
    func target(of write: SentRequest) -> PaperOrder? {
        order(write.parameters["orderId"] ?? write.parameters["algoId"] ?? "", write.parameters["symbol"])
    }

    /// What may still execute under that client order id.
    func living(_ clientID: String) -> [PaperOrder] {
        let mine = stage.exchange.orders.filter { $0.clientID == clientID }
        return mine.filter(\.isOpen)
    }

    /// unknown 5, failed 1 (75 when rate-limited), refused 3, planned and verified 0; several: 5 > 75 > 1 > 3 > 0.
    /// - Parameter mayLeaveRest: verified requests may still leave a rest, which is 1.
    mutating func judgeExit(_ answer: Answer, mayLeaveRest: Bool = false) {
        let outcomes = Set(answer.json["results"].elements.compactMap { $0["outcome"].text })
        let allowed: Set<Int32>
        if outcomes.contains("unknown") {
            allowed = [5]
        } else if outcomes.contains("failed") {
            allowed = [1, 75]
        } else if outcomes.contains("refused") || answer.outcome == "refused" {
            allowed = [3, 75]
        } else {
            allowed = mayLeaveRest && answer.outcome == "failed" ? [1] : [0]
        }
        expect(allowed.contains(answer.exit), "exit \(answer.exit) for \(outcomes.sorted()), \(answer.refusals)")
        if answer.exit == 75 { expect(wasThrottled, "75 although nobody asked for silence: \(answer.all)") }
        let known: Set<String> = ["planned", "verified", "refused", "failed", "unknown"]
        expect(outcomes.isSubset(of: known), "outcomes \(outcomes)")
    }

    private var wasThrottled: Bool {
        stage.exchange.sent.contains { request in
            guard case .answered(let answer, _) = request.fate else { return false }
            return ["429", "418"].contains(answer.name)
        }
    }

    /// Settling reads and never sends; once the exchange answers again nothing is left open, and what it says is so.
    mutating func judgeResolution(_ answer: Answer, isCalm: Bool) {
        expect(newWrites().isEmpty, "audit resolve sent something")
        let results = answer.json["results"].elements
        let left = (try? stage.openIntents()) ?? 0
        if isCalm {
            expect(answer.exit == 0 || answer.exit == 66, "audit resolve ended \(answer.exit): \(answer.all)")
            expect(left == 0, "\(left) intents are left open")
            // A late cancel of what has ended by itself does nothing any more.
            let late = stage.exchange.late.filter { $0.method != "DELETE" || target(of: $0)?.isOpen == true }
            expect(late.isEmpty, "settled while this was still to be executed: \(late.map(\.subject))")
        } else if answer.json["error"] == .missing {
            expect((left > 0) == (answer.exit == 5), "exit \(answer.exit) with \(left) intents open")
        }
        for result in results {
            guard let status = result["status"].text, let id = result["orderId"].text else { continue }
            let real = order(id, result["symbol"].text)?.status
            expect(real == status, "resolved as \(status), but order \(id) is \(real ?? "nowhere")")
        }
    }

    /// As many durable intents as requests that left, at least.
    mutating func judgeJournal() throws {
        guard !stage.exchange.writes.isEmpty else { return }
        let intents = try stage.entries(.actionIntent)
        let sent = stage.exchange.writes.count
        expect(intents.count >= sent, "\(sent) requests with \(intents.count) intents")
    }
}
