/// Takes one request to the exchange, once, and brings back what became of it: HTTP, unless a test stands in for it.
package protocol ExchangeTransport: Sendable {
    func send(_ request: WireRequest) async -> Result<HTTPAnswer, TransportFailure>
    /// Nothing is sent afterwards.
    func shutdown() async
}

/// A request in its final form, signature included. It holds what must never be shown: it is never printed.
package struct WireRequest: Sendable {
    package let method: String
    /// Sent byte for byte as it stands here.
    package let url: String
    package let headers: [(name: String, value: String)]
    /// Whether giving up on the task gives up on the request. A write is seen through to its answer.
    package let isCancellable: Bool
}
