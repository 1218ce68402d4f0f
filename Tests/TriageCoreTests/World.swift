import TriageCore

/// What the world answers when it is asked: one value a question.
struct World: Sendable {
    typealias Reading<Value> = Result<Value, Unavailable>

    var order: Reading<Order?> = .success(Given.order())
    var openOrders: Reading<[Order]> = .success([Given.order()])
    var algoOrder: Reading<AlgoOrder?> = .success(nil)
    var openAlgoOrders: Reading<[AlgoOrder]> = .success([])
    /// Inputs that could not be read as logs.
    var logs: Reading<[Unavailable]> = .success([])
    /// What the logs prove, beside the line that names an id.
    var events: [LogEvent] = []
    /// Placements of any id that the logs show.
    var placements = 0
    var covered: ClosedRange<Timestamp>?
    var window = LogWindow()
    var hasLines = true
    var mentions: Reading<[AuditMention]> = .success([])
    var instances: Reading<[InstanceReport]> = .success([Instance().report])
    var expected: Reading<[ExpectedOrder]> = .success([])
    var now: Reading<Timestamp> = .success(Given.at(3_600_000))
    /// What the operator says when asked; `nil`: nothing.
    var answer: String?

    func evidence(for request: EvidenceRequest) -> Evidence {
        let content: Result<EvidenceContent, Unavailable> =
            switch request {
            case .order: order.map { .order($0) }
            case .openOrders: openOrders.map { .openOrders($0) }
            case .algoOrder: algoOrder.map { .algoOrder($0) }
            case .openAlgoOrders: openAlgoOrders.map { .openAlgoOrders($0) }
            case .logHistory(let ids, _): logs.map { .logHistory(history(of: ids, problems: $0)) }
            case .auditMentions: mentions.map { .auditMentions($0) }
            case .instances: instances.map { .instances($0) }
            case .expectedOrders: expected.map { .expectedOrders($0) }
            case .exchangeTime: now.map { .exchangeTime($0) }
            default: .failure(Given.notAsked)
            }
        return Evidence(request: request, source: request.kind.rawValue, content: content)
    }

    private func history(of ids: [ClientOrderID], problems: [Unavailable]) -> LogHistory {
        var history = LogHistory(
            events: events + (hasLines ? ids.map(Self.line) : []), searched: ["grinder.log"], problems: problems,
            covered: covered, window: window)
        history.placements = placements
        return history
    }

    /// The bot meant to place it.
    private static func line(naming id: ClientOrderID) -> LogEvent {
        LogEvent(
            file: "grinder.log", number: 7, text: "PLACE_INTENT order_id=\(id)", time: nil,
            meaning: .event("PLACE_INTENT"), clientOrderID: id, symbol: nil)
    }
}

/// A procedure driven to its end, with everything it asked on the way.
struct Walk {
    private(set) var procedure: UnexpectedOrders
    private(set) var asked: [EvidenceRequest] = []
    private(set) var received: [Evidence] = []
    private(set) var questions: [Question] = []
    private(set) var answers: [Answer] = []
    /// `nil` when it did not end within ten moves.
    private(set) var conclusion: Conclusion?

    /// Drives it; the evidence of one move arrives in the order that `shuffle` makes of it.
    init(
        _ scope: UnexpectedOrders.Scope = .one(Given.btc, Given.id), in world: World, identity: Identity = Identity(),
        shuffle: ([Evidence]) -> [Evidence] = { $0 }
    ) {
        procedure = UnexpectedOrders(scope: scope, identity: identity)
        for _ in 0..<10 where conclusion == nil {
            switch procedure.next() {
            case .gather(let requests):
                asked += requests
                for evidence in shuffle(requests.map(world.evidence)) {
                    received.append(evidence)
                    procedure.receive(evidence)
                }
            case .ask(let question):
                questions.append(question)
                let answer = Answer(step: question.step, text: world.answer)
                answers.append(answer)
                procedure.receive(answer)
            case .conclude(let found):
                conclusion = found
            }
        }
    }

    var verdicts: [Verdict] { conclusion?.findings.map(\.verdict) ?? [] }
    var codes: [String] { verdicts.map(\.code) }

    func step(_ id: String) -> StepReport? { procedure.report().first { $0.id.rawValue == id } }
}
