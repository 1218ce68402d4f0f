/// An HTTP answer, read to its end.
struct HTTPAnswer: Sendable, Hashable {
    let status: Int
    /// Names in lower case: HTTP header names have no case.
    let headers: [String: String]
    let body: [UInt8]

    /// `X-MBX-USED-WEIGHT-1M`: what this IP has used in the exchange's running minute.
    var usedWeight: Int? {
        headers["x-mbx-used-weight-1m"].flatMap { Int($0) }.flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }
}

/// Why a request has no HTTP answer.
struct TransportFailure: Error, Sendable, Hashable {
    enum Reach: Sendable, Hashable {
        /// No connection: not one byte of the request left.
        case notSent
        /// The request had begun, or that cannot be told any more.
        case perhapsSent
    }
    let reach: Reach
    /// For the operator; without URL, query or header.
    let reason: String

    init(_ reach: Reach, _ reason: String) {
        self.reach = reach
        self.reason = reason
    }
}
