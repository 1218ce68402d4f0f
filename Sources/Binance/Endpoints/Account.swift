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
}

/// `GET /fapi/v3/positionRisk`
struct PositionRow: Decodable, Sendable {
    let position: Position

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        position = Position(
            symbol: try fields.symbol(),
            side: try fields.positionSide(),
            amount: try fields.quantity("positionAmt"),
            entryPrice: try fields.price("entryPrice"),
            // Essential: a cap on the notional would pass anything at a price of 0.
            markPrice: try fields.price("markPrice"),
            updateTime: try fields.timeIfPresent("updateTime"))
    }
}

/// `GET /fapi/v1/accountConfig`
struct AccountConfigurationRow: Decodable, Sendable {
    let configuration: AccountConfiguration

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        configuration = AccountConfiguration(
            canTrade: try fields.flag("canTrade"), isHedge: try fields.flag("dualSidePosition"))
    }
}

extension [PositionRow] { var positions: [Position] { map(\.position) } }
