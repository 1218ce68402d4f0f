import AuditLog
import Binance
import TriageCore

/// Runs the procedure of a mismatch within an open investigation: for a scan, an alert.
struct MismatchWorkflow {
    let session: Session
    let inputs: TriageInputs
    let answers: [String: String]
    let stepwise: Bool
    /// Who answers, where several subjects share their reads.
    var gatherer: (any EvidenceGathering)?

    /// `nil` when the subject does not say enough to begin: a mismatch that names no order. A symbol that the exchange
    /// does not know makes this one inconclusive; the others are none the worse for it.
    func conduct(_ subject: Subject, clock: ClockReading?) async throws -> TriageRunner.Result? {
        let identity = session.settings.identity
        if let symbol = subject.symbol(identity), let result = try await refusal(of: symbol, subject) { return result }
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

    /// Of a symbol that the exchange does not know; `nil`: it knows it, or could not be asked.
    func refusal(
        of symbol: Symbol, as mismatch: Mismatch, _ id: ClientOrderID?
    ) async throws -> TriageRunner.Result? {
        try await refusal(of: symbol, Subject(mismatch, symbol: symbol, clientOrderID: id))
    }

    private func refusal(of symbol: Symbol, _ subject: Subject) async throws -> TriageRunner.Result? {
        let known = await session.exchange.knowsSymbol(symbol)
        guard case .success(false) = known.value else { return nil }
        let finding = Finding(
            subject: subject,
            verdict: .inconclusive(
                "the exchange doesn't know the symbol \(symbol)",
                "Its name is mistyped, or belongs to another exchange: nothing was checked.",
                next: [NextCommand("scan")]))
        try session.investigation.record(
            .verdict, symbol: symbol, clientOrderID: subject.clientOrderID,
            VerdictRecord(finding, accountContext: session.settings.accountContext, runbook: nil))
        return TriageRunner.Result(
            steps: [], conclusion: .single(finding), requests: known.requests, snapshots: nil, word: nil)
    }

    private func conduct(
        _ runbook: String, _ procedure: some Procedure, _ clock: ClockReading?
    ) async throws -> TriageRunner.Result {
        let workflow = TriageWorkflow(
            session: session, inputs: inputs, answers: answers,
            runbook: try RunbookLibrary.used(runbook, from: session.settings.runbooks), stepwise: stepwise,
            gatherer: gatherer)
        return try await workflow.conduct(procedure, clock: clock)
    }
}

extension Subject {
    /// Its own symbol, else the one its id tells.
    func symbol(_ identity: Identity) -> Symbol? {
        symbol ?? clientOrderID.flatMap { ClientOrderIDParts($0, prefix: identity.prefix)?.symbol }
    }
}
