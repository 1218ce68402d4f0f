import TriageCore

/// One request as the documentation describes it, before it has a timestamp and a signature.
struct Endpoint: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case put = "PUT"
        case post = "POST"
        case delete = "DELETE"
    }

    let method: Method
    let path: String
    /// Documented request weight (IP).
    let weight: Int
    let isSigned: Bool
    /// The key goes along, without a timestamp and a signature ("USER_STREAM").
    var needsKey = false
    /// Asked of the wallet's host, not of the futures'.
    var isWallets = false
    private(set) var parameters: [(name: String, value: String)] = []

    /// `GET /fapi/v1/order`
    var source: String { "\(method.rawValue) \(path)" }

    static func publicRead(_ path: String, weight: Int) -> Endpoint {
        Endpoint(method: .get, path: path, weight: weight, isSigned: false)
    }

    static func signedRead(_ path: String, weight: Int) -> Endpoint {
        Endpoint(method: .get, path: path, weight: weight, isSigned: true)
    }

    /// POST order weighs nothing by IP; the account's order count limits it.
    static func signedPost(_ path: String) -> Endpoint {
        Endpoint(method: .post, path: path, weight: 0, isSigned: true)
    }

    /// Key permissions live beside the futures API, on mainnet only.
    static func walletRead(_ path: String, weight: Int) -> Endpoint {
        var endpoint = signedRead(path, weight: weight)
        endpoint.isWallets = true
        return endpoint
    }

    /// The listenKey's endpoints take the key alone and act on whatever belongs to it.
    static func streamKey(_ method: Method) -> Endpoint {
        var endpoint = Endpoint(method: method, path: "/fapi/v1/listenKey", weight: 1, isSigned: false)
        endpoint.needsKey = true
        return endpoint
    }

    static func signedDelete(_ path: String, weight: Int) -> Endpoint {
        Endpoint(method: .delete, path: path, weight: weight, isSigned: true)
    }

    func with(_ name: String, _ value: some CustomStringConvertible) -> Endpoint {
        var copy = self
        copy.parameters.append((name, value.description))
        return copy
    }

    /// Absent parameters are not sent: `null` is refused, or worse, ignored.
    func with(_ symbol: Symbol?) -> Endpoint { symbol.map { with("symbol", $0) } ?? self }
}
