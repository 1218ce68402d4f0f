import TriageCore

/// The part of a report that an action adds.
struct ActionReport: Sendable, Hashable {
    enum Outcome: String, Sendable, Hashable, CaseIterable { case planned, verified, refused, failed, unknown }

    enum PlanStep: Sendable, Hashable {
        case cancel(ObservedOrder)
        case close(ClosingOrder)
        /// Nothing that is sent: an instance to stop or start, a file to set aside.
        case other(action: String, subject: String, how: String)
    }

    /// Facts that the plan stands on, by the name of what they are about.
    struct Precondition: Sendable, Hashable {
        let name: String
        let facts: IntentFacts
    }

    struct PlanFileNote: Sendable, Hashable {
        let path: String
        let sha256: String
    }

    struct Result: Sendable, Hashable {
        let clientOrderID: String
        var exchangeID: String?
        var symbol: String
        var status: String?
        var executedQty: String?
        var outcome: Outcome
        /// Why, in a sentence.
        var detail: String
        var refusal: RequestOutcome.Refusal.Kind?
        var next: [NextCommand] = []
    }

    var plan: [PlanStep]
    /// The file the plan was written to.
    var planFile: PlanFileNote?
    /// Of the position the plan is about; those of its orders go without saying.
    var position: PositionPreconditions?
    /// Of a flatten that found no position.
    var flatSymbol: String?
    /// Of a flatten: what the position is worth, and what the book would take.
    var market: MarketView?
    var gates: [GateResult]
    var outcome: Outcome
    var results: [Result]
    /// The command as it was typed, for remedies that repeat it.
    var typed: [String]
    /// What the whole of it came to, and what stays, a sentence each.
    var notes: [String] = []
    /// What a reset could not clear, a sentence each; `nil` for every other action.
    var left: [String]?
    /// After the whole of it; what one request needs next stands with its result.
    var next: [NextCommand] = []

    var preconditions: [Precondition] {
        (position.map { [Precondition(name: $0.name, facts: .position($0))] } ?? [])
            + plan.compactMap { step in
                guard case .cancel(let order) = step else { return nil }
                return Precondition(
                    name: order.clientOrderID.rawValue, facts: .order(OrderPreconditions(order)))
            }
    }

    /// planned 0, verified 0, failed 1 (4 credentials, 75 rate), refused 3 (75 when the weight budget alone refuses),
    /// unknown 5; several: 5 > 4 > 75 > 1 > 3 > 0.
    var exit: Int32 {
        if outcome == .refused {
            let refusing = gates.filter(\.isRefused)
            return refusing.map(\.code) == [.weightBudget] ? 75 : 3
        }
        let order: [Int32] = [5, 4, 75, 1, 3, 0]
        let exits = results.map(\.exit) + [outcome.exit]
        return order.first { exits.contains($0) } ?? 0
    }

    /// unknown > failed > refused > planned > verified.
    static func overall(_ results: [Result]) -> Outcome {
        let order: [Outcome] = [.unknown, .failed, .refused, .planned, .verified]
        return order.first { outcome in results.contains { $0.outcome == outcome } } ?? .verified
    }

    /// In place of what was said of the same request so far.
    mutating func put(_ result: Result) {
        results = results.map { $0.clientOrderID == result.clientOrderID ? result : $0 }
    }

    /// Whatever is still planned has not been sent, and will not be.
    mutating func leaveUnsent(_ why: String, as outcome: Outcome = .failed) {
        results = results.map { $0.outcome == .planned ? $0.leftUnsent(why, as: outcome) : $0 }
    }
}

extension ActionReport.Outcome {
    fileprivate var exit: Int32 {
        switch self {
        case .planned, .verified: 0
        case .refused: 3
        case .failed: 1
        case .unknown: 5
        }
    }
}

extension ActionReport.Result {
    var exit: Int32 {
        guard outcome == .failed else { return outcome.exit }
        if case .credentials? = refusal { return 4 }
        if case .rateLimited? = refusal { return 75 }
        return 1
    }
}
