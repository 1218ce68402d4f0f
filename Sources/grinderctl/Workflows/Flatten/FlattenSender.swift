import AuditLog
import Binance
import TriageCore

/// One closing order from its clearance to the position it left.
struct FlattenSender: Sendable {
    let session: Session
    let trading: BinanceTrading
    /// Exchange minus local, milliseconds.
    let clockOffset: Int64

    struct Sent: Sendable {
        let result: ActionReport.Result
        /// `nil` when nothing left.
        let settlement: FlattenSettlement?
    }

    /// - Parameter before: the position as the clearance saw it.
    func send(
        _ clearance: consuming Clearance, _ order: ClosingOrder, before: Quantity, _ trail: inout ActionTrail
    ) async throws -> Sent {
        let sender = RequestSender(session: session, trading: trading)
        let request = clearance.request
        switch try await sender.send(clearance, &trail) {
        case .held(let outcome, let why):
            let result = FlattenWording(order).result(outcome, why)
            return Sent(result: result, settlement: nil)
        case .sent(let answer, let seq):
            let settlement = await settle(order, before, answer, sender, &trail)
            try await sender.conclude(
                request, intent: seq, OutcomeRecord(readBack: settlement, of: seq),
                unread: settlement.openBecause)
            return Sent(
                result: FlattenWording(order).result(of: settlement, answer.outcome), settlement: settlement)
        }
    }

    private func settle(
        _ order: ClosingOrder, _ before: Quantity, _ answer: TradingAnswer, _ sender: RequestSender,
        _ trail: inout ActionTrail
    ) async -> FlattenSettlement {
        let reader = PositionReader(exchange: session.exchange)
        let context = session.context
        let settlement = await sender.settle(
            "GET /fapi/v1/order", &trail,
            readBack: { await reader.readBack(order, now: context.now().advanced(byMilliseconds: clockOffset)) },
            silent: { FlattenSettlement.ReadBack(order: .failure($0), amount: .failure($0)) },
            judge: {
                FlattenSettlement.settle(answer.outcome, of: order, before: before, readBack: $0, isLast: $1)
            })
        return settlement ?? .unknown("it could not be read back")
    }
}

extension FlattenSettlement {
    /// Why its intent stays open; `nil` where it is settled.
    fileprivate var openBecause: String? {
        switch self {
        case .done, .flat, .short, .moved, .failed: nil
        case .unread(_, let why), .unknown(let why): why
        }
    }
}
