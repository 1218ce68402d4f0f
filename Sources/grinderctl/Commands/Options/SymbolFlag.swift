import TriageCore

/// The symbol an id is about: derived from it when it parses, else `--symbol`; differing is an error.
enum SymbolFlag {
    static func read(_ text: String) throws -> Symbol {
        guard let symbol = Symbol(text) else { throw Complaint(.usage, "\(text) is no symbol: BTCUSDT is one") }
        return symbol
    }

    /// - Parameter command: `triage missing`, for the line to type instead.
    static func symbol(
        of id: ClientOrderID, given: Symbol?, identity: Identity, command: String
    ) throws -> Symbol {
        guard !id.rawValue.isEmpty, id.rawValue.unicodeScalars.count <= 36 else {
            throw Complaint(.usage, "a client order id has 1 to 36 characters")
        }
        let derived = ClientOrderIDParts(id, prefix: identity.prefix)?.symbol
        switch (derived, given) {
        case (let derived?, let given?) where derived != given:
            throw Complaint(
                .usage, "\(id) is about \(derived), but --symbol says \(given). Nothing was sent.")
        case (let symbol?, _), (nil, let symbol?):
            return symbol
        case (nil, nil):
            throw Complaint(
                .usage, "\(id) does not tell its symbol: it is not \(identity.prefix)STRATEGY_SYMBOL_LEVEL_TS_SEQ",
                try: "grinderctl \(command) " + Printable.shellLine([id.rawValue, "--symbol", "SYMBOL"]))
        }
    }
}
