import TriageCore

/// Runs the procedure of a mismatch within an open investigation: for a scan, an alert.
struct MismatchDesk {
    let session: Session
    let inputs: TriageInputs
    let answers: [String: String]
    let stepwise: Bool
    /// Who answers, where several subjects share their reads.
    var gatherer: (any EvidenceGathering)?

    /// `nil` when the subject does not say enough to begin: a mismatch that names no order.
    func conduct(_ subject: Subject, clock: ClockReading?) async throws -> TriageRunner.Result? {
        let identity = session.settings.identity
        switch subject.mismatch {
        case nil: return nil
        case .orderUnexpected:
            guard let id = subject.clientOrderID else {
                return try await conduct(
                    "unexpected", UnexpectedOrders(scope: .all(subject.symbol), identity: identity), clock)
            }
            guard let symbol = subject.symbol(identity) else { return nil }
            return try await conduct(
                "unexpected", UnexpectedOrders(scope: .one(symbol, id), identity: identity), clock)
        case .orderMissing:
            guard let id = subject.clientOrderID, let symbol = subject.symbol(identity) else { return nil }
            return try await conduct("missing", MissingOrder(symbol: symbol, id: id, identity: identity), clock)
        case .statusDivergence:
            guard let id = subject.clientOrderID, let symbol = subject.symbol(identity) else { return nil }
            return try await conduct("divergence", StatusDivergence(symbol: symbol, id: id, stated: nil), clock)
        case .positionNonzero:
            guard let symbol = subject.symbol else { return nil }
            return try await conduct("position", PositionLedger(symbol: symbol, identity: identity), clock)
        }
    }

    private func conduct(
        _ runbook: String, _ procedure: some Procedure, _ clock: ClockReading?
    ) async throws -> TriageRunner.Result {
        let desk = TriageDesk(
            session: session, inputs: inputs, answers: answers,
            runbook: try RunbookShelf.used(runbook, from: session.settings.runbooks), stepwise: stepwise,
            gatherer: gatherer)
        return try await desk.conduct(procedure, clock: clock)
    }
}

extension Subject {
    /// Its own symbol, else the one its id tells.
    func symbol(_ identity: Identity) -> Symbol? {
        symbol ?? clientOrderID.flatMap { ClientOrderIDParts($0, prefix: identity.prefix)?.symbol }
    }
}
