import FoundationEssentials
import Synchronization
package import TriageCore

extension BinanceClient {
    package func markPrice(_ symbol: Symbol) async -> ExchangeAnswer<Price> {
        let endpoint = Endpoint.publicRead("/fapi/v1/premiumIndex", weight: 1).with(symbol)
        let answer = await ask(endpoint, MarkPriceRow.self, \.self) { mark in
            mark.symbol == symbol ? nil : "the answer is about \(mark.symbol)"
        }
        return answer.map(\.price)
    }

    /// The nearest 50 levels of either side, weight 2.
    package func depth(_ symbol: Symbol) async -> ExchangeAnswer<OrderBook> {
        let endpoint = Endpoint.publicRead("/fapi/v1/depth", weight: 2).with(symbol).with("limit", 50)
        return await ask(endpoint, DepthRow.self, \.book)
    }

    /// Whether `exchangeInfo` (weight 1, some megabytes) lists the symbol; asked once a process.
    package func knowsSymbol(_ symbol: Symbol) async -> ExchangeAnswer<Bool> {
        if let known = symbols.known {
            return ExchangeAnswer(.success(known.contains(symbol)), source: Self.exchangeInfo.source, requests: [])
        }
        return await exchangeInfoPage().map { $0.symbols.contains(symbol) }
    }

    /// The quantities `exchangeInfo` allows on the symbol; the page is asked for once a process.
    package func filters(_ symbol: Symbol) async -> ExchangeAnswer<SymbolFilters?> {
        var requests: [RequestRecord] = []
        if symbols.page == nil {
            let answer = await exchangeInfoPage()
            requests = answer.requests
            if case .failure(let problem) = answer.value {
                return ExchangeAnswer(.failure(problem), source: answer.source, requests: requests)
            }
        }
        let source = Self.exchangeInfo.source
        do {
            let row = try Decoding.decode(SymbolFiltersRow.self, from: symbols.page ?? [])
            return ExchangeAnswer(.success(row.filters[symbol]), source: source, requests: requests)
        } catch {
            return ExchangeAnswer(.failure(Unavailable(error, source: source)), source: source, requests: requests)
        }
    }

    private static let exchangeInfo = Endpoint.publicRead("/fapi/v1/exchangeInfo", weight: 1)

    private func exchangeInfoPage() async -> ExchangeAnswer<ExchangeInfoRow> {
        let reading = await pipeline.read(Self.exchangeInfo)
        let source = Self.exchangeInfo.source
        let result = reading.result.flatMap { answer -> Result<ExchangeInfoRow, Unavailable> in
            do {
                let row = try Decoding.decode(ExchangeInfoRow.self, from: answer.body)
                guard !row.symbols.isEmpty else {
                    return .failure(Unavailable(.unusable, source: source, detail: "the answer lists no symbols"))
                }
                symbols.keep(row.symbols, page: answer.body)
                return .success(row)
            } catch {
                return .failure(Unavailable(error, source: source))
            }
        }
        return ExchangeAnswer(result, source: source, requests: reading.requests)
    }
}

/// What `exchangeInfo` said, kept until it is forgotten: the symbols it lists, and its page for whoever needs more of it.
final class KnownSymbols: Sendable {
    private let kept = Mutex<(symbols: Set<Symbol>, page: [UInt8])?>(nil)

    var known: Set<Symbol>? { kept.withLock { $0?.symbols } }
    var page: [UInt8]? { kept.withLock { $0?.page } }

    func forget() { kept.withLock { $0 = nil } }

    func keep(_ listed: Set<Symbol>, page: [UInt8]) { kept.withLock { $0 = (listed, page) } }
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
