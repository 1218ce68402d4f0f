package import TriageCore

extension BinanceClient {
    package func positions(_ symbol: Symbol?) async -> ExchangeAnswer<[Position]> {
        let endpoint = Endpoint.signedRead("/fapi/v3/positionRisk", weight: 5).with(symbol)
        return await ask(endpoint, [PositionRow].self, \.positions) { positions in
            guard let symbol, positions.contains(where: { $0.symbol != symbol }) else { return nil }
            return "the answer holds other symbols than \(symbol)"
        }
    }

    package func accountConfiguration() async -> ExchangeAnswer<AccountConfiguration> {
        let endpoint = Endpoint.signedRead("/fapi/v1/accountConfig", weight: 5)
        return await ask(endpoint, AccountConfigurationRow.self, \.configuration)
    }

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
