/// What a POST order asks for, after everything that needs no book was checked.
struct OrderTicket: Sendable {
    let symbol: String
    let side: OrderSide
    let type: String
    let positionSide: PositionSide
    let timeInForce: String
    let quantity: Amount
    /// Nil for MARKET.
    let price: Amount?
    let reduceOnly: Bool
    let clientOrderId: String?
    let goodTillDate: Int64
    let selfTradePrevention: String
    let resultAsked: Bool

    static let timesInForce = ["GTC", "IOC", "FOK", "GTX", "GTD", "RPI"]

    /// Reads the parameters of POST /fapi/v1/order in the order Binance complains about them.
    init(_ parameters: Parameters, _ book: ExchangeBook, now: Int64) throws(Refusal) {
        symbol = try parameters.mandatory("symbol")
        let market = try book.market(symbol)
        guard let side = OrderSide(rawValue: try parameters.mandatory("side")) else { throw .badSide }
        self.side = side
        type = try parameters.mandatory("type")
        guard !AlgoOrder.types.contains(type) else { throw .useAlgoService }
        guard type == "LIMIT" || type == "MARKET" else { throw .badOrderType }
        positionSide = try Self.positionSide(parameters, hedge: book.hedge)
        reduceOnly = try Self.reduceOnly(parameters, hedge: book.hedge)
        if try parameters.flag("closePosition") == true {
            throw Refusal(-4136, "Target strategy invalid for orderType \(type),closePosition true")
        }
        clientOrderId = try ClientId.optional("newClientOrderId", parameters)
        resultAsked = try Self.wantsResult(parameters)
        selfTradePrevention = try Self.prevention(parameters)
        (timeInForce, price) = try Self.terms(parameters, type, market)
        quantity = try Self.quantity(parameters, type, market)
        goodTillDate = try Self.goodTillDate(parameters, timeInForce, now: now)
    }

    static func positionSide(_ parameters: Parameters, hedge: Bool) throws(Refusal) -> PositionSide {
        guard let text = try parameters.optional("positionSide") else {
            guard !hedge else { throw .positionSideMismatch }
            return .both
        }
        guard let side = PositionSide(rawValue: text) else { throw .badPositionSide }
        guard hedge == (side != .both) else { throw .positionSideMismatch }
        return side
    }

    static func reduceOnly(_ parameters: Parameters, hedge: Bool) throws(Refusal) -> Bool {
        if hedge && parameters["reduceOnly"] != nil { throw .notRequired("reduceonly") }
        return try parameters.flag("reduceOnly") ?? false
    }

    private static func wantsResult(_ parameters: Parameters) throws(Refusal) -> Bool {
        switch try parameters.optional("newOrderRespType") {
        case nil, "ACK": return false
        case "RESULT": return true
        default: throw .badResponseType
        }
    }

    private static func prevention(_ parameters: Parameters) throws(Refusal) -> String {
        let mode = try parameters.optional("selfTradePreventionMode") ?? "EXPIRE_MAKER"
        guard ["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"].contains(mode) else {
            throw Refusal(-5039, "Invalid self trade prevention mode.")
        }
        if let match = try parameters.optional("priceMatch"), match != "NONE" {
            throw Refusal(-5037, "Invalid price match")
        }
        return mode
    }

    private static func terms(
        _ parameters: Parameters, _ type: String, _ market: Market
    ) throws(Refusal) -> (timeInForce: String, price: Amount?) {
        guard type == "LIMIT" else {
            if parameters["price"] != nil { throw .notRequired("price") }
            if parameters["timeInForce"] != nil { throw .notRequired("timeinforce") }
            return ("GTC", nil)
        }
        let timeInForce = try parameters.mandatory("timeInForce")
        guard timesInForce.contains(timeInForce) else { throw .badTimeInForce }
        let (price, text) = try parameters.mandatoryAmount("price")
        try market.check(price: price, text: text)
        return (timeInForce, price)
    }

    private static func quantity(
        _ parameters: Parameters, _ type: String, _ market: Market
    ) throws(Refusal) -> Amount {
        let (quantity, text) = try parameters.mandatoryAmount("quantity")
        try market.check(quantity: quantity, text: text, type: type)
        return quantity
    }

    private static func goodTillDate(
        _ parameters: Parameters, _ timeInForce: String, now: Int64
    ) throws(Refusal) -> Int64 {
        guard timeInForce == "GTD" else { return 0 }
        guard let date = try parameters.integer("goodTillDate") else { throw .missing("goodTillDate") }
        guard date > now + 600_000, date < 253_402_300_799_000 else {
            throw Refusal(
                -5040,
                "The goodTillDate timestamp must be greater than the current time plus 600 seconds "
                    + "and smaller than 253402300799000")
        }
        return date / 1000 * 1000
    }
}

/// The rules of client order ids: `^[\.A-Z\:/a-z0-9_-]{1,36}$`.
enum ClientId {
    static let legal = #"^[\.A-Z\:/a-z0-9_-]{1,36}$"#

    static func optional(_ name: String, _ parameters: Parameters) throws(Refusal) -> String? {
        guard let id = try parameters.optional(name) else { return nil }
        guard id.utf8.count <= 36 else {
            throw Refusal(-4015, "Client order id length should be less than 36 chars")
        }
        guard id.unicodeScalars.allSatisfy({ isLegal($0) }) else {
            throw .illegalCharacters(name, legal: legal)
        }
        return id
    }

    private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", ":", "/", "_", "-": true
        default: false
        }
    }
}
