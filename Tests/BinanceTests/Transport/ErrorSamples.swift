import Testing

@testable import Binance

/// Answers as the exchange gives them, and what each means for a mutating request.
struct ErrorSample: Sendable, CustomTestStringConvertible {
    let status: Int
    let headers: [String: String]
    let body: String
    let isUnknown: Bool

    init(_ status: Int, _ body: String, isUnknown: Bool = false, headers: [String: String] = [:]) {
        self.status = status
        self.headers = headers
        self.body = body
        self.isUnknown = isUnknown
    }

    var answer: HTTPAnswer { HTTPAnswer(status: status, headers: headers, body: Array(body.utf8)) }
    var testDescription: String { "\(status) \(body)" }

    static let all: [ErrorSample] = [
        ErrorSample(
            400,
            #"{"code":-1021,"msg":"Timestamp for this request is outside of the "#
                + #"recvWindow."}"#),
        ErrorSample(
            400,
            #"{"code":-1021,"msg":"Timestamp for this request was 1000ms ahead of the "#
                + #"server's time."}"#),
        ErrorSample(
            400,
            #"{"code":-1022,"msg":"Signature for this request is not valid."}"#),
        ErrorSample(
            401,
            #"{"code":-2014,"msg":"API-key format invalid."}"#),
        ErrorSample(
            401,
            #"{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action"}"#),
        ErrorSample(
            400,
            #"{"code":-2008,"msg":"Invalid Api-Key ID."}"#),
        ErrorSample(
            400,
            #"{"code":-1102,"msg":"Mandatory parameter 'symbol' was not sent, was "#
                + #"empty/null, or malformed."}"#),
        ErrorSample(
            400,
            #"{"code":-1106,"msg":"Parameter 'reduceonly' sent when not required."}"#),
        ErrorSample(
            400,
            #"{"code":-1111,"msg":"Precision is over the maximum defined for this asset."}"#),
        ErrorSample(
            400,
            #"{"code":-1121,"msg":"Invalid symbol."}"#),
        ErrorSample(
            400,
            #"{"code":-1125,"msg":"This listenKey does not exist."}"#),
        ErrorSample(
            400,
            #"{"code":-2011,"msg":"Unknown order sent."}"#),
        ErrorSample(
            400,
            #"{"code":-2013,"msg":"Order does not exist."}"#),
        ErrorSample(
            400,
            #"{"code":-2019,"msg":"Margin is insufficient."}"#),
        ErrorSample(
            400,
            #"{"code":-2022,"msg":"ReduceOnly Order is rejected."}"#),
        ErrorSample(
            400,
            #"{"code":-4005,"msg":"Quantity greater than max quantity."}"#),
        ErrorSample(
            400,
            #"{"code":-4015,"msg":"Client order id length should be less than 36 chars"}"#),
        ErrorSample(
            400,
            #"{"code":-4061,"msg":"Order's position side does not match user's setting."}"#),
        ErrorSample(
            400,
            #"{"code":-4116,"msg":"ClientOrderId is duplicated."}"#, isUnknown: true),
        ErrorSample(
            400,
            #"{"code":-4118,"msg":"ReduceOnly Order Failed. Please check your existing "#
                + #"position and open orders"}"#),
        ErrorSample(
            400,
            #"{"code":-4120,"msg":"Order type not supported for this endpoint. Please use "#
                + #"the Algo Order API endpoints instead."}"#),
        ErrorSample(
            400,
            #"{"code":-4131,"msg":"The counterparty's best price does not meet the "#
                + #"PERCENT_PRICE filter limit."}"#),
        ErrorSample(
            400,
            #"{"code":-4164,"msg":"Order's notional must be no smaller than 5 (unless you "#
                + #"choose reduce only)."}"#),
        ErrorSample(
            400,
            #"{"code":-5021,"msg":"Due to the order could not be filled immediately, the "#
                + #"FOK order has been rejected. The order will not be recorded in the order "#
                + #"history"}"#),
        ErrorSample(
            400,
            #"{"code":-5022,"msg":"Due to the order could not be executed as maker, the "#
                + #"Post Only order will be rejected. The order will not be recorded in the order "#
                + #"history"}"#),
        ErrorSample(
            429,
            #"{"code":-1003,"msg":"Too many requests; current limit of IP(203.0.113.7) is "#
                + #"2400 requests per minute. Please use the websocket for live updates to avoid "#
                + #"polling the API."}"#, headers: ["retry-after": "17"]),
        ErrorSample(
            418,
            #"{"code":-1003,"msg":"Way too many requests; IP(203.0.113.7) banned until "#
                + #"1780000120000. Please use the websocket for live updates to avoid bans."}"#,
            headers: ["retry-after": "120"]),
        ErrorSample(
            429,
            #"{"code":-1015,"msg":"Too many new orders; current limit is 300 orders per 10 "#
                + #"SECOND."}"#, headers: ["retry-after": "17"]),
        ErrorSample(
            400,
            #"{"code":-1006,"msg":"An unexpected response was received from the message "#
                + #"bus. Execution status unknown."}"#, isUnknown: true),
        ErrorSample(
            408,
            #"{"code":-1007,"msg":"Timeout waiting for response from backend server. Send "#
                + #"status unknown; execution status unknown."}"#, isUnknown: true),
        ErrorSample(
            503,
            #"{"code":-1008,"msg":"Request throttled by system-level protection. "#
                + #"Reduce-only/close-position orders are exempt. Please try again."}"#),
        ErrorSample(
            503,
            #"{"timestamp":1638827401078,"path":"/fapi/v1/order","msg":"Unknown error, "#
                + #"please check your request or try again later."}"#, isUnknown: true),
        ErrorSample(
            503,
            #"{"code":-1000,"msg":"Unknown error, please check your request or try again "#
                + #"later."}"#, isUnknown: true),
        ErrorSample(
            503,
            #"Service Unavailable."#),
        ErrorSample(
            503,
            #"{"code":-1001,"msg":"Internal error; unable to process your request. Please "#
                + #"try again."}"#),
        ErrorSample(
            503,
            #"<html><head><title>ERROR: The request could not be "#
                + #"satisfied</title></head></html>"#, isUnknown: true),
        ErrorSample(
            403,
            #"<html><head><title>403 Forbidden</title></head></html>"#),
    ]
}
