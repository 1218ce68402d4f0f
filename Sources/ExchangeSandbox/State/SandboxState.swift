package import Foundation
import JSON

/// The account and the book at the start: `{mode, balance, leverage, markets, marks, depth, orders, algoOrders, trades, positions, forceOrders}`.
///
/// Field names are Binance's. Missing fields are defaulted; an unknown top-level name is refused.
package struct SandboxState: Sendable {
    var book = ExchangeBook()

    /// A one-way account without orders or positions.
    package static let empty = SandboxState()

    private init() {}

    /// - Parameter now: the present in milliseconds; relative times count from it.
    package init(json: Data, now: Int64) throws(StateProblem) {
        try self.init(try Self.read(json), clock: StateClock(now: now))
    }

    init(_ value: JSONValue, clock: StateClock) throws(StateProblem) {
        try Self.add(value, to: &book, clock: clock)
    }

    /// The symbol of an order, normal or conditional, by its client id.
    package func symbol(of id: String) -> String? {
        book.orders.first { $0.clientOrderId == id }?.symbol
            ?? book.algoOrders.first { $0.clientAlgoId == id }?.symbol
    }

    static func read(_ json: Data) throws(StateProblem) -> JSONValue {
        do {
            return try JSONReader.value(json, .sandbox)
        } catch {
            throw StateProblem(path: "", what: "not JSON, line \(error.line ?? 1): \(error.what)")
        }
    }

    static let names = [
        "mode", "balance", "leverage", "markets", "marks", "depth", "orders", "algoOrders", "trades", "positions",
        "forceOrders", "listenKey",
    ]

    /// Adds what a state names to a book that may already hold orders.
    static func add(_ value: JSONValue, to book: inout ExchangeBook, clock: StateClock) throws(StateProblem) {
        guard let members = value.objectValue else { throw StateProblem(path: "", what: "a JSON object is expected") }
        for member in members where !(names + ["dualSidePosition"]).contains(member.name) {
            let hint = nearest(to: member.name, among: names).map { "; did you mean \($0)" } ?? ""
            throw StateProblem(
                path: member.name, what: "unknown\(hint) (a state has \(names.joined(separator: ", ")))")
        }
        if let hedge = try mode(value) { book.hedge = hedge }
        if let key = try listenKey(value) { book.listenKey = (key, clock.now + ExchangeBook.listenKeyLife) }
        try addMarkets(value, to: &book, clock: clock)
        try addDepths(value, to: &book)
        try addBalances(value, to: &book)
        try addLeverages(value, to: &book)
        try each(value, "orders") { row, path throws(StateProblem) in
            let order = try BookOrder(state: row, path: path, book: &book, clock: clock)
            book.orders.append(order)
        }
        try each(value, "algoOrders") { row, path throws(StateProblem) in
            book.algoOrders.append(try AlgoOrder(state: row, path: path, book: &book, clock: clock))
        }
        book.addOutcomes()
        try each(value, "trades") { row, path throws(StateProblem) in
            book.fills.append(try Fill(state: row, path: path, book: &book, clock: clock))
        }
        try each(value, "positions") { row, path throws(StateProblem) in
            let holding = try Holding(state: row, path: path, book: book, clock: clock)
            book.holdings[holding.key] = holding
        }
        try each(value, "forceOrders") { row, path throws(StateProblem) in
            let order = try BookOrder(state: row, path: path, book: &book, clock: clock, forced: true)
            let liquidated = order.clientOrderId.hasPrefix("autoclose-")
            book.forceOrders.append((liquidated ? "LIQUIDATION" : "ADL", order))
            // The exchange lists forced orders in allOrders, too.
            if !book.orders.contains(where: { $0.orderId == order.orderId && $0.symbol == order.symbol }) {
                book.orders.append(order)
            }
        }
    }

    /// One that is valid, as a running bot has it.
    private static func listenKey(_ value: JSONValue) throws(StateProblem) -> String? {
        guard let given = value["listenKey"] else { return nil }
        guard let key = given.stringValue, (1...128).contains(key.utf8.count),
            key.utf8.allSatisfy({
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
                    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
            })
        else { throw StateProblem(path: "listenKey", what: "1 to 128 letters and digits are expected") }
        return key
    }

    private static func mode(_ value: JSONValue) throws(StateProblem) -> Bool? {
        switch value["dualSidePosition"] {
        case nil: break
        case .bool(let hedge)?: return hedge
        default: throw StateProblem(path: "dualSidePosition", what: "true or false is expected")
        }
        switch value["mode"] {
        case nil: return nil
        case .string("one-way")?: return false
        case .string("hedge")?, .string("hedged")?: return true
        case .some(let other):
            throw StateProblem(path: "mode", what: "\(other.compactText) is neither \"one-way\" nor \"hedge\"")
        }
    }

    static func each(
        _ value: JSONValue, _ name: String, _ body: (JSONValue, String) throws(StateProblem) -> Void
    ) throws(StateProblem) {
        guard let list = value[name] else { return }
        guard let elements = list.arrayValue else { throw StateProblem(path: name, what: "an array is expected") }
        for (index, element) in elements.enumerated() { try body(element, "\(name)[\(index)]") }
    }
}

extension JSONRules {
    /// Of states and requests: a name given twice has its last value, and a log line may be pasted into a state with its tabs.
    static let sandbox = JSONRules(refusesRepeatedNames: false, allowsControlCharacters: true)
}

extension JSONProblem {
    fileprivate var what: String {
        switch reason {
        case .value where isAtEnd: "the JSON ends too early"
        case .value, .number, .notAnInteger, .integerOutOfRange: "a value is expected"
        case .name: "a member name is expected"
        case .colon(let name): "':' is expected after \"\(name)\""
        case .objectEnd: "',' or '}' is expected"
        case .arrayEnd: "',' or ']' is expected"
        case .openString: "a string is not closed"
        case .controlCharacter: "a control character in a string"
        case .notUTF8: "a string is not UTF-8"
        case .escape: "an unknown escape in a string"
        case .unicodeEscape: "\\u needs four hexadecimal digits"
        case .loneSurrogate: "half a surrogate pair"
        case .repeatedName: "a name appears twice"
        case .tooDeep: "nested too deeply"
        case .trailing: "something follows the JSON value"
        }
    }
}
