/// One event of the user-data stream. What is not understood keeps its name: nothing that arrives is lost.
package struct StreamEvent: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// ORDER_TRADE_UPDATE
        case order(OrderUpdate)
        /// ALGO_UPDATE
        case algo(AlgoUpdate)
        /// TRADE_LITE: a fill, told earlier and shorter; its ORDER_TRADE_UPDATE comes too.
        case lite(FillUpdate)
        /// ACCOUNT_UPDATE
        case account(AccountUpdate)
        /// ACCOUNT_CONFIG_UPDATE, in words: `BTCUSDT leverage 25`; the symbol where it is one's.
        case configuration(String, of: Symbol?)
        /// MARGIN_CALL
        case marginCall([String])
        /// No event follows until there is a new key. The key itself is dropped.
        case listenKeyExpired
        /// An event this tool does not know.
        case other
        /// A known event that lacks what it must have, and what that is.
        case unreadable(String)
    }

    /// `e`, as the exchange wrote it.
    package let name: String
    /// `E`
    package let time: Timestamp?
    package let content: Content
    /// The message as it came, keys hidden, where its content is not understood.
    package let body: String?

    package init(name: String, time: Timestamp?, content: Content, body: String? = nil) {
        self.name = name
        self.time = time
        self.content = content
        self.body = body
    }

    package var symbol: Symbol? {
        switch content {
        case .order(let update): update.symbol
        case .algo(let update): update.symbol
        case .lite(let fill): fill.symbol
        case .configuration(_, let symbol): symbol
        case .account(let update): update.symbol
        default: nil
        }
    }

    /// What it tells of one symbol, rows of others left out; `nil` when all of it is about others. What belongs to no
    /// symbol, a transfer or an expired key, is everybody's.
    package func narrowed(to wanted: Symbol) -> StreamEvent? {
        func with(_ content: Content) -> StreamEvent {
            StreamEvent(name: name, time: time, content: content, body: body)
        }
        switch content {
        case .account(let update):
            guard let update = update.narrowed(to: wanted) else { return nil }
            return with(.account(update))
        case .marginCall(let positions):
            let own = positions.filter { $0.hasPrefix("\(wanted) ") }
            return own.isEmpty ? nil : with(.marginCall(own))
        default:
            return symbol == nil || symbol == wanted ? self : nil
        }
    }

    package var clientOrderID: ClientOrderID? {
        switch content {
        case .order(let update): update.clientOrderID
        case .algo(let update): update.clientAlgoID
        case .lite(let fill): fill.clientOrderID
        default: nil
        }
    }

    /// The fill it tells of, whichever event tells it; ids count per symbol.
    package var fill: FillUpdate? {
        switch content {
        case .lite(let fill): fill
        case .order(let update): update.fill
        default: nil
        }
    }
}

package struct OrderUpdate: Sendable, Hashable {
    package let symbol: Symbol
    package let clientOrderID: ClientOrderID
    package let orderID: OrderID
    package let side: String
    package let positionSide: String
    package let type: String
    /// `x`: NEW, CANCELED, CALCULATED, EXPIRED, TRADE, AMENDMENT.
    package let execution: String
    package let status: OrderStatus
    /// `p`, `q`, `z` (filled so far): `nil` when they were not sent.
    package let price: Price?
    package let quantity: Quantity?
    package let filled: Quantity?
    package let fill: FillUpdate?

    package init(
        symbol: Symbol, clientOrderID: ClientOrderID, orderID: OrderID, side: String, positionSide: String,
        type: String, execution: String, status: OrderStatus, price: Price?, quantity: Quantity?, filled: Quantity?,
        fill: FillUpdate?
    ) {
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.orderID = orderID
        self.side = side
        self.positionSide = positionSide
        self.type = type
        self.execution = execution
        self.status = status
        self.price = price
        self.quantity = quantity
        self.filled = filled
        self.fill = fill
    }
}

/// One trade of one order.
package struct FillUpdate: Sendable, Hashable {
    package let symbol: Symbol
    package let clientOrderID: ClientOrderID
    package let orderID: OrderID
    package let side: String
    package let tradeID: Int64
    package let quantity: Quantity
    package let price: Price

    package init(
        symbol: Symbol, clientOrderID: ClientOrderID, orderID: OrderID, side: String, tradeID: Int64,
        quantity: Quantity, price: Price
    ) {
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.orderID = orderID
        self.side = side
        self.tradeID = tradeID
        self.quantity = quantity
        self.price = price
    }
}

package struct AlgoUpdate: Sendable, Hashable {
    package let symbol: Symbol
    package let clientAlgoID: ClientOrderID
    package let algoID: AlgoOrderID
    package let side: String
    package let orderType: String
    package let status: AlgoStatus
    /// `tp`, `q`: `nil` when they were not sent.
    package let triggerPrice: Price?
    package let quantity: Quantity?
    /// The normal order its trigger made.
    package let actualOrderID: OrderID?
    /// `rm`: why it was refused; empty otherwise.
    package let reason: String

    package init(
        symbol: Symbol, clientAlgoID: ClientOrderID, algoID: AlgoOrderID, side: String, orderType: String,
        status: AlgoStatus, triggerPrice: Price?, quantity: Quantity?, actualOrderID: OrderID?, reason: String
    ) {
        self.symbol = symbol
        self.clientAlgoID = clientAlgoID
        self.algoID = algoID
        self.side = side
        self.orderType = orderType
        self.status = status
        self.triggerPrice = triggerPrice
        self.quantity = quantity
        self.actualOrderID = actualOrderID
        self.reason = reason
    }
}

package struct AccountUpdate: Sendable, Hashable {
    package struct Holding: Sendable, Hashable {
        package let symbol: String
        package let side: String
        package let amount: String
    }

    package struct Balance: Sendable, Hashable {
        package let asset: String
        package let wallet: String
        /// `bc`; `nil` when it was not sent.
        package let change: String?
    }

    /// `m`: ORDER, FUNDING_FEE, …
    package let reason: String
    /// Only those that changed.
    package let positions: [Holding]
    package let balances: [Balance]
    /// `S`, which FUNDING_FEE carries.
    package let symbol: Symbol?

    package init(reason: String, positions: [Holding], balances: [Balance], symbol: Symbol? = nil) {
        self.reason = reason
        self.positions = positions
        self.balances = balances
        self.symbol = symbol
    }

    /// Balances stay: they are the account's, whichever position moved them.
    func narrowed(to wanted: Symbol) -> AccountUpdate? {
        if let symbol, symbol != wanted { return nil }
        let own = positions.filter { $0.symbol == wanted.rawValue }
        guard positions.isEmpty || !own.isEmpty else { return nil }
        return AccountUpdate(reason: reason, positions: own, balances: balances, symbol: symbol)
    }
}

extension AccountUpdate.Holding {
    package init(_ symbol: String, _ side: String, _ amount: String) {
        self.init(symbol: symbol, side: side, amount: amount)
    }
}

extension AccountUpdate.Balance {
    package init(_ asset: String, _ wallet: String, _ change: String?) {
        self.init(asset: asset, wallet: wallet, change: change)
    }
}
