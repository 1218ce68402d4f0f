/// Which client order ids this tool takes for grinder's: config `identity{prefix,strategies,legacy}`.
package struct Identity: Sendable, Hashable {
    package var prefix: String
    package var strategies: Set<String>
    package var acceptsLegacy: Bool

    package static let standardStrategies = ["d", "tp", "r", "e", "s"]

    package init(
        prefix: String = "grinder_", strategies: Set<String> = Set(Self.standardStrategies), acceptsLegacy: Bool = true
    ) {
        self.prefix = prefix
        self.strategies = strategies
        self.acceptsLegacy = acceptsLegacy
    }
}

/// The parts of `PREFIX STRATEGY_SYMBOL_LEVEL_TS_SEQ` or legacy `PREFIX SYMBOL_LEVEL_TS_SEQ` (no spaces).
/// The unit of `timestamp` varies by producer (s, ms, ks): it orders nothing.
package struct ClientOrderIDParts: Sendable, Hashable {
    /// `nil` in the legacy form.
    package let strategy: String?
    package let symbol: Symbol
    package let level: String
    package let timestamp: String
    package let sequence: String

    package init?(_ id: ClientOrderID, prefix: String) {
        let text = id.rawValue
        guard text.unicodeScalars.allSatisfy(\.isASCII), text.utf8.count <= 36, !prefix.isEmpty,
            text.utf8.starts(with: prefix.utf8)
        else { return nil }
        var fields = text.dropFirst(prefix.count).split(separator: "_", omittingEmptySubsequences: false)
        guard fields.count == 4 || fields.count == 5 else { return nil }
        strategy = fields.count == 5 ? String(fields.removeFirst()) : nil
        guard let symbol = Symbol(String(fields[0])), Self.isLevel(fields[1].utf8), Self.isNumber(fields[2].utf8),
            Self.isNumber(fields[3].utf8)
        else { return nil }
        self.symbol = symbol
        level = String(fields[1])
        timestamp = String(fields[2])
        sequence = String(fields[3])
    }

    /// `-?[A-Za-z0-9]+`
    private static func isLevel(_ bytes: Substring.UTF8View) -> Bool {
        let word = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
        return !word.isEmpty
            && word.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: false
                }
            }
    }

    private static func isNumber(_ bytes: Substring.UTF8View) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

/// Whether an order is grinder's for this tool. Only such an order is ever cancelled.
package enum Ownership: Sendable, Hashable {
    case grinders(ClientOrderIDParts)
    case notGrinders(reason: String)

    /// By the id alone; an order read back must also carry the id's symbol (``of(_:carrying:identity:)``).
    package static func of(_ id: ClientOrderID, identity: Identity) -> Ownership {
        guard let parts = ClientOrderIDParts(id, prefix: identity.prefix) else {
            return .notGrinders(reason: "the id is not \(identity.prefix)STRATEGY_SYMBOL_LEVEL_TS_SEQ")
        }
        guard let strategy = parts.strategy else {
            return identity.acceptsLegacy
                ? .grinders(parts) : .notGrinders(reason: "legacy ids are switched off in the configured identity")
        }
        guard identity.strategies.contains(strategy) else {
            let known = identity.strategies.sorted().joined(separator: " ")
            return .notGrinders(reason: "strategy \(strategy) is not one of \(known)")
        }
        return .grinders(parts)
    }

    package static func of(_ id: ClientOrderID, carrying symbol: Symbol, identity: Identity) -> Ownership {
        let byID = of(id, identity: identity)
        guard case .grinders(let parts) = byID, parts.symbol != symbol else { return byID }
        return .notGrinders(reason: "the id says \(parts.symbol) but the order is on \(symbol)")
    }

    package var isGrinders: Bool {
        if case .grinders = self { return true }
        return false
    }
}
