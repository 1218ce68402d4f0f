import AuditLog
import Binance
import TriageCore

/// One cancel from its clearance to its verified end.
struct CancelSender: Sendable {
    let session: Session
    let trading: BinanceTrading

    func send(
        _ clearance: consuming Clearance, of order: ObservedOrder, _ trail: inout ActionTrail
    ) async throws -> ActionReport.Result {
        let sender = RequestSender(session: session, trading: trading)
        let request = clearance.request
        switch try await sender.send(clearance, &trail) {
        case .held(let outcome, let why):
            return ActionReport.Result(order, outcome, why)
        case .sent(let answer, let seq):
            let settlement = await settle(order, answer, sender, &trail)
            try await sender.conclude(
                request, intent: seq, OutcomeRecord(readBack: settlement, of: seq),
                unread: settlement.openBecause)
            return result(order, answer, settlement)
        }
    }

    private func settle(
        _ order: ObservedOrder, _ answer: TradingAnswer, _ sender: RequestSender, _ trail: inout ActionTrail
    ) async -> CancelSettlement {
        let reader = session.reader
        let source = "GET \(order.cancelRequest.endpoint.dropFirst("DELETE ".count))"
        let settlement = await sender.settle(
            source, &trail, readBack: { await reader.readBack(order) },
            silent: CancelSettlement.ReadBack.unanswered,
            judge: { CancelSettlement.settle(answer.outcome, of: order, readBack: $0, isLast: $1) })
        return settlement ?? .unknown("it could not be read back", nil)
    }

    private func result(
        _ order: ObservedOrder, _ answer: TradingAnswer, _ settlement: CancelSettlement
    ) -> ActionReport.Result {
        let position = NextCommand("triage", "position", order.symbol.rawValue)
        switch settlement {
        case .verified(let found):
            let final = found ?? answer.order.map(ObservedOrder.normal)
            let flagging = "grinder keeps flagging this id until it restarts"
            guard let final else {
                var result = ActionReport.Result(
                    order, .verified, "gone: not open, and the exchange keeps no record of it; \(flagging)")
                result.status = nil
                return result
            }
            let fills = final.hasFills ? "; \(final.executedQty) of \(final.origQty) was filled" : ""
            return ActionReport.Result(
                final, .verified, "\(final.status), read back from the exchange\(fills); \(flagging)",
                next: final.hasFills ? [position] : [])
        case .failed(let why, let found):
            var result = ActionReport.Result(
                found ?? order, .failed, why, next: [NextCommand("triage", "unexpected", order.clientOrderID.rawValue)])
            if case .notExecuted(let refusal) = answer.outcome { result.refused(as: refusal) }
            return result
        case .unknown(let why, let found):
            let words =
                answer.outcome == .done
                ? "Binance confirmed the cancel; it could not be read back: \(why)"
                : "the cancel may have been executed: \(why). It was not sent again"
            return ActionReport.Result(found ?? order, .unknown, words, next: [NextCommand("audit", "resolve")])
        }
    }
}

extension CancelSettlement {
    /// Why its intent stays open; `nil` where it is settled.
    fileprivate var openBecause: String? {
        switch self {
        case .verified, .failed: nil
        case .unknown(let why, _): why
        }
    }
}

extension ActionReport.Result {
    /// The kind of a refusal decides the exit; a rate limit says how long to wait.
    mutating func refused(as refusal: RequestOutcome.Refusal) {
        self.refusal = refusal.kind
        if case .rateLimited(let seconds?) = refusal.kind { detail += "; wait \(seconds) s" }
    }

    /// What went wrong would go wrong again, or must be settled before anything more is sent.
    var endsTheSending: Bool {
        switch (outcome, refusal) {
        case (.unknown, _), (.refused, _), (.failed, .credentials?), (.failed, .rateLimited?), (.failed, .connection?):
            true
        default: false
        }
    }

    func leftUnsent(_ why: String, as outcome: ActionReport.Outcome) -> ActionReport.Result {
        var left = self
        left.outcome = outcome
        left.detail = why
        return left
    }

    init(
        _ order: ObservedOrder, _ outcome: ActionReport.Outcome, _ detail: String, next: [NextCommand] = []
    ) {
        self.init(
            clientOrderID: order.clientOrderID.rawValue, exchangeID: order.exchangeID, symbol: order.symbol.rawValue,
            status: order.status, executedQty: order.sentFill?.quantity.description, outcome: outcome, detail: detail,
            next: next)
    }
}
