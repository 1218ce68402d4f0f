/// Where something was asked or done: the environment by its label, the exchange's base URL, and the account.
package struct Station: Sendable, Hashable {
    /// `mainnet`, `demo` or `sandbox`.
    package let environment: String
    package let baseURL: String
    /// First 16 hex digits of SHA-256 of the API key.
    package let account: String

    package init(environment: String, baseURL: String, account: String) {
        self.environment = environment
        self.baseURL = baseURL
        self.account = account
    }

    package var isMainnet: Bool { environment == "mainnet" }

    /// How `other` differs, for people: `environment demo, not mainnet`; `nil` when it is the same station.
    package func difference(from other: Station) -> String? {
        var parts: [String] = []
        if environment != other.environment { parts.append("environment \(other.environment), not \(environment)") }
        if baseURL != other.baseURL { parts.append("base URL \(other.baseURL), not \(baseURL)") }
        if account != other.account { parts.append("account \(other.account), not \(account)") }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
