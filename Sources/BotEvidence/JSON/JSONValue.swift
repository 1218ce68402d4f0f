/// A JSON value that keeps each number as it was written: amounts never pass through a Double.
indirect enum JSONValue: Sendable, Hashable {
    case object([String: JSONValue])
    case array([Element])
    case string(String)
    /// By the grammar of RFC 8259: `-12.50e3`.
    case number(String)
    case bool(Bool)
    case null

    /// A value and the line it begins on, from 1.
    struct Element: Sendable, Hashable {
        let value: JSONValue
        let line: Int
    }

    /// The member of an object; an absent one and `null` are `nil`.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self, let member = members[name], member != .null else { return nil }
        return member
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }
}

/// What is wrong with a JSON text, and where.
struct JSONProblem: Error, Sendable, Hashable {
    /// From 1.
    let line: Int
    let detail: String
}
