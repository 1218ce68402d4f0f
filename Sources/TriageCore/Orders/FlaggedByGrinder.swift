/// grinder's own parser and allowlist (`src/grinder/reconcile/identity.py`), bug for bug: what its reconcile engine
/// would call "ours" and so flag as ORDER_EXISTS_UNEXPECTED. Never the ground for a cancel; see ``Ownership``.
package struct GrinderIdentityConfig: Sendable, Hashable {
    package var prefix: String
    package var allowedStrategies: Set<String>
    package var requiresStrategyAllowlist: Bool
    package var allowsLegacyFormat: Bool

    /// grinder's defaults: strategy `d` only, no legacy ids.
    package init(
        prefix: String = "grinder_", allowedStrategies: Set<String> = ["d"], requiresStrategyAllowlist: Bool = true,
        allowsLegacyFormat: Bool = false
    ) {
        self.prefix = prefix
        self.allowedStrategies = allowedStrategies
        self.requiresStrategyAllowlist = requiresStrategyAllowlist
        self.allowsLegacyFormat = allowsLegacyFormat
    }

    /// Whether grinder flags an order with this id when it is not in its expected state.
    package func flags(_ id: ClientOrderID) -> Bool {
        guard let parsed = GrinderParsedID(id.rawValue), parsed.prefix == prefix else { return false }
        // Without an allowlist grinder takes legacy ids too, whatever its legacy setting says.
        guard requiresStrategyAllowlist else { return true }
        return parsed.isLegacy ? allowsLegacyFormat : allowedStrategies.contains(parsed.strategy)
    }
}

/// What grinder's two regular expressions make of an id:
/// `^(\w+_)([^_]+)_([A-Z0-9]+)_(\w+)_(\d+)_(\d+)$`, then `^(grinder_)([A-Z0-9]+)_(\w+)_(\d+)_(\d+)$`.
/// Python's `\w` and `\d` take Unicode letters and digits, `$` also matches before a final newline, and the greedy
/// prefix swallows underscores.
package struct GrinderParsedID: Sendable, Hashable {
    package let prefix: String
    package let strategy: String
    package let symbol: String
    package let level: String
    package let isLegacy: Bool

    package init?(_ id: String) {
        let scalars = id.unicodeScalars
        let body = scalars.last == "\n" ? String(String.UnicodeScalarView(scalars.dropLast())) : id
        let fields = body.unicodeScalars.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard fields.count >= 5, Self.isDigits(fields[fields.count - 1]), Self.isDigits(fields[fields.count - 2])
        else { return nil }
        if let found = Self.versionOne(fields) ?? Self.legacy(fields) { self = found } else { return nil }
    }

    private init(prefix: String, strategy: String, symbol: String, level: String, isLegacy: Bool) {
        self.prefix = prefix
        self.strategy = strategy
        self.symbol = symbol
        self.level = level
        self.isLegacy = isLegacy
    }

    private static func versionOne(_ fields: [String]) -> GrinderParsedID? {
        // Fields are PREFIX… STRATEGY SYMBOL LEVEL… TS SEQ; the longest prefix wins.
        for strategyIndex in stride(from: fields.count - 5, through: 1, by: -1) {
            let prefix = fields[..<strategyIndex].joined(separator: "_")
            let strategy = fields[strategyIndex]
            let symbol = fields[strategyIndex + 1]
            let level = fields[(strategyIndex + 2)..<(fields.count - 2)].joined(separator: "_")
            if isWord(prefix), !strategy.isEmpty, isSymbol(symbol), isWord(level) {
                return GrinderParsedID(
                    prefix: prefix + "_", strategy: strategy, symbol: symbol, level: level, isLegacy: false)
            }
        }
        return nil
    }

    private static func legacy(_ fields: [String]) -> GrinderParsedID? {
        let level = fields[2..<(fields.count - 2)].joined(separator: "_")
        guard fields[0] == "grinder", isSymbol(fields[1]), isWord(level) else { return nil }
        return GrinderParsedID(
            prefix: "grinder_", strategy: "__legacy__", symbol: fields[1], level: level, isLegacy: true)
    }

    private static func isSymbol(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }

    private static func isDigits(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.properties.generalCategory == .decimalNumber }
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
                    .decimalNumber, .letterNumber, .otherNumber:
                    true
                default: scalar == "_"
                }
            }
    }
}
