/// A JSON value: every number as it was written, members in their order. Amounts and ids never pass through a Double.
///
/// Two objects are equal when they have the same members, in whatever order. Names are Swift strings, which compare by
/// canonical equivalence: two names that differ only in Unicode normalisation are one.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// An integer in its shortest form.
    case integer(Int64)
    /// Any other number, by the grammar of RFC 8259: `-12.50e3`, `1.0`, `-0`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(Members)
}

extension JSONValue {
    /// The member of that name, when this is an object that has it.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The member of that name; an absent one and `null` are `nil`.
    package func given(_ name: String) -> JSONValue? { objectValue?.given(name) }

    package var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    package var integerValue: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// A number of either kind as it was written.
    package var numberText: String? {
        switch self {
        case .integer(let value): String(value)
        case .number(let text): text
        default: nil
        }
    }

    package var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    package var arrayValue: [JSONValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    package var objectValue: Members? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    package static func object(_ members: [(String, JSONValue)]) -> JSONValue { .object(Members(members)) }

    package static func int(_ value: some BinaryInteger) -> JSONValue { .integer(Int64(value)) }

    package static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// `null` for `nil`: absent values are written, not left out.
    package static func integer(orNull value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }

    package static func string(orNull value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

    /// With the members of all its objects in the order of their names.
    package var sortedByName: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.sortedByName))
        case .object(let members):
            .object(Members(members.sorted { $0.name < $1.name }.map { ($0.name, $0.value.sortedByName) }))
        default: self
        }
    }
}

extension JSONValue: ExpressibleByNilLiteral {
    package init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByBooleanLiteral {
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// A name written twice keeps its last value.
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(Members(elements)) }
}
