import JSON

/// A request exactly as its bytes arrived; nothing is decoded or re-encoded before the signature is checked.
struct ReceivedRequest: Sendable {
    let method: String
    /// The path as sent, without the query.
    let path: String
    /// What follows the first `?`, percent-encoded as sent.
    let rawQuery: String
    let body: [UInt8]
    let apiKey: String?
    let contentType: String?

    /// A form body takes part in a request; any other body, or one of a GET, carries no parameters.
    var rawBody: String {
        guard method != "GET", let contentType,
            contentType.lowercased().hasPrefix("application/x-www-form-urlencoded")
        else { return "" }
        return String(decoding: body, as: UTF8.self)
    }
}

/// What a test or a drill sees of a request. `status` is 0 where no answer was sent, or not yet.
package struct SeenRequest: Sendable, Equatable {
    package let method: String
    package let path: String
    /// As sent, without the signature.
    package let parameters: [String: String]
    package let status: Int
    /// Whether the request asks for a change: any write but the order test.
    package let mutating: Bool
    /// How many round trips deep it is: one more than the deepest request answered before it arrived. Requests that
    /// are under way together have the same.
    package let wave: Int
}

/// One answer on its way out; `nil` from the exchange means that the connection is closed without a byte.
struct SandboxResponse: Sendable {
    var status = 200
    var headers: [(name: String, value: String)] = []
    var body: String
    var contentType = "application/json"

    static func json(_ value: JSONValue) -> SandboxResponse { SandboxResponse(body: value.compactText) }

    static func refusal(_ refusal: Refusal) -> SandboxResponse {
        var response = SandboxResponse(status: refusal.http, body: refusal.json.compactText)
        if let seconds = refusal.retryAfter { response.headers.append(("Retry-After", String(seconds))) }
        return response
    }
}
