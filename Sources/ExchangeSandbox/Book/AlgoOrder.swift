import JSON

enum AlgoStatus: String, Sendable, CaseIterable {
    case new = "NEW"
    case triggering = "TRIGGERING"
    case triggered = "TRIGGERED"
    case finished = "FINISHED"
    case canceled = "CANCELED"
    case expired = "EXPIRED"
    case rejected = "REJECTED"

    /// Shown by openAlgoOrders.
    var isOpen: Bool { self == .new || self == .triggering }
}

/// A conditional order of the Algo Service; invisible to the normal order endpoints until it triggers.
struct AlgoOrder: Sendable {
    static let types = ["STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"]

    let algoId: Int64
    let clientAlgoId: String
    let orderType: String
    let symbol: String
    let side: OrderSide
    let positionSide: PositionSide
    let timeInForce: String
    let quantity: String
    var status: AlgoStatus
    /// The order it became: a string on the wire, empty until triggered.
    var actualOrderId = ""
    var actualPrice = "0.00000"
    /// What its order has filled; nil until there is one, or where a state does not say.
    var actualQty: String?
    /// Why it was refused when it triggered; empty otherwise.
    var rejectReason = ""
    let triggerPrice: String
    let price: String
    let workingType: String
    let closePosition: Bool
    let priceProtect: Bool
    let reduceOnly: Bool
    let createTime: Int64
    var updateTime: Int64
    var triggerTime: Int64 = 0
    var goodTillDate: Int64 = 0

    /// Closes or reduces what is open, and opens nothing.
    var reducesOnly: Bool { reduceOnly || closePosition }

    /// Whether a mark reaches the trigger: stops against the position, take-profits with it.
    func isReached(by mark: Amount) -> Bool {
        guard let trigger = Amount(triggerPrice), !trigger.isZero else { return false }
        let rising = (side == .buy) == orderType.hasPrefix("STOP")
        return rising ? mark >= trigger : mark <= trigger
    }
}

extension AlgoOrder {
    /// The answer of GET algoOrder; `listed` adds the tp/sl fields the list endpoints still carry.
    func json(listed: Bool = false) -> JSONValue {
        let attached: JSONValue.Members = [
            "tpTriggerPrice": .string("0.000"), "tpPrice": .string("0.000"),
            "slTriggerPrice": .string("0.000"), "slPrice": .string("0.000"),
        ]
        let outcome: JSONValue.Members = [
            "actualOrderId": .string(actualOrderId), "actualPrice": .string(actualPrice),
        ]
        let tail: JSONValue.Members = [
            "tpOrderType": .string(""), "selfTradePreventionMode": .string("EXPIRE_MAKER"),
            "workingType": .string(workingType), "priceMatch": .string("NONE"),
            "closePosition": .bool(closePosition), "priceProtect": .bool(priceProtect),
            "reduceOnly": .bool(reducesOnly), "createTime": .int(createTime), "updateTime": .int(updateTime),
            "triggerTime": .int(triggerTime), "goodTillDate": .int(goodTillDate),
        ]
        var members = identity + outcome + prices
        if listed { members += attached }
        members += tail
        if let actualQty {
            members += [
                "actualType": .string(price == "0" || orderType.hasSuffix("MARKET") ? "MARKET" : "LIMIT"),
                "actualQty": .string(actualQty),
            ]
        }
        return .object(members)
    }

    /// The answer of POST algoOrder.
    var placedJSON: JSONValue {
        let tail: JSONValue.Members = [
            "selfTradePreventionMode": .string("EXPIRE_MAKER"), "workingType": .string(workingType),
            "priceMatch": .string("NONE"), "closePosition": .bool(closePosition),
            "priceProtect": .bool(priceProtect), "reduceOnly": .bool(reducesOnly), "activatePrice": .string(""),
            "callbackRate": .string(""), "createTime": .int(createTime), "updateTime": .int(updateTime),
            "triggerTime": .int(triggerTime), "goodTillDate": .int(goodTillDate),
        ]
        return .object(identity + prices + tail)
    }

    private var identity: JSONValue.Members {
        [
            "algoId": .int(algoId), "clientAlgoId": .string(clientAlgoId), "algoType": .string("CONDITIONAL"),
            "orderType": .string(orderType), "symbol": .string(symbol), "side": .string(side.rawValue),
            "positionSide": .string(positionSide.rawValue), "timeInForce": .string(timeInForce),
            "quantity": .string(quantity), "algoStatus": .string(status.rawValue),
        ]
    }

    private var prices: JSONValue.Members {
        ["triggerPrice": .string(triggerPrice), "price": .string(price), "icebergQuantity": .null]
    }
}
