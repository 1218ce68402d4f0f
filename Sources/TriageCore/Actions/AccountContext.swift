/// Where something was asked or done: the environment by its label, the exchange's base URL, and the account.
package struct AccountContext: Sendable, Hashable {
    /// `mainnet`, `demo` or `sandbox`.
    package let environment: String
    package let baseURL: String
    /// First 16 hex digits of SHA-256 of the API key; where a profile holds two keys of one account, of the one that reads.
    package let account: String
    /// The same of the key that signs, where it is another: told, and no part of which account context this is.
    package let key: String?

    package init(environment: String, baseURL: String, account: String, key: String? = nil) {
        self.environment = environment
        self.baseURL = baseURL
        self.account = account
        self.key = key
    }

    package static func == (left: AccountContext, right: AccountContext) -> Bool {
        left.environment == right.environment && left.baseURL == right.baseURL && left.account == right.account
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(environment)
        hasher.combine(baseURL)
        hasher.combine(account)
    }

    package var isMainnet: Bool { environment == "mainnet" }

    /// How `other` differs, for people: `environment demo, not mainnet`; `nil` when it is the same account context.
    package func difference(from other: AccountContext) -> String? {
        var parts: [String] = []
        if environment != other.environment { parts.append("environment \(other.environment), not \(environment)") }
        if baseURL != other.baseURL { parts.append("base URL \(other.baseURL), not \(baseURL)") }
        if account != other.account { parts.append("account \(other.account), not \(account)") }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
