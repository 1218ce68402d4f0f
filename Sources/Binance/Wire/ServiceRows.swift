import FoundationEssentials
import TriageCore

/// `GET /fapi/v1/rateLimit/order`
struct OrderLimitRow: Decodable, Sendable {
    let limit: OrderLimit

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let interval = "\(try fields.integer("intervalNum")) \(try fields.text("interval"))"
        limit = OrderLimit(interval: interval, limit: try fields.integer("limit"))
    }
}

/// `GET /fapi/v1/apiTradingStatus`: indicators by symbol, or under `ACCOUNT`.
struct TradingStatusRow: Decodable, Sendable {
    private struct Row: Decodable {
        let indicator: String
        let isLocked: Bool
        let recovers: Timestamp?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            indicator = try fields.text("indicator")
            isLocked = try fields.flag("isLocked")
            recovers = try fields.timeIfPresent("plannedRecoverTime")
        }
    }
    private enum CodingKeys: String, CodingKey { case indicators }

    let locks: [TradingLock]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let scopes = try container.decode([String: [Row]].self, forKey: .indicators)
        locks = scopes.sorted { $0.key < $1.key }.flatMap { scope, rows in
            rows.map {
                TradingLock(scope: scope, indicator: $0.indicator, isLocked: $0.isLocked, recovers: $0.recovers)
            }
        }
    }
}

/// `GET /sapi/v1/account/apiRestrictions`
struct KeyRestrictionsRow: Decodable, Sendable {
    let restrictions: KeyRestrictions

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        restrictions = KeyRestrictions(
            allowsReading: try fields.flagIfPresent("enableReading"),
            allowsFutures: try fields.flagIfPresent("enableFutures"),
            isBoundToIP: try fields.flagIfPresent("ipRestrict"))
    }
}

/// `PUT` and `POST /fapi/v1/listenKey`
struct ListenKeyRow: Decodable, Sendable {
    let text: String

    init(from decoder: any Decoder) throws { text = try Fields(decoder).text("listenKey") }
}
