import FoundationEssentials

/// What `GET /fapi/v1/exchangeInfo` demands of a quantity on one symbol. `pricePrecision` and `quantityPrecision` are
/// no step sizes (market data, Exchange Information).
package struct SymbolFilters: Sendable, Hashable {
    /// One of `LOT_SIZE` and `MARKET_LOT_SIZE`.
    package struct Lot: Sendable, Hashable {
        package let minimum: Quantity
        package let maximum: Quantity
        package let step: Quantity

        package init(minimum: Quantity, maximum: Quantity, step: Quantity) {
            self.minimum = minimum
            self.maximum = maximum
            self.step = step
        }
    }

    package let symbol: Symbol
    package let lot: Lot?
    /// Its own, smaller maximum: a large position needs several MARKET orders.
    package let marketLot: Lot?
    /// `TRADING`, `SETTLING`, `PENDING_TRADING`, …; `nil` where the row does not say.
    package let status: String?
    /// What prices and notionals are in; `nil` where the row does not say.
    package let quoteAsset: String?

    package init(symbol: Symbol, lot: Lot?, marketLot: Lot?, status: String?, quoteAsset: String?) {
        self.symbol = symbol
        self.lot = lot
        self.marketLot = marketLot
        self.status = status
        self.quoteAsset = quoteAsset
    }

    /// Whether a new order is let through. Any other word, known or not, and none at all: no.
    package var isTrading: Bool { status == "TRADING" }

    /// What holds for a MARKET order: `MARKET_LOT_SIZE`, and `LOT_SIZE` for what it leaves at 0. `nil` without a step.
    package var market: Lot? {
        let known = [marketLot, lot].compactMap(\.self)
        func first(_ path: KeyPath<Lot, Quantity>) -> Quantity? {
            known.map { $0[keyPath: path] }.first { $0.value > 0 }
        }
        guard let step = first(\.step), let maximum = first(\.maximum) else { return nil }
        return Lot(minimum: first(\.minimum) ?? step, maximum: maximum, step: step)
    }
}
