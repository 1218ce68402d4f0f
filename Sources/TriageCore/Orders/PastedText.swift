/// What a person pasted, read for its subject: an id, an order number, a symbol, a log line, an alert's text.
package enum PastedText: Sendable, Hashable {
    /// `symbol` as the text says it, where it does.
    case order(ClientOrderID, symbol: Symbol?, mismatch: Mismatch?)
    /// The exchange's own number of an order.
    case orderNumber(OrderID)
    case symbol(Symbol, mismatch: Mismatch?)
    case nothing
    /// More than one thing could be meant.
    case several([String])

    package init(_ text: String, identity: Identity) {
        let word = Self.cleaned(text)
        guard !word.isEmpty else {
            self = .nothing
            return
        }
        self =
            word.contains(where: { " \t\n{\"=,;".contains($0) }) ? Self.line(text, identity) : Self.word(word, identity)
    }

    // MARK: - One word

    private static func word(_ word: String, _ identity: Identity) -> PastedText {
        let id = ClientOrderID(word)
        if ClientOrderIDParts(id, prefix: identity.prefix) != nil {
            return .order(id, symbol: nil, mismatch: nil)
        }
        // A type alone names no subject.
        if Mismatch(rawValue: word.uppercased()) != nil || Self.isNameOfAnEvent(word) { return .nothing }
        if word.count >= 6, word.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int64(word) {
            return .orderNumber(OrderID(number))
        }
        if let symbol = symbol(typed: word) { return .symbol(symbol, mismatch: nil) }
        return .order(id, symbol: nil, mismatch: nil)
    }

    /// As a log line or an alert is called: it names no subject.
    private static func isNameOfAnEvent(_ word: String) -> Bool {
        word.uppercased() == "RECONCILE_MISMATCH" || Explanation.of(word).contains { $0.kind == .alert }
    }

    /// `BTCUSDT` of `btcusdt`, `BTC/USDT`, `BTC-USDT`, `BTC/USDT:USDT` or `BTCUSDT.P`; `nil` where no asset that contracts
    /// are quoted in stands at its end.
    package static func symbol(typed word: String) -> Symbol? {
        var text = word.uppercased()
        if text.hasSuffix(".P") { text.removeLast(2) }
        if let settled = text.firstIndex(of: ":") { text = String(text[..<settled]) }
        let parts = text.split(whereSeparator: { $0 == "/" || $0 == "-" })
        if parts.count == 2 { text = parts.joined() }
        // A quarterly contract has its delivery day behind it.
        let pair = text.split(separator: "_").first.map(String.init) ?? text
        guard quoteAssets.contains(where: { pair.hasSuffix($0) && pair.count > $0.count }) else { return nil }
        return Symbol(text)
    }

    private static let quoteAssets = ["USDT", "USDC", "FDUSD", "BUSD", "USD1", "BTC", "ETH", "BNB", "BNFCR"]

    // MARK: - A line

    private static func line(_ text: String, _ identity: Identity) -> PastedText {
        let words = text.split { !isPartOfName($0) }.map(String.init)
        let mismatches = Set(words.compactMap { Mismatch(rawValue: $0) })
        guard mismatches.count <= 1 else { return .several(mismatches.map(\.rawValue).sorted()) }
        let mismatch = mismatches.first
        let ids = ids(in: text, words, identity)
        if ids.count > 1 { return .several(ids.map(\.rawValue)) }
        let symbols = symbols(in: text, words.filter { word in !ids.contains { $0.rawValue == word } })
        if let id = ids.first {
            return .order(id, symbol: symbols.count == 1 ? symbols.first : nil, mismatch: mismatch)
        }
        switch symbols.count {
        case 0: return .nothing
        case 1: return .symbol(symbols[0], mismatch: mismatch)
        default: return .several(symbols.map(\.rawValue))
        }
    }

    /// Those that are grinder's by their form; without one, what stands behind a field's name.
    private static func ids(in text: String, _ words: [String], _ identity: Identity) -> [ClientOrderID] {
        let parsed = words.map { ClientOrderID($0) }.filter { ClientOrderIDParts($0, prefix: identity.prefix) != nil }
        return distinct(parsed.isEmpty ? values(behind: idFields, in: text).map { ClientOrderID($0) } : parsed)
    }

    private static func symbols(in text: String, _ words: [String]) -> [Symbol] {
        let stated = values(behind: ["symbol"], in: text).compactMap(symbol(typed:))
        if !stated.isEmpty { return distinct(stated) }
        return distinct(words.filter { $0.count >= 5 }.compactMap(pair(among:)))
    }

    /// A word of a text, which mostly is none: upper case, or lower case with the asset that nearly all are quoted in.
    private static func pair(among word: String) -> Symbol? {
        let pair = word.split(separator: "_").first.map(String.init) ?? word
        let quotes = ["USDT", "USDC"] + (word == word.uppercased() ? ["BTC"] : [])
        guard word == word.uppercased() || word == word.lowercased() else { return nil }
        // `300usdt` is an amount.
        let isPair = quotes.contains { quote in
            pair.uppercased().hasSuffix(quote) && pair.dropLast(quote.count).contains(where: \.isLetter)
        }
        return isPair ? Symbol(word.uppercased()) : nil
    }

    private static let idFields = [
        "client_order_id", "clientOrderId", "newClientOrderId", "origClientOrderId", "clientAlgoId", "order_id", "cid",
    ]

    /// `"name": "value"`, `name=value`, `name: value`.
    private static func values(behind names: [String], in text: String) -> [String] {
        var found: [String] = []
        for name in names {
            for place in text.ranges(of: name) {
                if place.lowerBound > text.startIndex, isPartOfName(text[text.index(before: place.lowerBound)]) {
                    continue
                }
                let rest = text[place.upperBound...].drop { "\"'\\ ".contains($0) }
                guard let separator = rest.first, separator == "=" || separator == ":" else { continue }
                let value = rest.dropFirst().drop { "\"'\\ ".contains($0) }.prefix(while: isPartOfName)
                if !value.isEmpty, !["null", "None", "nil"].contains(String(value)) { found.append(String(value)) }
            }
        }
        return found
    }

    private static func isPartOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    private static func distinct<Name: Hashable>(_ names: [Name]) -> [Name] {
        var seen: Set<Name> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// Without what a copy brings along: colour codes, quotes, blanks, the punctuation of a sentence.
    package static func cleaned(_ text: String) -> String {
        let colourless = text.utf8.contains(0x1B) ? text.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "") : text
        let text = colourless.replacing("\u{200B}", with: "")
        let around = "\"'`“”‘’,;<>()[] \t\r\n"
        let opened = text.drop { around.contains($0) || $0.isWhitespace }
        var word = String(
            opened.reversed().drop { around.contains($0) || $0.isWhitespace || $0 == "." || $0 == ":" }.reversed())
        if word.hasSuffix("\u{FEFF}") { word.removeLast() }
        return word
    }
}
