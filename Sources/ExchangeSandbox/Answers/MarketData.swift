import JSON

/// Public endpoints.
extension Endpoint {
    static let marketData: [Endpoint] = [
        Endpoint("GET", "/fapi/v1/ping", security: .open) { _, _, _ in .object([:]) },
        Endpoint("GET", "/fapi/v1/time", security: .open) { _, _, now in .object(["serverTime": .int(now)]) },
        Endpoint("GET", "/fapi/v1/exchangeInfo", security: .open) { book, _, now in book.exchangeInfo(now: now) },
        Endpoint("GET", "/fapi/v1/premiumIndex", security: .open, weight: bySymbol(1, without: 10)) {
            book, parameters, now throws(Refusal) in
            try book.each(parameters) { $0.premiumIndex(now: now) }
        },
        Endpoint("GET", "/fapi/v1/ticker/price", security: .open, weight: bySymbol(1, without: 2)) {
            book, parameters, now throws(Refusal) in
            try book.each(parameters) { $0.lastPrice(now: now) }
        },
        Endpoint("GET", "/fapi/v2/ticker/price", security: .open, weight: bySymbol(1, without: 2)) {
            book, parameters, now throws(Refusal) in
            try book.each(parameters) { $0.lastPrice(now: now) }
        },
        Endpoint("GET", "/fapi/v1/ticker/bookTicker", security: .open, weight: bySymbol(2, without: 5)) {
            book, parameters, now throws(Refusal) in
            try book.each(parameters) { $0.bestPrices(now: now) }
        },
    ]
}

extension ExchangeBook {
    var symbols: [Market] { markets.values.sorted { $0.symbol < $1.symbol } }

    /// An object with `symbol`, an array of all without.
    func each(_ parameters: Parameters, _ row: (Market) -> JSONValue) throws(Refusal) -> JSONValue {
        guard let symbol = try parameters.optional("symbol") else { return .array(symbols.map(row)) }
        return row(try market(symbol))
    }

    func exchangeInfo(now: Int64) -> JSONValue {
        func limit(_ type: String, _ interval: String, _ count: Int, _ limit: Int) -> JSONValue {
            .object([
                "rateLimitType": .string(type), "interval": .string(interval), "intervalNum": .int(count),
                "limit": .int(limit),
            ])
        }
        return .object([
            "timezone": .string("UTC"), "serverTime": .int(now), "futuresType": .string("U_MARGINED"),
            "rateLimits": .array([
                limit("REQUEST_WEIGHT", "MINUTE", 1, 2400), limit("ORDERS", "MINUTE", 1, 1200),
                limit("ORDERS", "SECOND", 10, 300),
            ]),
            "exchangeFilters": .array([]),
            "assets": .array([
                .object([
                    "asset": .string("USDT"), "marginAvailable": .bool(true),
                    "autoAssetExchange": .string("-10000"),
                ])
            ]),
            "symbols": .array(symbols.map(\.infoJSON)),
        ])
    }
}

extension Market {
    fileprivate var infoJSON: JSONValue {
        .object([
            "symbol": .string(symbol), "pair": .string(symbol), "contractType": .string("PERPETUAL"),
            "deliveryDate": .int(4_133_404_800_000), "onboardDate": .int(1_569_398_400_000),
            "status": .string(status.rawValue), "maintMarginPercent": .string("2.5000"),
            "requiredMarginPercent": .string("5.0000"), "baseAsset": .string(base),
            "quoteAsset": .string(quote), "marginAsset": .string(marginAsset),
            "pricePrecision": .int(pricePrecision), "quantityPrecision": .int(quantityPrecision),
            "baseAssetPrecision": .int(8), "quotePrecision": .int(8), "underlyingType": .string("COIN"),
            "underlyingSubType": .array([]), "triggerProtect": .string("0.0500"),
            "liquidationFee": .string("0.012500"), "marketTakeBound": .string("0.05"),
            "maxMoveOrderLimit": .int(10000), "filters": filtersJSON,
            "orderTypes": .array((["LIMIT", "MARKET"] + AlgoOrder.types).map { .string($0) }),
            "timeInForce": .array(["GTC", "IOC", "FOK", "GTX", "GTD"].map { .string($0) }),
            "permissionSets": .array([.string("GRID"), .string("COPY")]),
        ])
    }

    fileprivate func premiumIndex(now: Int64) -> JSONValue {
        .object([
            "symbol": .string(symbol), "markPrice": .string(mark.text(places: 8)),
            "indexPrice": .string(mark.text(places: 8)), "estimatedSettlePrice": .string(mark.text(places: 8)),
            "lastFundingRate": .string("0.00010000"), "interestRate": .string("0.00010000"),
            "nextFundingTime": .int((now / 28_800_000 + 1) * 28_800_000), "time": .int(now),
        ])
    }

    fileprivate func lastPrice(now: Int64) -> JSONValue {
        .object(["symbol": .string(symbol), "price": .string(price(tradePrice)), "time": .int(now)])
    }

    fileprivate func bestPrices(now: Int64) -> JSONValue {
        .object([
            "symbol": .string(symbol), "bidPrice": .string(price(tradePrice)),
            "bidQty": .string(quantity(marketMaxQuantity)), "askPrice": .string(price(tradePrice + tick)),
            "askQty": .string(quantity(marketMaxQuantity)), "time": .int(now),
        ])
    }
}
