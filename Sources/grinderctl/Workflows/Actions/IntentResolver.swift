import AuditLog
import Binance
import TriageCore

/// Settles open intents by asking the exchange what became of them; nothing is ever sent again.
struct IntentResolver {
    /// A signed request is refused by the exchange once its recvWindow (5 s) has passed: after this long an order that
    /// is still open was not cancelled by it, and an order that is not known was not placed.
    static let lifetimeMilliseconds: Int64 = 10_000

    struct Resolution: Sendable, Hashable {
        let intent: UnresolvedIntent
        let isSettled: Bool
        let status: String?
        let executedQty: String?
        let detail: String
        /// Of a placed order, once it was found.
        var orderID: String?
        /// The order that was to be cancelled is still there.
        var isStillThere = false
    }

    let session: Session

    func resolve(_ intents: [UnresolvedIntent]) async throws -> ([Resolution], [RequestRecord]) {
        var resolutions: [Resolution] = []
        var requests: [RequestRecord] = []
        for intent in intents {
            let (resolution, asked) = await resolve(intent)
            requests += asked
            resolutions.append(resolution)
            try record(resolution)
        }
        return (resolutions, requests)
    }

    private func resolve(_ intent: UnresolvedIntent) async -> (Resolution, [RequestRecord]) {
        if let difference = session.settings.accountContext.difference(from: intent.accountContext) {
            return (left(intent, "it was made elsewhere: \(difference)"), [])
        }
        if let placed = intent.placed {
            await waitUntilSpent(intent)
            return await PlacementResolver(session: session).resolve(intent, placed)
        }
        guard let symbol = intent.symbol, let id = intent.exchangeID.flatMap({ Int64($0) }) else {
            return (left(intent, "the entry does not say which order"), [])
        }
        await waitUntilSpent(intent)
        let reader = session.reader
        let order = await reader.order(exchangeID: id, isAlgo: intent.isAlgo, symbol: symbol)
        switch order.value {
        case .failure(let problem): return (left(intent, "\(problem.source): \(problem.detail)"), order.requests)
        case .success(let found?):
            if let why = found.impossibility {
                return (left(intent, "the answer cannot be true: \(why)"), order.requests)
            }
            return (judge(intent, found), order.requests)
        case .success(nil): break
        }
        let open = await reader.isOpen(exchangeID: id, isAlgo: intent.isAlgo, symbol: symbol)
        let requests = order.requests + open.requests
        switch open.value {
        case .success(false):
            return (
                Resolution(
                    intent: intent, isSettled: true, status: nil, executedQty: nil,
                    detail: "not open, and the exchange keeps no record of it: it ended without fills"),
                requests
            )
        case .success(true): return (left(intent, "it is open, but the read by id finds nothing"), requests)
        case .failure(let problem): return (left(intent, "\(problem.source): \(problem.detail)"), requests)
        }
    }

    private func judge(_ intent: UnresolvedIntent, _ order: ObservedOrder) -> Resolution {
        let detail: String
        if order.isFinal {
            detail = "\(order.status): nothing of it can execute any more\(bared(intent, order))"
        } else if case .algo(let algo) = order, algo.status == .triggered {
            detail =
                "its trigger fired before the cancel; its order \(algo.actualOrderID.map(\.description) ?? "?") lives"
        } else if order.isLive {
            detail = "still \(order.status): the cancel was not executed, and can no longer be"
        } else {
            return left(intent, "the exchange says \(order.status), which is neither open nor final")
        }
        return Resolution(
            intent: intent, isSettled: true, status: order.status, executedQty: order.sentFill?.quantity.description,
            detail: detail, isStillThere: !order.isFinal)
    }

    /// Whatever ended the action may have ended it between the protection and the close.
    private func bared(_ intent: UnresolvedIntent, _ order: ObservedOrder) -> String {
        guard let action = intent.action, action != .cancel, order.canOnlyReduce else { return "" }
        return
            "; the \(action.rawValue) it was part of may have ended there, and its position may be without this order"
    }

    private func waitUntilSpent(_ intent: UnresolvedIntent) async {
        guard let recorded = intent.recordedAt else { return }
        // A clock that was set back since counts as no time gone.
        let age = max(0, session.context.now().milliseconds(since: recorded))
        guard age < Self.lifetimeMilliseconds else { return }
        let rest = Self.lifetimeMilliseconds - age
        session.notes.note(
            "waiting \(rest / 1_000 + 1) s until the request of intent \(intent.seq) can no longer execute")
        try? await session.context.sleep(.milliseconds(rest))
    }

    private func left(_ intent: UnresolvedIntent, _ why: String) -> Resolution {
        Resolution(intent: intent, isSettled: false, status: nil, executedQty: nil, detail: why)
    }

    /// An attempt that settled nothing resolves nothing.
    private func record(_ resolution: Resolution) throws {
        guard resolution.isSettled else {
            try session.investigation.record(
                .note, symbol: resolution.intent.symbol, clientOrderID: resolution.intent.clientOrderID,
                NoteRecord(unread: resolution.intent.seq, by: .resolve, resolution.detail))
            return
        }
        try session.investigation.record(
            .actionResolved, symbol: resolution.intent.symbol, clientOrderID: resolution.intent.clientOrderID,
            OutcomeRecord(
                resolved: resolution.intent.seq, resolution.detail,
                orderID: resolution.intent.exchangeID ?? resolution.orderID, status: resolution.status,
                executedQty: resolution.executedQty))
    }
}
