import Binance
import TriageCore

/// Reads what one unit of a symbol is worth in USDT. Whether it is quoted in USDT is asked, never assumed.
struct Valuer: Sendable {
    let exchange: BinanceClient

    /// - Parameter known: the symbol's own mark price, where it has been read already.
    func worth(
        of symbol: Symbol, mark known: Price? = nil
    ) async -> (Result<UnitValue, Unavailable>, [RequestRecord]) {
        var requests: [RequestRecord] = []
        do throws(Unavailable) {
            let mark: Price
            if let known {
                mark = known
            } else {
                let answer = await exchange.markPrice(symbol)
                requests += answer.requests
                mark = try answer.value.get()
            }
            let filters = await exchange.filters(symbol)
            requests += filters.requests
            let quote = try filters.value.get()?.quoteAsset
            guard let quote, quote != "USDT", let pair = Symbol(quote + "USDT") else {
                return (.success(UnitValue(mark: mark, quoteAsset: quote)), requests)
            }
            let listing = await exchange.knowsSymbol(pair)
            requests += listing.requests
            guard try listing.value.get() else {
                return (.success(UnitValue(mark: mark, quoteAsset: quote)), requests)
            }
            let second = await exchange.markPrice(pair)
            requests += second.requests
            return (.success(UnitValue(mark: mark, quoteAsset: quote, quoteMark: try second.value.get())), requests)
        } catch {
            return (.failure(error), requests)
        }
    }
}
