import FoundationEssentials
import TriageCore

/// `GET /fapi/v1/order`, `openOrders`, `allOrders`, and the answer to `DELETE /fapi/v1/order`, which has no `time`.
struct OrderRow: Decodable, Sendable {
    let order: Order

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        order = Order(
            symbol: try fields.symbol(),
            orderID: OrderID(try fields.integer("orderId")),
            clientOrderID: ClientOrderID(try fields.text("clientOrderId")),
            status: OrderStatus(try fields.text("status")),
            side: try fields.side(),
            positionSide: try fields.positionSide(),
            type: try fields.textIfPresent("type") ?? "",
            origType: try fields.textIfPresent("origType") ?? "",
            timeInForce: try fields.textIfPresent("timeInForce") ?? "",
            price: try fields.price("price"),
            origQty: try fields.quantity("origQty"),
            executedQty: try fields.quantity("executedQty"),
            reduceOnly: try fields.flagIfPresent("reduceOnly") ?? false,
            closePosition: try fields.flagIfPresent("closePosition") ?? false,
            time: try fields.timeIfPresent("time"),
            updateTime: try fields.timeIfPresent("updateTime"))
    }
}

/// `GET /fapi/v1/algoOrder`, `openAlgoOrders`.
struct AlgoOrderRow: Decodable, Sendable {
    let order: AlgoOrder

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let closesPosition = try fields.flagIfPresent("closePosition") ?? false
        var order = AlgoOrder(
            symbol: try fields.symbol(),
            algoID: AlgoOrderID(try fields.integer("algoId")),
            clientAlgoID: ClientOrderID(try fields.text("clientAlgoId")),
            status: AlgoStatus(try fields.text("algoStatus")),
            orderType: try fields.textIfPresent("orderType") ?? "",
            side: try fields.side(),
            positionSide: try fields.positionSide(),
            price: try fields.priceIfPresent("price"),
            triggerPrice: try fields.priceIfPresent("triggerPrice"),
            // Without it nobody knows how much would be traded, unless it closes whatever is open.
            quantity: try fields.quantityIfPresent("quantity")
                ?? (closesPosition ? .zero : fields.quantity("quantity")),
            reduceOnly: try fields.flagIfPresent("reduceOnly") ?? false,
            closePosition: closesPosition,
            actualOrderID: try Self.actualOrderID(fields),
            actualQty: try fields.quantityIfPresent("actualQty"),
            actualPrice: try fields.priceIfPresent("actualPrice"),
            createTime: try fields.timeIfPresent("createTime"),
            updateTime: try fields.timeIfPresent("updateTime"))
        order.callbackRate = try fields.textIfPresent("callbackRate")
        order.activationPrice = try fields.priceIfPresent("activatePrice")
        self.order = order
    }

    /// A string, `""` until the trigger.
    private static func actualOrderID(_ fields: Fields) throws -> OrderID? {
        guard let text = try fields.textIfPresent("actualOrderId"), !text.isEmpty else { return nil }
        guard let id = Int64(text) else { throw FieldProblem(field: "actualOrderId", isMissing: false) }
        return id == 0 ? nil : OrderID(id)
    }
}

/// The answer to `DELETE /fapi/v1/algoOrder`: `code` is the string `"200"`, elsewhere a number.
struct AlgoCancelRow: Decodable, Sendable {
    let algoID: AlgoOrderID
    let code: Int64

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        algoID = AlgoOrderID(try fields.integer("algoId"))
        code = try fields.integer("code")
    }
}

/// `GET /fapi/v1/forceOrders`
struct ForceOrderRow: Decodable, Sendable {
    let order: ForceOrder

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        order = ForceOrder(
            symbol: try fields.symbol(),
            orderID: OrderID(try fields.integer("orderId")),
            clientOrderID: ClientOrderID(try fields.text("clientOrderId")),
            executedQty: try fields.quantity("executedQty"),
            time: try fields.timeIfPresent("time"))
    }
}

/// `GET /fapi/v1/userTrades`
struct TradeRow: Decodable, Sendable {
    let trade: Trade

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        trade = Trade(
            symbol: try fields.symbol(),
            id: try fields.integer("id"),
            orderID: OrderID(try fields.integer("orderId")),
            side: try fields.side(),
            positionSide: try fields.positionSide(),
            price: try fields.price("price"),
            quantity: try fields.quantity("qty"),
            time: try fields.time("time"))
    }
}

/// `GET /fapi/v3/positionRisk`
struct PositionRow: Decodable, Sendable {
    let position: Position

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        position = Position(
            symbol: try fields.symbol(),
            side: try fields.positionSide(),
            amount: try fields.quantity("positionAmt"),
            entryPrice: try fields.price("entryPrice"),
            // Essential: a cap on the notional would pass anything at a price of 0.
            markPrice: try fields.price("markPrice"),
            updateTime: try fields.timeIfPresent("updateTime"))
    }
}

/// `GET /fapi/v1/accountConfig`
struct AccountConfigurationRow: Decodable, Sendable {
    let configuration: AccountConfiguration

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        configuration = AccountConfiguration(
            canTrade: try fields.flag("canTrade"), isHedge: try fields.flag("dualSidePosition"))
    }
}

/// `GET /fapi/v1/premiumIndex` with a symbol
struct MarkPriceRow: Decodable, Sendable {
    let symbol: Symbol
    let price: Price

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        symbol = try fields.symbol()
        price = try fields.price("markPrice")
        guard price.value > 0 else { throw FieldProblem(field: "markPrice", isMissing: false) }
    }
}

/// `GET /fapi/v1/time`
struct ServerTimeRow: Decodable, Sendable {
    let milliseconds: Int64

    init(from decoder: any Decoder) throws { milliseconds = try Fields(decoder).time("serverTime").milliseconds }
}

/// `GET /fapi/v1/exchangeInfo`, of which only the names of the symbols are read.
struct ExchangeInfoRow: Decodable, Sendable {
    private struct SymbolRow: Decodable {
        let name: String
        init(from decoder: any Decoder) throws { name = try Fields(decoder).text("symbol") }
    }
    private enum CodingKeys: String, CodingKey { case symbols }

    let symbols: Set<Symbol>

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.contains(.symbols) else { throw FieldProblem(field: "symbols", isMissing: true) }
        symbols = Set(try container.decode([SymbolRow].self, forKey: .symbols).compactMap { Symbol($0.name) })
    }
}

/// `GET /fapi/v1/exchangeInfo`, the lot filters of each symbol. A symbol without them, or with some that cannot be read,
/// has none.
struct SymbolFiltersRow: Decodable, Sendable {
    private struct LotRow: Decodable {
        let kind: String
        let lot: SymbolFilters.Lot?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            kind = try fields.text("filterType")
            guard kind.hasSuffix("LOT_SIZE") else {
                lot = nil
                return
            }
            lot = SymbolFilters.Lot(
                minimum: try fields.quantity("minQty"), maximum: try fields.quantity("maxQty"),
                step: try fields.quantity("stepSize"))
        }
    }

    private struct SymbolRow: Decodable {
        private enum CodingKeys: String, CodingKey { case filters }
        let name: String
        let lots: [LotRow]
        let status: String?
        let quoteAsset: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            name = try fields.text("symbol")
            status = try? fields.textIfPresent("status")
            quoteAsset = try? fields.textIfPresent("quoteAsset")
            let container = try decoder.container(keyedBy: CodingKeys.self)
            lots = (try? container.decode([LotRow].self, forKey: .filters)) ?? []
        }
    }
    private enum CodingKeys: String, CodingKey { case symbols }

    let filters: [Symbol: SymbolFilters]

    init(from decoder: any Decoder) throws {
        let rows = try decoder.container(keyedBy: CodingKeys.self).decode([SymbolRow].self, forKey: .symbols)
        var filters: [Symbol: SymbolFilters] = [:]
        for row in rows {
            guard let symbol = Symbol(row.name) else { continue }
            func lot(_ kind: String) -> SymbolFilters.Lot? { row.lots.first { $0.kind == kind }?.lot }
            filters[symbol] = SymbolFilters(
                symbol: symbol, lot: lot("LOT_SIZE"), marketLot: lot("MARKET_LOT_SIZE"), status: row.status,
                quoteAsset: row.quoteAsset)
        }
        self.filters = filters
    }
}

extension [OrderRow] { var orders: [Order] { map(\.order) } }
extension [AlgoOrderRow] { var orders: [AlgoOrder] { map(\.order) } }
extension [ForceOrderRow] { var orders: [ForceOrder] { map(\.order) } }
extension [TradeRow] { var trades: [Trade] { map(\.trade) } }
extension [PositionRow] { var positions: [Position] { map(\.position) } }

/// `GET /fapi/v1/depth`: levels as `[price, quantity]`, both as text.
struct DepthRow: Decodable, Sendable {
    let book: OrderBook

    private enum Name: String, CodingKey { case bids, asks }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Name.self)
        func levels(_ name: Name) throws -> [OrderBook.Level] {
            guard fields.contains(name) else { throw FieldProblem(field: name.rawValue, isMissing: true) }
            return try fields.decode([[String]].self, forKey: name).map { level in
                guard level.count >= 2, let price = Price(level[0]), let quantity = Quantity(level[1]),
                    price.value > 0, quantity.value >= 0
                else { throw FieldProblem(field: name.rawValue, isMissing: false) }
                return OrderBook.Level(price: price, quantity: quantity)
            }
        }
        book = OrderBook(bids: try levels(.bids), asks: try levels(.asks))
    }
}
