import TriageCore

/// A position to be closed; a test spoils one thing.
struct GivenPosition: Sendable {
    static let series = "0123456789abcdef0123456789abcdef"
    static let filters = filters(lot("1000"), lot("120"))

    static func filters(
        of symbol: Symbol = Given.btc, _ lot: SymbolFilters.Lot?, _ marketLot: SymbolFilters.Lot?,
        status: String? = "TRADING", quoteAsset: String? = "USDT"
    ) -> SymbolFilters {
        SymbolFilters(symbol: symbol, lot: lot, marketLot: marketLot, status: status, quoteAsset: quoteAsset)
    }

    var isHedge = false
    var amounts: [(PositionSide, String)] = [(.both, "0.005")]
    var orders: [Order] = []
    var algos: [AlgoOrder] = []
    var choice: PositionLookup.Choice?
    var filters = GivenPosition.filters
    var updateTime = Given.noon

    static func lot(_ maximum: String) -> SymbolFilters.Lot {
        SymbolFilters.Lot(
            minimum: Given.quantity("0.001"), maximum: Given.quantity(maximum), step: Given.quantity("0.001"))
    }

    /// A live order of the closing side of a long position.
    static func order(
        _ id: String = "grinder_tp_BTCUSDT_1_1772971200_1", side: Side = .sell, positionSide: PositionSide = .both,
        orderID: Int64 = 77
    ) -> Order {
        Order(
            symbol: Given.btc, orderID: OrderID(orderID), clientOrderID: ClientOrderID(id), status: .new, side: side,
            positionSide: positionSide, price: Given.price("70000"), origQty: Given.quantity("0.005"),
            time: Given.noon)
    }

    var reading: PositionReading {
        PositionReading(
            symbol: Given.btc, isHedge: isHedge,
            rows: amounts.map {
                Position(
                    symbol: Given.btc, side: $0.0, amount: Given.quantity($0.1), entryPrice: Given.price("60000"),
                    markPrice: Given.price("60000"), updateTime: updateTime)
            }, openOrders: orders, openAlgoOrders: algos)
    }

    var lookup: PositionLookup { .of(reading, choice: choice) }

    var plan: FlattenPlan? {
        guard case .held(let side) = lookup else { return nil }
        return FlattenPlan(
            reading, side: side, filters: filters, identity: Identity(), series: Self.series)
    }

    var progress: FlattenProgress? { plan.map(FlattenProgress.init) }
}
