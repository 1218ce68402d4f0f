/// Which exchange a command speaks to. A label: gates go by it, whatever the base URL.
package enum ExchangeEnvironment: String, Sendable, Hashable, CaseIterable {
    case mainnet, demo, sandbox

    /// The first one is the default (facts: Binance USD-M general info; demo is what the documentation calls testnet).
    var restHosts: [String] {
        switch self {
        case .mainnet: ["fapi.binance.com"]
        case .demo: ["demo-fapi.binance.com", "testnet.binancefuture.com"]
        case .sandbox: []
        }
    }

    /// The first one is the default.
    var streamHosts: [String] {
        switch self {
        case .mainnet: ["fstream.binance.com"]
        case .demo: ["fstream.binancefuture.com", "demo-fstream.binance.com"]
        case .sandbox: []
        }
    }
}

/// Where a signed request may go: Binance's own hosts for the environment over TLS, or loopback. Nothing else.
package enum HostRule {
    /// The base URL of the REST API; without `text` the environment's own.
    package static func rest(
        _ text: String?, environment: ExchangeEnvironment
    ) -> Result<BaseURL, HostRefusal> {
        origin(text, .rest, hosts: environment.restHosts, environment: environment)
            .map { BaseURL(environment: environment, origin: $0) }
    }

    /// The base URL of the streams; without `text` the environment's own.
    package static func stream(
        _ text: String?, environment: ExchangeEnvironment
    ) -> Result<StreamURL, HostRefusal> {
        origin(text, .stream, hosts: environment.streamHosts, environment: environment)
            .map { StreamURL(environment: environment, origin: $0) }
    }

    private static func origin(
        _ text: String?, _ schemes: Schemes, hosts: [String], environment: ExchangeEnvironment
    ) -> Result<Origin, HostRefusal> {
        guard let text = text ?? hosts.first.map({ "\(schemes.secure)://\($0)" }) else {
            return .failure(HostRefusal("\(environment.rawValue) has no host of its own: name \(schemes.flag)"))
        }
        return Origin.parsed(text).flatMap { origin in
            permission(origin, schemes, hosts: hosts, environment: environment).map { .failure($0) }
                ?? .success(origin)
        }
    }

    private static func permission(
        _ origin: Origin, _ schemes: Schemes, hosts: [String], environment: ExchangeEnvironment
    ) -> HostRefusal? {
        guard origin.scheme == schemes.secure || origin.scheme == schemes.plain else {
            return HostRefusal("the scheme must be \(schemes.secure), or \(schemes.plain) on loopback")
        }
        if origin.isLoopback { return nil }
        guard hosts.contains(origin.host) else {
            let allowed = (hosts + ["loopback"]).joined(separator: ", ")
            return HostRefusal("\(origin.host) is not a host of \(environment.rawValue), which has \(allowed)")
        }
        guard origin.scheme == schemes.secure else {
            return HostRefusal("\(origin.host) is spoken to over \(schemes.secure) only")
        }
        guard origin.port == nil || origin.port == 443 else {
            return HostRefusal("\(origin.host) is spoken to on port 443 only")
        }
        return nil
    }

    private struct Schemes {
        let plain, secure, flag: String
        static let rest = Schemes(plain: "http", secure: "https", flag: "--base-url")
        static let stream = Schemes(plain: "ws", secure: "wss", flag: "--ws-url")
    }
}

/// Why a base URL is refused, in words that do not repeat what it may hide (user info, a token in its query).
package struct HostRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    package let reason: String
    init(_ reason: String) { self.reason = reason }
    package var description: String { reason }
}

/// A REST base URL that ``HostRule`` let through; only there is one made.
package struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    package let environment: ExchangeEnvironment
    private let origin: Origin

    fileprivate init(environment: ExchangeEnvironment, origin: Origin) {
        self.environment = environment
        self.origin = origin
    }

    /// `https://fapi.binance.com`: lower case, no path, no slash at its end.
    package var description: String { origin.text }
    package var isLoopback: Bool { origin.isLoopback }

    /// Where `/sapi` is asked: Binance's own host beside this one; a loopback stands in for both.
    var wallet: String { isLoopback ? description : "https://api.binance.com" }
}

/// A stream base URL that ``HostRule`` let through; only there is one made.
package struct StreamURL: Sendable, Hashable, CustomStringConvertible {
    package let environment: ExchangeEnvironment
    let origin: Origin

    fileprivate init(environment: ExchangeEnvironment, origin: Origin) {
        self.environment = environment
        self.origin = origin
    }

    /// `wss://fstream.binance.com`
    package var description: String { origin.text }
    package var isLoopback: Bool { origin.isLoopback }
}
