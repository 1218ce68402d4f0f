import TriageCore

/// Any procedure driven to its end, with everything it asked on the way.
struct Drive<P: Procedure> {
    private(set) var procedure: P
    private(set) var asked: [EvidenceRequest] = []
    private(set) var received: [Evidence] = []
    private(set) var rounds = 0
    /// As it was after each round of answers.
    private var moments: [P] = []
    /// `nil` when it did not end within forty moves.
    private(set) var conclusion: Conclusion?

    init(
        _ start: P, answer: (EvidenceRequest) -> EvidenceContent?,
        failing: (EvidenceRequest) -> Unavailable? = { _ in nil },
        shuffle: ([Evidence]) -> [Evidence] = { $0 }
    ) {
        procedure = start
        for _ in 0..<40 where conclusion == nil {
            switch procedure.next() {
            case .gather(let requests):
                rounds += 1
                asked += requests
                let evidence = requests.map { request in
                    let failure = failing(request)
                    let found = failure == nil ? answer(request) : nil
                    let content: Result<EvidenceContent, Unavailable> =
                        found.map { .success($0) } ?? .failure(failure ?? Given.notAsked)
                    return Evidence(request: request, source: request.kind.rawValue, content: content)
                }
                for one in shuffle(evidence) {
                    received.append(one)
                    procedure.receive(one)
                }
                moments.append(procedure)
            case .ask: return
            case .conclude(let found): conclusion = found
            }
        }
    }

    var verdict: Verdict? { conclusion?.findings.first?.verdict }
    var codes: [String] { conclusion?.findings.map(\.verdict.code) ?? [] }

    func step(_ id: String) -> StepReport? { procedure.report().first { $0.id.rawValue == id } }

    /// Each step is told when it is complete: what was told is what the final report says.
    var neverTakesAStepBack: Bool {
        let last = procedure.report()
        return moments.allSatisfy { moment in moment.report().allSatisfy { last.contains($0) } }
    }
}

extension EvidenceRequest {
    /// As documented for the endpoint; waiting and files cost nothing.
    var weight: Int {
        switch self {
        case .order, .orderByID, .algoOrder, .orderAfterGrace, .algoOrderAfterGrace, .exchangeTime: 1
        case .openOrders(let symbol), .openAlgoOrders(let symbol): symbol == nil ? 40 : 1
        case .allOrders, .trades, .positions, .positionsAgain, .accountConfiguration: 5
        case .forceOrders: 20
        case .latency, .clockSamples: 5
        case .orderLimits, .keyRestrictions, .listenKey: 1
        case .tradingStatus: 10
        case .accountSurvey(let symbol): symbol == nil ? 85 : 7
        case .logHistory, .instances, .expectedOrders, .expectedPositions, .weightUse,
            .timeSynchronisation, .reconcileMetrics, .streamHandshake, .auditMentions:
            0
        }
    }
}
