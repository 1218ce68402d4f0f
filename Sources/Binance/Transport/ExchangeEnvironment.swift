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
