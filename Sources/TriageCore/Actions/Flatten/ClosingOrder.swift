/// One MARKET order that reduces a position and nothing else.
///
/// One-way: `reduceOnly=true`. Hedge: `positionSide`, and no `reduceOnly`, which is refused there (-1106). Only a
/// ``FlattenPlan`` makes one.
package struct ClosingOrder: Sendable, Hashable {
    package let symbol: Symbol
    /// Opposite to the position.
    package let side: Side
    /// `.both` on a one-way account.
    package let positionSide: PositionSide
    package let quantity: Quantity
    package let clientOrderID: ClientOrderID

    package var reduceOnly: Bool { positionSide == .both }

    /// What the position changes by when it fills whole: negative when it sells.
    package var change: Quantity { side == .sell ? Quantity(Amount(-quantity.value)) : quantity }

    /// `SELL 0.005 BTCUSDT at market, reduce-only`
    package var sketch: String {
        let kind = reduceOnly ? "reduce-only" : "of the \(positionSide.rawValue) side"
        return "\(side.rawValue) \(quantity) \(symbol) at market, \(kind)"
    }
}

/// The client order ids this tool gives its own orders: `gctl-f-` and 24 hexadecimal digits, `-`, a number. Neither
/// grinder's form nor any of the known prefixes, and so recognised in the history of an account.
package enum ToolOrderID {
    private static let prefix = "gctl-f-"

    /// - Parameters:
    ///   - series: unique for this run of a command, a UUID; its last 24 digits are taken.
    ///   - number: of the order within it, from 1.
    package static func make(series: String, number: Int) -> ClientOrderID {
        let digits = series.lowercased().filter { $0.isASCII && $0.isHexDigit }
        let word = String((String(repeating: "0", count: 24) + digits).suffix(24))
        return ClientOrderID("\(prefix)\(word)-\(number)")
    }

    package static func isOurs(_ id: ClientOrderID) -> Bool {
        id.rawValue.wholeMatch(of: /gctl-f-[0-9a-f]{24}-[1-9][0-9]{0,3}/) != nil
    }
}
