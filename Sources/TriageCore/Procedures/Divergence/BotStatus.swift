/// An order's status in grinder's words (`OrderState`), read in either spelling: CANCELLED is Binance's CANCELED.
package enum BotStatus: String, Sendable, Hashable, CaseIterable {
    case pending = "PENDING"
    case open = "OPEN"
    case partiallyFilled = "PARTIALLY_FILLED"
    case filled = "FILLED"
    case cancelled = "CANCELLED"
    case rejected = "REJECTED"
    case expired = "EXPIRED"

    /// `nil`: no word of grinder's or the exchange's.
    package init?(word: String) {
        switch word.uppercased() {
        case "NEW": self = .open
        case "CANCELED": self = .cancelled
        case "EXPIRED_IN_MATCH": self = .expired
        case let word:
            guard let status = BotStatus(rawValue: word) else { return nil }
            self = status
        }
    }

    /// The order rests for grinder, filled in part or not, when it says OPEN.
    package func agrees(with order: ObservedOrder) -> Bool {
        switch order {
        case .normal(let order): agrees(with: order.status)
        case .algo(let order): order.isFilledWhole ? self == .filled : agrees(with: order.status)
        }
    }

    private func agrees(with status: OrderStatus) -> Bool {
        switch status {
        case .new: self == .open
        case .partiallyFilled: self == .open || self == .partiallyFilled
        case .filled: self == .filled
        case .canceled: self == .cancelled
        case .rejected: self == .rejected
        case .expired, .expiredInMatch: self == .expired
        case .other: false
        }
    }

    private func agrees(with status: AlgoStatus) -> Bool {
        switch status {
        case .new, .triggering: self == .open
        case .canceled: self == .cancelled
        case .rejected: self == .rejected
        case .expired: self == .expired
        case .triggered, .finished, .other: false
        }
    }
}

/// What the bot expects of the order, and who says so.
package struct ExpectedStatus: Sendable, Hashable {
    package let status: BotStatus
    /// `--expected-status`, `expected.jsonl`, `grinder.log:7`
    package let source: String
    /// Nobody said so: OPEN is what grinder expects of an order it complains about.
    package let isAssumed: Bool

    package init(_ status: BotStatus, source: String, isAssumed: Bool = false) {
        self.status = status
        self.source = source
        self.isAssumed = isAssumed
    }
}
