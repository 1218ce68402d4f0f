/// One symbol's rules (exchangeInfo) and its mark price.
struct Market: Sendable {
    let symbol: String
    var base: String
    /// What prices and notionals are written in: not USDT everywhere.
    var quote = "USDT"
    /// What margin and profit are paid in.
    var marginAsset = "USDT"
    var status = MarketStatus.trading
    let tick: Amount
    let pricePrecision: Int
    let step: Amount
    let quantityPrecision: Int
    let minPrice: Amount
    let maxPrice: Amount
    let minQuantity: Amount
    let maxQuantity: Amount
    /// MARKET_LOT_SIZE has its own, smaller maximum.
    let marketMaxQuantity: Amount
    let minNotional: Amount
    var mark: Amount
    var markTime: Int64 = 0

    static let multiplierUp = Amount.known("1.0500")
    static let multiplierDown = Amount.known("0.9500")

    static let listed: [Market] = [
        Market(
            symbol: "BTCUSDT", base: "BTC", tick: .known("0.10"), pricePrecision: 2, step: .known("0.001"),
            quantityPrecision: 3, minPrice: .known("556.80"), maxPrice: .known("4529764"),
            minQuantity: .known("0.001"), maxQuantity: .known("1000"), marketMaxQuantity: .known("120"),
            minNotional: .known("100"), mark: .known("60000")),
        Market(
            symbol: "ETHUSDT", base: "ETH", tick: .known("0.01"), pricePrecision: 2, step: .known("0.001"),
            quantityPrecision: 3, minPrice: .known("39.86"), maxPrice: .known("306177"),
            minQuantity: .known("0.001"), maxQuantity: .known("10000"), marketMaxQuantity: .known("2000"),
            minNotional: .known("20"), mark: .known("3000")),
        Market(
            symbol: "SOLUSDT", base: "SOL", tick: .known("0.0100"), pricePrecision: 4, step: .known("0.01"),
            quantityPrecision: 2, minPrice: .known("0.42"), maxPrice: .known("6857"),
            minQuantity: .known("0.01"), maxQuantity: .known("1000000"), marketMaxQuantity: .known("90000"),
            minNotional: .known("5"), mark: .known("150")),
    ]

    /// Of the assets contracts are quoted in, the one a symbol ends in; USDT where it ends in none.
    static func quote(of symbol: String) -> String {
        ["USDT", "USDC", "BTC"].first { symbol.hasSuffix($0) && symbol.count > $0.count } ?? "USDT"
    }

    /// The rules of a symbol only a state names, read off the places its numbers are written with.
    static func unlisted(_ symbol: String, pricePlaces: Int, quantityPlaces: Int, mark: Amount) -> Market {
        let tick = Amount("0." + String(repeating: "0", count: max(pricePlaces, 1) - 1) + "1") ?? .known("0.1")
        let step =
            quantityPlaces == 0
            ? .known("1") : Amount("0." + String(repeating: "0", count: quantityPlaces - 1) + "1") ?? .known("1")
        let quote = quote(of: symbol)
        return Market(
            symbol: symbol, base: symbol.hasSuffix(quote) ? String(symbol.dropLast(quote.count)) : symbol,
            quote: quote, marginAsset: quote, tick: tick, pricePrecision: max(pricePlaces, 1), step: step,
            quantityPrecision: quantityPlaces, minPrice: tick,
            maxPrice: .known("1000000"), minQuantity: step, maxQuantity: .known("10000000"),
            marketMaxQuantity: .known("1000000"), minNotional: quote == "BTC" ? .known("0.001") : .known("5"),
            mark: mark)
    }

    /// The mark on the price grid: what a MARKET order fills at.
    var tradePrice: Amount { mark.rounded(to: tick) }

    /// An average, which a division may have made endless.
    func average(_ amount: Amount) -> String { amount.text(places: max(5, pricePrecision)) }
    func price(_ amount: Amount) -> String { amount.text(atLeast: pricePrecision) }
    func quantity(_ amount: Amount) -> String { amount.text(atLeast: quantityPrecision) }
}
