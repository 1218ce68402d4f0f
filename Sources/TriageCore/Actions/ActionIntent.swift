/// What an `action.intent` row says: one mutating request and everything it stands on.
package struct ActionIntent: Sendable, Hashable {
    package let action: ActionKind
    package let request: MutatingRequest
    /// The order or the position as it was read right before.
    package let before: IntentFacts
    package let investigation: String
    package let accountContext: AccountContext
    package let reason: String
    package let ticket: String?
    /// Flags that overrode a gate: `without-triage`, `while-running`, `policy-loosened`.
    package let overrides: [String]
    /// The plan file it carries out.
    package var plan: PlanReference?
    /// `seq` of the verdict that arms it; `nil` where it stands on none.
    package var verdict: Int64?
    /// What was demanded when it was cleared.
    package var policy = PolicyInForce()
}

package enum ActionKind: String, Sendable, Hashable, CaseIterable {
    case cancel
    case flatten
    /// A saga of both; it stands on its own plan and not on a verdict.
    case reset
    /// Restarts the bot's connector; sends nothing to the exchange that changes anything.
    case reconnect

    /// An open intent anywhere on the symbol stands in its way, not one on the same order alone.
    package var isBySymbol: Bool { self != .cancel }
}

/// The facts one request stands on.
package enum IntentFacts: Sendable, Hashable {
    case order(OrderPreconditions)
    case position(PositionPreconditions)
}

/// An intent whose outcome nobody has written down yet: the request may have been executed.
package struct UnresolvedIntent: Sendable, Hashable {
    package let seq: Int64
    package let recordedAt: Timestamp?
    package let accountContext: AccountContext
    package let symbol: Symbol?
    package let clientOrderID: ClientOrderID?
    /// `orderId` or `algoId` as text.
    package let exchangeID: String?
    package let isAlgo: Bool
    /// What a placement asked for; `nil` for a cancel.
    package let placed: Placed?
    /// What it was part of; `nil` where the entry does not say.
    package var action: ActionKind?

    /// A closing order as its intent recorded it.
    package struct Placed: Sendable, Hashable {
        package let side: Side
        package let positionSide: PositionSide
        package let quantity: Quantity

        package init(side: Side, positionSide: PositionSide, quantity: Quantity) {
            self.side = side
            self.positionSide = positionSide
            self.quantity = quantity
        }
    }

    package init(
        seq: Int64, recordedAt: Timestamp?, accountContext: AccountContext, symbol: Symbol?,
        clientOrderID: ClientOrderID?,
        exchangeID: String?, isAlgo: Bool, placed: Placed? = nil
    ) {
        self.placed = placed
        self.seq = seq
        self.recordedAt = recordedAt
        self.accountContext = accountContext
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.exchangeID = exchangeID
        self.isAlgo = isAlgo
    }

    /// Whether it concerns the same order on the same exchange. A loopback exchange is told by its address; Binance's
    /// own by the environment, since one account may be reached with several keys.
    package func concerns(_ order: ObservedOrder, at here: AccountContext) -> Bool {
        guard isOf(here) else { return false }
        return clientOrderID == order.clientOrderID || (exchangeID == order.exchangeID && symbol == order.symbol)
    }

    /// The same of an id that the exchange may not know any more.
    package func concerns(_ id: ClientOrderID, at here: AccountContext) -> Bool { isOf(here) && clientOrderID == id }

    /// Whether it is about the same symbol of the same exchange; one that names no symbol may be.
    package func concerns(_ symbol: Symbol, at here: AccountContext) -> Bool {
        isOf(here) && (self.symbol == nil || self.symbol == symbol)
    }

    /// Whether it was sent to the same exchange; also where the row does not say in words that are understood.
    package func isOf(_ here: AccountContext) -> Bool {
        guard accountContext.environment == here.environment else { return false }
        guard !accountContext.baseURL.isEmpty else { return true }
        return accountContext.baseURL == here.baseURL || !(accountContext.isLoopback || here.isLoopback)
    }
}

extension AccountContext {
    /// By the host in the base URL: `127.…`, `localhost`, `[::1]`.
    package var isLoopback: Bool {
        guard let host = baseURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first else {
            return false
        }
        return host.hasPrefix("127.") || host.lowercased().hasPrefix("localhost") || host.hasPrefix("[::1]")
    }
}
