/// Who made the order behind a fill, as far as its client order id tells (facts: Binance, "Who made this order?").
package enum FillOrigin: Sendable, Hashable {
    /// `nil`: a legacy id.
    case grinder(strategy: String?)
    /// This tool's own closing orders, by the form of their ids: they only ever reduce.
    case closing
    /// `web_`, `ios_`, `android_`, `electron_`: seen in public samples, documented nowhere.
    case person(channel: String)
    /// `x-…`: the id of a broker program.
    case software(String)
    /// 22 random characters: the exchange's own id for an API order sent without one.
    case unnamedAPI
    case otherID(String)
    /// Liquidation, ADL, settlement, delivery. `isListed`: in `forceOrders`, which is authoritative.
    case forced(String, isListed: Bool)
    /// The order itself could not be read.
    case unknown

    private static let forcedPrefixes = [
        ("autoclose-", "liquidation"), ("adl_autoclose", "ADL"), ("settlement_autoclose-", "settlement"),
        ("delivery_autoclose-", "delivery"),
    ]
    private static let channels = ["web", "ios", "android", "electron"]

    package init(_ id: ClientOrderID?, on symbol: Symbol, isListed: Bool, identity: Identity) {
        let text = id?.rawValue ?? ""
        let kind = Self.forcedPrefixes.first { text.hasPrefix($0.0) }?.1
        if isListed || kind != nil {
            self = .forced(kind ?? "liquidation or ADL", isListed: isListed)
            return
        }
        guard let id else {
            self = .unknown
            return
        }
        if case .grinders(let parts) = Ownership.of(id, carrying: symbol, identity: identity) {
            self = .grinder(strategy: parts.strategy)
        } else if ToolOrderID.isOurs(id) {
            self = .closing
        } else if let channel = Self.channels.first(where: { text.hasPrefix("\($0)_") }) {
            self = .person(channel: channel)
        } else if text.hasPrefix("x-") {
            self = .software(String(text.prefix(10)))
        } else if text.wholeMatch(of: /[A-Za-z0-9]{22}/) != nil {
            self = .unnamedAPI
        } else {
            self = .otherID(text)
        }
    }

    package var isGrinders: Bool { if case .grinder = self { true } else { false } }
    package var isForced: Bool { if case .forced = self { true } else { false } }

    /// Told from an id alone by habit and not by documentation.
    package var isHeuristic: Bool {
        switch self {
        case .grinder, .closing, .unknown: false
        case .forced(let kind, let isListed): !isListed && (kind == "liquidation" || kind == "ADL")
        case .person, .software, .unnamedAPI, .otherID: true
        }
    }

    package var words: String {
        switch self {
        case .grinder(let strategy?): "grinder, strategy \(strategy)"
        case .grinder(nil): "grinder, legacy id"
        case .closing: "grinderctl flatten, which closed as much"
        case .person(let channel): "a person (\(channel)_, by habit of the ids)"
        case .software(let broker): "other software (\(broker)…)"
        case .unnamedAPI: "an API client that sends no client order id"
        case .otherID(let id): "someone else (\(id))"
        case .forced(let kind, true): "\(kind), by forceOrders"
        case .forced(let kind, false): "\(kind), by the id"
        case .unknown: "unknown: its order was not read"
        }
    }
}
