/// What an `action.intent` row says: one mutating request and everything it stands on.
package struct ActionIntent: Sendable, Hashable {
    package let action: ActionKind
    package let request: MutatingRequest
    /// The order as it was read right before.
    package let before: OrderPreconditions
    package let investigation: String
    package let station: Station
    package let reason: String
    package let ticket: String?
    /// Gates that were overridden by a flag: `without-triage`.
    package let overrides: [String]
}

package enum ActionKind: String, Sendable, Hashable {
    case cancel
}

/// An intent whose outcome nobody has written down yet: the request may have been executed.
package struct UnresolvedIntent: Sendable, Hashable {
    package let seq: Int64
    package let recordedAt: Timestamp?
    package let station: Station
    package let symbol: Symbol?
    package let clientOrderID: ClientOrderID?
    /// `orderId` or `algoId` as text.
    package let exchangeID: String?
    package let isAlgo: Bool

    package init(
        seq: Int64, recordedAt: Timestamp?, station: Station, symbol: Symbol?, clientOrderID: ClientOrderID?,
        exchangeID: String?, isAlgo: Bool
    ) {
        self.seq = seq
        self.recordedAt = recordedAt
        self.station = station
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.exchangeID = exchangeID
        self.isAlgo = isAlgo
    }

    /// Whether it concerns the same order on the same exchange. A loopback exchange is told by its address; Binance's
    /// own by the environment, since one account may be reached with several keys.
    package func concerns(_ order: ObservedOrder, at here: Station) -> Bool {
        guard station.environment == here.environment else { return false }
        if station.baseURL != here.baseURL, station.isLoopback || here.isLoopback { return false }
        return clientOrderID == order.clientOrderID || (exchangeID == order.exchangeID && symbol == order.symbol)
    }
}

extension Station {
    /// By the host in the base URL: `127.…`, `localhost`, `[::1]`.
    package var isLoopback: Bool {
        guard let host = baseURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first else {
            return false
        }
        return host.hasPrefix("127.") || host.lowercased().hasPrefix("localhost") || host.hasPrefix("[::1]")
    }
}
