/// A request as it leaves, for showing: the signature is a placeholder and the key a variable's name.
package struct OutgoingRequest: Sendable, Hashable {
    package let method: String
    /// With its query; `signature=<signature>` when signed.
    package let url: String
    package let isSigned: Bool
    /// The API key goes along in a header.
    package let namesKey: Bool

    /// A line for a shell; the operator's own `$BINANCE_API_KEY` and a fresh signature complete it.
    package var curl: String {
        let method = method == "GET" ? "" : " -X \(method)"
        let key = namesKey ? " -H \"X-MBX-APIKEY: $BINANCE_API_KEY\"" : ""
        // A query is percent-encoded and a base URL holds no quote: single quotes suffice.
        return "curl\(method)\(key) '\(url)'"
    }
}
