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
            let mark = if let known { known } else { try requests.take(await exchange.markPrice(symbol)) }
            let quote = try requests.take(await exchange.filters(symbol))?.quoteAsset
            guard let quote, quote != "USDT", let pair = Symbol(quote + "USDT"),
                try requests.take(await exchange.knowsSymbol(pair))
            else { return (.success(UnitValue(mark: mark, quoteAsset: quote)), requests) }
            let quoteMark = try requests.take(await exchange.markPrice(pair))
            return (.success(UnitValue(mark: mark, quoteAsset: quote, quoteMark: quoteMark)), requests)
        } catch {
            return (.failure(error), requests)
        }
    }
}
