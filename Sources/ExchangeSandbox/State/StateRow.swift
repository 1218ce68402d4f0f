import Foundation
import JSON

/// What is wrong with a state, and where: `orders[2].price`.
package struct StateProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    package let what: String

    package var description: String { path.isEmpty ? what : "\(path): \(what)" }
}

/// How the times of a state are read: relative to `now`, absolute ones moved by `shift`.
struct StateClock: Sendable {
    let now: Int64
    var shift: Int64 = 0

    /// Milliseconds, ISO 8601, `now`, or a signed span such as `-2h`, `-90m`, `-3d`, `-1500ms`.
    func time(_ value: JSONValue, path: String) throws(StateProblem) -> Int64 {
        guard let time = read(value) else {
            throw StateProblem(
                path: path,
                what: "\(value.compactText) is no time (milliseconds, ISO 8601, \"now\", or a span such as \"-2h\")")
        }
        return time
    }

    private func read(_ value: JSONValue) -> Int64? {
        switch value {
        case .integer(let time): return moved(time)
        case .number(let text): return moved(Int64(text))
        case .string("now"): return now
        case .string(let text): return Self.span(text).map { now + $0 } ?? moved(Int64(text) ?? Self.date(text))
        default: return nil
        }
    }

    /// 0 stays 0: it means that there is none.
    private func moved(_ time: Int64?) -> Int64? {
        guard let time, Self.latest.contains(time) else { return nil }
        return time == 0 ? 0 : time + shift
    }

    private static let latest: ClosedRange<Int64> = 0...253_402_300_799_999

    static func span(_ text: String) -> Int64? {
        let units: [(suffix: String, milliseconds: Int64)] = [
            ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
        ]
        guard text.first == "-" || text.first == "+",
            let unit = units.first(where: { text.hasSuffix($0.suffix) }),
            let count = Int64(text.dropLast(unit.suffix.count)), count.magnitude < 1_000_000_000
        else { return nil }
        return count * unit.milliseconds
    }

    static func date(_ text: String) -> Int64? {
        let styles = [
            Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle(),
        ]
        for style in styles {
            if let date = try? style.parse(text) { return Int64((date.timeIntervalSince1970 * 1000).rounded()) }
        }
        return nil
    }
}

/// One row of a state: its members by Binance's names, each missing one defaulted by the caller.
struct StateRow {
    let path: String
    let clock: StateClock
    private let members: JSONValue.Members

    /// Refuses what is no object, and a name so near a known one that it must be a typing error.
    init(_ value: JSONValue, path: String, known: [String], clock: StateClock) throws(StateProblem) {
        guard let members = value.objectValue else { throw StateProblem(path: path, what: "an object is expected") }
        for member in members where !known.contains(member.name) {
            if let meant = nearest(to: member.name, among: known) {
                throw StateProblem(path: "\(path).\(member.name)", what: "unknown field; did you mean \(meant)")
            }
        }
        self.path = path
        self.clock = clock
        self.members = members
    }

    /// Present and not null.
    func value(_ name: String) -> JSONValue? { members.given(name) }

    func text(_ name: String) throws(StateProblem) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.stringValue ?? value.numberText else { throw problem(name, "a string is expected") }
        return text
    }

    func mandatory(_ name: String) throws(StateProblem) -> String {
        guard let text = try text(name), !text.isEmpty else { throw problem(name, "is needed") }
        return text
    }

    func symbol() throws(StateProblem) -> String {
        let symbol = try mandatory("symbol")
        guard !symbol.contains(where: { $0.isLowercase || $0.isWhitespace }) else {
            throw problem("symbol", "\"\(symbol)\" is no symbol")
        }
        return symbol
    }

    /// A decimal and the text it was given as.
    func amount(_ name: String) throws(StateProblem) -> (amount: Amount, text: String)? {
        guard let text = try text(name) else { return nil }
        guard let amount = Amount(text) else { throw problem(name, "\"\(text)\" is no decimal number") }
        return (amount, text)
    }

    func integer(_ name: String) throws(StateProblem) -> Int64? {
        guard let text = try text(name) else { return nil }
        guard let value = Int64(text) else { throw problem(name, "\"\(text)\" is no integer") }
        return value
    }

    /// An id above 0 that leaves room for those given out after it.
    func id(_ name: String) throws(StateProblem) -> Int64? {
        guard let id = try integer(name) else { return nil }
        guard 1...9_000_000_000_000_000_000 ~= id else { throw problem(name, "\(id) is no id") }
        return id
    }

    func flag(_ name: String) throws(StateProblem) -> Bool? {
        switch value(name) {
        case nil: return nil
        case .bool(let flag)?: return flag
        case .string("true")?: return true
        case .string("false")?: return false
        default: throw problem(name, "true or false is expected")
        }
    }

    func time(_ name: String) throws(StateProblem) -> Int64? {
        guard let value = value(name) else { return nil }
        return try clock.time(value, path: "\(path).\(name)")
    }

    func choice<Choice: RawRepresentable<String> & Sendable>(
        _ name: String, _ type: Choice.Type
    ) throws(StateProblem) -> Choice? {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else { throw problem(name, "\"\(text)\" is not known") }
        return choice
    }

    func problem(_ name: String, _ what: String) -> StateProblem {
        StateProblem(path: "\(path).\(name)", what: what)
    }
}
