import Foundation
import JSON

/// The decoded parameters of a request. A name in the query wins over the same name in the body.
struct Parameters: Sendable {
    private(set) var values: [String: String] = [:]
    private(set) var repeated = false

    init(query: String, body: String) {
        for raw in [body, query] {
            var seen: Set<String> = []
            for pair in raw.split(separator: "&", omittingEmptySubsequences: true) {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let name = Self.decoded(parts[0])
                if !seen.insert(name).inserted { repeated = true }
                values[name] = parts.count == 2 ? Self.decoded(parts[1]) : ""
            }
        }
    }

    /// One element of a batch: its members by name, whether they are written as strings, numbers or words.
    init?(_ element: JSONValue) {
        guard let members = element.objectValue else { return nil }
        for member in members {
            switch member.value {
            case .string(let text): values[member.name] = text
            case .integer, .number: values[member.name] = member.value.numberText
            case .bool(let flag): values[member.name] = flag ? "true" : "false"
            case .null: continue
            case .array, .object: return nil
            }
        }
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = String(text.map { $0 == "+" ? " " : $0 })
        return spaced.removingPercentEncoding ?? spaced
    }

    subscript(name: String) -> String? { values[name] }

    /// Refuses a missing parameter with -1102 and an empty one with -1105.
    func mandatory(_ name: String) throws(Refusal) -> String {
        guard let value = try optional(name) else { throw .missing(name) }
        return value
    }

    /// Refuses an empty parameter with -1105.
    func optional(_ name: String) throws(Refusal) -> String? {
        guard let value = values[name] else { return nil }
        guard !value.isEmpty else { throw .empty(name) }
        return value
    }

    func integer(_ name: String) throws(Refusal) -> Int64? {
        guard let text = try optional(name) else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text) else {
            throw .illegalCharacters(name, legal: "^[0-9]{1,20}$")
        }
        return value
    }

    /// `true` or `false` in any case.
    func flag(_ name: String) throws(Refusal) -> Bool? {
        switch try optional(name)?.lowercased() {
        case nil: return nil
        case "true": return true
        case "false": return false
        default: throw name == "reduceOnly" ? .improperReduceOnly : .invalidData(name)
        }
    }

    /// A decimal; -1102 when it is none.
    func amount(_ name: String) throws(Refusal) -> (amount: Amount, text: String)? {
        guard let text = try optional(name) else { return nil }
        guard let amount = Amount(text) else { throw .missing(name) }
        return (amount, text)
    }

    func mandatoryAmount(_ name: String) throws(Refusal) -> (amount: Amount, text: String) {
        guard let value = try amount(name) else { throw .missing(name) }
        return value
    }

    /// 1…`maximum`; anything else is refused with -1130.
    func limit(default standard: Int, maximum: Int) throws(Refusal) -> Int {
        guard let value = try integer("limit") else { return standard }
        guard 1...Int64(maximum) ~= value else { throw .invalidData("limit") }
        return Int(value)
    }
}
