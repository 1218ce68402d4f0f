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

    /// Whether `exchangeInfo` (weight 1, some megabytes) lists the symbol; asked once a process.
    package func knowsSymbol(_ symbol: Symbol) async -> ExchangeAnswer<Bool> {
        let endpoint = Endpoint.publicRead("/fapi/v1/exchangeInfo", weight: 1)
        if let known = symbols.known {
            return ExchangeAnswer(.success(known.contains(symbol)), source: endpoint.source, requests: [])
        }
        let answer = await ask(endpoint, ExchangeInfoRow.self, \.symbols) { symbols in
            symbols.isEmpty ? "the answer lists no symbols" : nil
        }
        if case .success(let listed) = answer.value { symbols.keep(listed) }
        return answer.map { $0.contains(symbol) }
    }
}
