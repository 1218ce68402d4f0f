package import TriageCore

extension BinanceClient {
    package func order(_ reference: OrderReference, symbol: Symbol) async -> ExchangeAnswer<Order?> {
        var endpoint = Endpoint.signedRead("/fapi/v1/order", weight: 1).with(symbol)
        switch reference {
        case .order(let id): endpoint = endpoint.with("orderId", id)
        case .client(let id): endpoint = endpoint.with("origClientOrderId", id)
        }
        let answer = await ask(endpoint, OrderRow.self, \.order) { order in
            let isAsked =
                switch reference {
                case .order(let id): order.orderID == id
                case .client(let id): order.clientOrderID == id
                }
            return isAsked && order.symbol == symbol ? nil : "the answer is about another order"
        }
        return answer.nilWhenUnknown
    }

    package func openOrders(_ symbol: Symbol?) async -> ExchangeAnswer<[Order]> {
        let endpoint = Endpoint.signedRead("/fapi/v1/openOrders", weight: symbol == nil ? 40 : 1).with(symbol)
        return await ask(endpoint, [OrderRow].self, \.orders) { strangers($0, \.symbol, symbol) }
    }

    package func algoOrder(_ reference: AlgoReference) async -> ExchangeAnswer<AlgoOrder?> {
        var endpoint = Endpoint.signedRead("/fapi/v1/algoOrder", weight: 1)
        switch reference {
        case .algo(let id): endpoint = endpoint.with("algoId", id)
        case .client(let id): endpoint = endpoint.with("clientAlgoId", id)
        }
        let answer = await ask(endpoint, AlgoOrderRow.self, \.order) { order in
            let isAsked =
                switch reference {
                case .algo(let id): order.algoID == id
                case .client(let id): order.clientAlgoID == id
                }
            return isAsked ? nil : "the answer is about another order"
        }
        return answer.nilWhenUnknown
    }

    package func openAlgoOrders(_ symbol: Symbol?) async -> ExchangeAnswer<[AlgoOrder]> {
        let endpoint = Endpoint.signedRead("/fapi/v1/openAlgoOrders", weight: symbol == nil ? 40 : 1).with(symbol)
        return await ask(endpoint, [AlgoOrderRow].self, \.orders) { strangers($0, \.symbol, symbol) }
    }

    package func allOrders(_ symbol: Symbol, from: Timestamp, to: Timestamp) async -> ExchangeAnswer<[Order]> {
        let endpoint = Endpoint.signedRead("/fapi/v1/allOrders", weight: 5).with(symbol)
        return await pages(of: endpoint, from: from, to: to, moment: \.time) { endpoint in
            await self.ask(endpoint, [OrderRow].self, \.orders) { self.strangers($0, \.symbol, symbol) }
        }
    }

    package func trades(_ symbol: Symbol, from: Timestamp, to: Timestamp) async -> ExchangeAnswer<[Trade]> {
        let endpoint = Endpoint.signedRead("/fapi/v1/userTrades", weight: 5).with(symbol)
        return await pages(of: endpoint, from: from, to: to, moment: { $0.time }) { endpoint in
            await self.ask(endpoint, [TradeRow].self, \.trades) { self.strangers($0, \.symbol, symbol) }
        }
    }

    package func forceOrders(
        _ symbol: Symbol, from: Timestamp, to: Timestamp
    ) async -> ExchangeAnswer<[ForceOrder]> {
        let endpoint = Endpoint.signedRead("/fapi/v1/forceOrders", weight: 20).with(symbol)
        return await pages(of: endpoint, from: from, to: to, limit: 100, longest: 90 * TimeSpan.day, moment: \.time) {
            endpoint in
            await self.ask(endpoint, [ForceOrderRow].self, \.orders) { self.strangers($0, \.symbol, symbol) }
        }
    }

    package func allAlgoOrders(
        _ symbol: Symbol, from: Timestamp, to: Timestamp
    ) async -> ExchangeAnswer<[AlgoOrder]> {
        let endpoint = Endpoint.signedRead("/fapi/v1/allAlgoOrders", weight: 5).with(symbol)
        return await pages(of: endpoint, from: from, to: to, moment: { $0.createTime }) { endpoint in
            await self.ask(endpoint, [AlgoOrderRow].self, \.orders) { self.strangers($0, \.symbol, symbol) }
        }
    }

    /// A list asked for one symbol that holds another one is not the list asked for.
    private func strangers<Item>(_ items: [Item], _ path: KeyPath<Item, Symbol>, _ symbol: Symbol?) -> String? {
        guard let symbol, items.contains(where: { $0[keyPath: path] != symbol }) else { return nil }
        return "the answer holds other symbols than \(symbol)"
    }
}

extension BinanceClient {
    private func pages<Item: Sendable>(
        of endpoint: Endpoint, from: Timestamp, to: Timestamp, limit: Int = 1_000,
        longest: Int64 = TimeSpan.longestWindow, moment: @escaping @Sendable (Item) -> Timestamp?,
        page: @escaping @Sendable (Endpoint) async -> ExchangeAnswer<[Item]>
    ) async -> ExchangeAnswer<[Item]> {
        await WindowPages(limit: limit, longest: longest, moment: moment) { window in
            await page(
                endpoint.with("startTime", window.lowerBound).with("endTime", window.upperBound).with("limit", limit))
        }.read(from: from, to: to, source: endpoint.source)
    }
}

extension ExchangeAnswer {
    /// -2013: the exchange answered that it does not know the order. Every other error leaves the question open.
    fileprivate var nilWhenUnknown: ExchangeAnswer<Value?> {
        if case .failure(let unavailable) = value, unavailable.kind == .refused(code: -2013) {
            return ExchangeAnswer<Value?>(.success(nil), source: source, requests: requests)
        }
        return map { $0 }
    }
}

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

extension [OrderRow] { var orders: [Order] { map(\.order) } }
extension [AlgoOrderRow] { var orders: [AlgoOrder] { map(\.order) } }
extension [ForceOrderRow] { var orders: [ForceOrder] { map(\.order) } }
extension [TradeRow] { var trades: [Trade] { map(\.trade) } }
