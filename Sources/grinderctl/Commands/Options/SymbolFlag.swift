import TriageCore

/// The symbol an id is about: derived from it when it parses, else `--symbol`; differing is an error.
enum SymbolFlag {
    /// Of an action: in any case, and otherwise as Binance writes it.
    static func read(_ text: String) throws -> Symbol {
        guard let symbol = Symbol(text.uppercased()) else {
            throw CommandError(.usage, "\(text) isn't a symbol as Binance writes it, like BTCUSDT. Nothing was sent.")
        }
        return symbol
    }

    /// Of a command that reads: also `BTC/USDT`, `btc-usdt`, `BTCUSDT.P`, with what a copy brings along.
    static func reading(_ text: String) throws -> Symbol {
        let word = PastedText.cleaned(text)
        if let symbol = PastedText.symbol(typed: word) { return symbol }
        return try read(word)
    }

    /// - Parameter command: `triage missing`, for the line to type instead.
    static func symbol(
        of id: ClientOrderID, given: Symbol?, identity: Identity, command: String
    ) throws -> Symbol {
        guard !id.rawValue.isEmpty, id.rawValue.unicodeScalars.count <= 36 else {
            throw CommandError(.usage, "a client order id has 1 to 36 characters")
        }
        let derived = ClientOrderIDParts(id, prefix: identity.prefix)?.symbol
        switch (derived, given) {
        case (let derived?, let given?) where derived != given:
            throw CommandError(
                .usage, "\(id) is about \(derived), but --symbol says \(given). Nothing was sent.")
        case (let symbol?, _), (nil, let symbol?):
            return symbol
        case (nil, nil):
            throw CommandError(
                .usage,
                "can't work out the symbol from \(id): it isn't of the form \(identity.prefix)STRATEGY_SYMBOL_LEVEL_TS_SEQ",
                try: "grinderctl \(command) " + Printable.shellLine([id.rawValue, "--symbol", "SYMBOL"]))
        }
    }
}
