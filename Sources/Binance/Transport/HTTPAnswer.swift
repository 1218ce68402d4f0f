/// An HTTP answer, read to its end.
package struct HTTPAnswer: Sendable, Hashable {
    package let status: Int
    /// Names in lower case: HTTP header names have no case.
    package let headers: [String: String]
    package let body: [UInt8]

    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// `X-MBX-USED-WEIGHT-1M`: what this IP has used in the exchange's running minute.
    var usedWeight: Int? {
        headers["x-mbx-used-weight-1m"].flatMap { Int($0) }.flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }
}

/// Why a request has no HTTP answer.
package struct TransportFailure: Error, Sendable, Hashable {
    package enum Reach: Sendable, Hashable {
        /// No connection: not one byte of the request left.
        case notSent
        /// The request had begun, or that cannot be told any more.
        case perhapsSent
    }
    package let reach: Reach
    /// For the operator; without URL, query or header.
    package let reason: String

    package init(_ reach: Reach, _ reason: String) {
        self.reach = reach
        self.reason = reason
    }
}
