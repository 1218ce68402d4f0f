import AuditLog

/// What must hold of every action, whatever it is: kept while a case is played.
struct ActionLedger {
    let stage: PaperStage
    private(set) var complaints: [String] = []
    private var seenWrites = 0

    init(stage: PaperStage) { self.stage = stage }

    mutating func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) {
        if !holds { complaints.append(complaint()) }
    }

    mutating func complain(_ complaint: String) { complaints.append(complaint) }

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
    mutating func judgeExit(_ answer: Answer) {
        let told = answer.json["results"].elements.compactMap { $0["outcome"].text }
        let outcomes = Set(told + [answer.outcome].compactMap(\.self))
        let allowed: Set<Int32>
        if outcomes.contains("unknown") {
            allowed = [5]
        } else if outcomes.contains("failed") {
            allowed = [1, 75]
        } else if outcomes.contains("refused") {
            allowed = [3, 75]
        } else {
            allowed = [0]
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
            guard let id = result["orderId"].text else {
                judgePlacement(result)
                continue
            }
            guard let status = result["status"].text else { continue }
            let real = order(id, result["symbol"].text)?.status
            expect(real == status, "resolved as \(status), but order \(id) is \(real ?? "nowhere")")
        }
    }

    /// An order that was to be placed: it is there as told, or was never executed.
    private mutating func judgePlacement(_ result: JSONTree) {
        guard result["settled"] == .bool(true), let id = result["clientOrderId"].text else { return }
        let real = stage.exchange.orders.filter { $0.clientID == id }
        if let status = result["status"].text {
            expect(real.contains { $0.status == status }, "resolved as \(status), but order \(id) is \(real)")
        } else {
            expect(real.isEmpty, "resolved as not executed, but order \(id) is \(real.map(\.status))")
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
