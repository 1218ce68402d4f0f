/// A request as it leaves, for showing: without its signature and without the key.
package struct OutgoingRequest: Sendable, Hashable {
    package let method: String
    /// Without a query: `https://fapi.binance.com/fapi/v1/order`.
    package let address: String
    /// Percent-encoded, without `recvWindow`, `timestamp` and `signature`.
    package let parameters: String
    /// As signed: with `recvWindow` and `timestamp`.
    package let query: String
    package let isSigned: Bool
    /// The API key goes along in a header.
    package let namesKey: Bool
    /// How far the exchange's clock is ahead of the local one.
    package let offsetMilliseconds: Int64

    package init(
        method: String, address: String, parameters: String, query: String, isSigned: Bool, namesKey: Bool,
        offsetMilliseconds: Int64
    ) {
        self.method = method
        self.address = address
        self.parameters = parameters
        self.query = query
        self.isSigned = isSigned
        self.namesKey = namesKey
        self.offsetMilliseconds = offsetMilliseconds
    }

    /// The query included.
    package var url: String { query.isEmpty ? address : "\(address)?\(query)" }
}
