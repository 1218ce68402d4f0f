import FoundationEssentials
import TriageCore

/// A field that is missing or cannot be read.
struct FieldProblem: Error, Sendable, Hashable, CustomStringConvertible {
    let field: String
    let isMissing: Bool
    var description: String { "field \(field) \(isMissing ? "is missing" : "cannot be read")" }
}

/// The fields of one JSON object, read as what is meant rather than as how it is written: the exchange sends the same
/// field now as a string, now as a number.
struct Fields {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    private enum Scalar: Decodable {
        case null
        case text(String)
        case flag(Bool)
        case integer(Int64)
        case decimal(Decimal)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let integer = try? value.decode(Int64.self) {
                self = .integer(integer)
            } else {
                self = .decimal(try value.decode(Decimal.self))
            }
        }
    }

    private let container: KeyedDecodingContainer<Name>

    init(_ decoder: any Decoder) throws { container = try decoder.container(keyedBy: Name.self) }

    private func scalar(_ name: String) throws -> Scalar? {
        guard container.contains(Name(name)) else { return nil }
        do {
            let scalar = try container.decode(Scalar.self, forKey: Name(name))
            if case .null = scalar { return nil }
            return scalar
        } catch {
            throw FieldProblem(field: name, isMissing: false)
        }
    }

    func textIfPresent(_ name: String) throws -> String? {
        switch try scalar(name) {
        case nil, .null?: nil
        case .text(let text)?: text
        case .integer(let number)?: String(number)
        case .decimal(let number)?: "\(number)"
        case .flag?: throw FieldProblem(field: name, isMissing: false)
        }
    }

    func integerIfPresent(_ name: String) throws -> Int64? {
        guard let text = try textIfPresent(name) else { return nil }
        guard let number = Int64(text) else { throw FieldProblem(field: name, isMissing: false) }
        return number
    }

    /// `"0.010"` keeps its text; a JSON number `0.010` is exact in value and prints as 0.01.
    func amountIfPresent(_ name: String) throws -> Amount? {
        guard let text = try textIfPresent(name) else { return nil }
        guard let amount = Amount(text) else { throw FieldProblem(field: name, isMissing: false) }
        return amount
    }

    func flagIfPresent(_ name: String) throws -> Bool? {
        switch try scalar(name) {
        case nil, .null?: return nil
        case .flag(let flag)?: return flag
        case .text(let text)? where text.lowercased() == "true": return true
        case .text(let text)? where text.lowercased() == "false": return false
        default: throw FieldProblem(field: name, isMissing: false)
        }
    }

    func text(_ name: String) throws -> String { try essential(name, textIfPresent(name)) }
    func integer(_ name: String) throws -> Int64 { try essential(name, integerIfPresent(name)) }
    func amount(_ name: String) throws -> Amount { try essential(name, amountIfPresent(name)) }
    func flag(_ name: String) throws -> Bool { try essential(name, flagIfPresent(name)) }

    private func essential<Value>(_ name: String, _ value: Value?) throws -> Value {
        guard let value else { throw FieldProblem(field: name, isMissing: true) }
        return value
    }
}

/// The exchange's own words and ids in fields.
extension Fields {
    func symbol() throws -> Symbol { try read("symbol", Symbol.init) }
    func side() throws -> Side { try read("side", Side.init(rawValue:)) }
    func quantity(_ name: String) throws -> Quantity { Quantity(try amount(name)) }
    func price(_ name: String) throws -> Price { Price(try amount(name)) }

    /// `nil` also for `""`, which the exchange writes where it has nothing to say.
    func quantityIfPresent(_ name: String) throws -> Quantity? { try sentAmount(name).map(Quantity.init) }
    func priceIfPresent(_ name: String) throws -> Price? { try sentAmount(name).map(Price.init) }

    private func sentAmount(_ name: String) throws -> Amount? {
        try textIfPresent(name) == "" ? nil : amountIfPresent(name)
    }

    /// `BOTH` when absent: the exchange's default.
    func positionSide() throws -> PositionSide {
        guard let word = try textIfPresent("positionSide") else { return .both }
        guard let side = PositionSide(rawValue: word) else {
            throw FieldProblem(field: "positionSide", isMissing: false)
        }
        return side
    }

    /// Milliseconds; `nil` when absent or 0, which the exchange writes for "never".
    func timeIfPresent(_ name: String) throws -> Timestamp? {
        guard let milliseconds = try integerIfPresent(name), milliseconds != 0 else { return nil }
        // Up to the year 9999: arithmetic with what lies beyond would overflow.
        guard (1...253_402_300_799_999).contains(milliseconds) else {
            throw FieldProblem(field: name, isMissing: false)
        }
        return Timestamp(milliseconds: milliseconds)
    }

    func time(_ name: String) throws -> Timestamp {
        guard let time = try timeIfPresent(name) else { throw FieldProblem(field: name, isMissing: true) }
        return time
    }

    private func read<Value>(_ name: String, _ parse: (String) -> Value?) throws -> Value {
        guard let value = parse(try text(name)) else { throw FieldProblem(field: name, isMissing: false) }
        return value
    }
}

/// Reads an answer's body; what cannot be read becomes one sentence that names the field.
enum Decoding {
    struct Problem: Error, Sendable, Hashable {
        let detail: String
    }

    static func decode<Row: Decodable>(_ type: Row.Type, from body: [UInt8]) throws(Problem) -> Row {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch let problem as FieldProblem {
            throw Problem(detail: "the answer cannot be used: \(problem)")
        } catch {
            throw Problem(detail: "the answer is not the JSON expected here")
        }
    }
}
