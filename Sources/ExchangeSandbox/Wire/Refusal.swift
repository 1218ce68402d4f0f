import JSON

/// Binance's no: an HTTP status, an error code and its words.
struct Refusal: Error, Sendable, Equatable {
    let http: Int
    let code: Int
    let message: String
    var retryAfter: Int?

    init(_ code: Int, _ message: String, http: Int = 400, retryAfter: Int? = nil) {
        self.http = http
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    static func missing(_ name: String) -> Refusal {
        Refusal(-1102, "Mandatory parameter '\(name)' was not sent, was empty/null, or malformed.")
    }
    static func empty(_ name: String) -> Refusal { Refusal(-1105, "Parameter '\(name)' was empty.") }
    static func notRequired(_ name: String) -> Refusal {
        Refusal(-1106, "Parameter '\(name)' sent when not required.")
    }
    static func invalidData(_ name: String) -> Refusal {
        Refusal(-1130, "Data sent for parameter '\(name)' is not valid.")
    }
    static func illegalCharacters(_ name: String, legal: String) -> Refusal {
        Refusal(-1100, "Illegal characters found in parameter '\(name)'; legal range is '\(legal)'.")
    }

    static let orderIdentityMissing = Refusal(
        -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!")
    static let algoIdentityMissing = Refusal(
        -1102, "Param 'clientAlgoId' or 'algoId' must be sent, but both were empty/null!")
    static let duplicateParameter = Refusal(-1101, "Duplicate values for a parameter detected.")
    static let startAfterEnd = Refusal(-1023, "Start time is greater than end time.")
    static let badCombination = Refusal(-1128, "Combination of optional parameters invalid.")

    static let behindWindow = Refusal(-1021, "Timestamp for this request is outside of the recvWindow.")
    static let aheadOfServer = Refusal(
        -1021, "Timestamp for this request was 1000ms ahead of the server's time.")
    static let recvWindowTooLarge = Refusal(-1131, "recvWindow must be less than 60000")
    static let badSignature = Refusal(-1022, "Signature for this request is not valid.")
    static let keyFormat = Refusal(-2014, "API-key format invalid.", http: 401)
    static let unknownKey = Refusal(-2008, "Invalid Api-Key ID.")
    static let noPermission = Refusal(
        -2015, "Invalid API-key, IP, or permissions for action, request ip: 127.0.0.1", http: 401)

    static let badTimeInForce = Refusal(-1115, "Invalid timeInForce.")
    static let badOrderType = Refusal(-1116, "Invalid orderType.")
    static let badSide = Refusal(-1117, "Invalid side.")
    static let badSymbol = Refusal(-1121, "Invalid symbol.")
    static let badResponseType = Refusal(-1136, "Invalid newOrderRespType.")
    static let badPositionSide = Refusal(-4060, "Invalid position side.")
    static let precision = Refusal(-1111, "Precision is over the maximum defined for this asset.")

    static let noListenKey = Refusal(-1125, "This listenKey does not exist.")
    static let unknownOrder = Refusal(-2011, "Unknown order sent.")
    static let orderDoesNotExist = Refusal(-2013, "Order does not exist.")
    static let marginInsufficient = Refusal(-2019, "Margin is insufficient.")
    static let reduceOnlyRejected = Refusal(-2022, "ReduceOnly Order is rejected.")
    static let wouldTrigger = Refusal(-2021, "Order would immediately trigger.")
    static let positionSideMismatch = Refusal(-4061, "Order's position side does not match user's setting.")
    static let improperReduceOnly = Refusal(-4062, "Invalid or improper reduceOnly value.")
    static let duplicateClientId = Refusal(-4116, "ClientOrderId is duplicated.")
    static let triggering = Refusal(-4117, "Stop order is triggering.")
    static let reduceOnlyConflict = Refusal(
        -4118, "ReduceOnly Order Failed. Please check your existing position and open orders")
    static let useAlgoService = Refusal(
        -4120,
        "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.")
    static let symbolNotOpening = Refusal(-4140, "Invalid symbol status for opening position.")
    static let symbolClosed = Refusal(-4141, "Symbol is closed.")
    static let fillOrKill = Refusal(
        -5021,
        "Due to the order could not be filled immediately, the FOK order has been rejected. "
            + "The order will not be recorded in the order history")
    static let postOnly = Refusal(
        -5022,
        "Due to the order could not be executed as maker, the Post Only order will be rejected. "
            + "The order will not be recorded in the order history")

    /// Whatever Binance has no endpoint for, by path or by method.
    static func noEndpoint(_ method: String, _ path: String) -> Refusal {
        Refusal(-5000, "Path \(path), Method \(method) is invalid", http: 404)
    }

    /// `{"code":…,"msg":…}`
    var json: JSONValue { .object(["code": .int(code), "msg": .string(message)]) }
}
