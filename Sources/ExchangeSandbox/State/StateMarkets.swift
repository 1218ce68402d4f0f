import JSON

/// The markets and marks of a state, and the symbols only it knows.
extension SandboxState {
    /// `marks` is `{"BTCUSDT": "61234.5"}` or a list of premiumIndex rows.
    static func addMarkets(
        _ value: JSONValue, to book: inout ExchangeBook, clock: StateClock
    ) throws(StateProblem) {
        var marks: [String: Amount] = [:]
        switch value["marks"] {
        case nil: break
        case .object(let members)?:
            for member in members {
                let row = try StateRow(
                    ["markPrice": member.value], path: "marks.\(member.name)",
                    known: ["markPrice"], clock: clock)
                marks[member.name] = try positive(row, path: row.path)
            }
        case .some:
            try each(value, "marks") { element, path throws(StateProblem) in
                let row = try StateRow(element, path: path, known: ["symbol", "markPrice"], clock: clock)
                marks[try row.symbol()] = try positive(row, path: path + ".markPrice")
            }
        }
        let rules = try rules(value, clock: clock)
        for symbol in try names(value, clock: clock).union(marks.keys).union(rules.map(\.symbol))
        where book.markets[symbol] == nil {
            let places = places(value, symbol: symbol)
            book.markets[symbol] = Market.unlisted(
                symbol, pricePlaces: min(places.price, 8), quantityPlaces: min(places.quantity, 8),
                mark: places.last ?? .known("1"))
        }
        for (symbol, mark) in marks { book.markets[symbol]?.mark = mark }
        for rule in rules { book.markets[rule.symbol]?.take(rule) }
    }

    /// What a state says of a symbol: `{"ETHBTC": {"status": "SETTLING", "quoteAsset": "BTC"}}`.
    struct MarketRule {
        let symbol: String
        let status: MarketStatus?
        let base: String?
        let quote: String?
        let margin: String?
    }

    private static func rules(_ value: JSONValue, clock: StateClock) throws(StateProblem) -> [MarketRule] {
        guard let given = value["markets"] else { return [] }
        guard let members = given.objectValue else {
            throw StateProblem(path: "markets", what: "an object by symbol is expected")
        }
        var rules: [MarketRule] = []
        for member in members {
            let row = try StateRow(
                member.value, path: "markets.\(member.name)",
                known: ["status", "baseAsset", "quoteAsset", "marginAsset"], clock: clock)
            rules.append(
                MarketRule(
                    symbol: member.name, status: try row.choice("status", MarketStatus.self),
                    base: try row.text("baseAsset"), quote: try row.text("quoteAsset"),
                    margin: try row.text("marginAsset")))
        }
        return rules
    }

    /// `depth` is `{"BTCUSDT": "0.003"}`: what a MARKET order finds, at most.
    static func addDepths(_ value: JSONValue, to book: inout ExchangeBook) throws(StateProblem) {
        guard let depth = value["depth"] else { return }
        guard let members = depth.objectValue else {
            throw StateProblem(path: "depth", what: "a quantity by symbol is expected")
        }
        for member in members {
            guard let amount = member.value.stringValue.flatMap({ Amount($0) }), !amount.isNegative else {
                throw StateProblem(path: "depth.\(member.name)", what: "a quantity in a string is expected")
            }
            book.depths[member.name] = amount
        }
    }

    private static func positive(_ row: StateRow, path: String) throws(StateProblem) -> Amount {
        guard let mark = try row.amount("markPrice")?.amount, mark > .zero else {
            throw StateProblem(path: path, what: "a mark price above 0 is expected")
        }
        return mark
    }

    private static let lists = ["orders", "algoOrders", "trades", "positions", "forceOrders"]

    private static func names(_ value: JSONValue, clock: StateClock) throws(StateProblem) -> Set<String> {
        var symbols: Set<String> = []
        for list in lists {
            try each(value, list) { element, path throws(StateProblem) in
                symbols.insert(try StateRow(element, path: path, known: ["symbol"], clock: clock).symbol())
            }
        }
        return symbols
    }

    /// How many places the numbers of a symbol are written with, and the last price named.
    private static func places(
        _ value: JSONValue, symbol: String
    ) -> (price: Int, quantity: Int, last: Amount?) {
        var result: (price: Int, quantity: Int, last: Amount?) = (1, 0, nil)
        for element in lists.flatMap({ value[$0]?.arrayValue ?? [] }) where element["symbol"]?.stringValue == symbol {
            for name in ["price", "triggerPrice", "entryPrice"] {
                guard let text = element[name]?.stringValue, let amount = Amount(text), amount > .zero else { continue }
                result.price = max(result.price, Amount.significantPlaces(of: text))
                result.last = amount
            }
            for name in ["origQty", "executedQty", "qty", "quantity", "positionAmt"] {
                guard let text = element[name]?.stringValue else { continue }
                result.quantity = max(result.quantity, Amount.writtenPlaces(of: text))
            }
        }
        return result
    }
}

extension Market {
    /// Margin is paid in the quote asset unless it is said otherwise.
    fileprivate mutating func take(_ rule: SandboxState.MarketRule) {
        if let status = rule.status { self.status = status }
        if let quote = rule.quote {
            self.quote = quote
            marginAsset = quote
            if symbol.hasSuffix(quote), symbol.count > quote.count { base = String(symbol.dropLast(quote.count)) }
        }
        if let base = rule.base { self.base = base }
        if let margin = rule.margin { marginAsset = margin }
    }
}
