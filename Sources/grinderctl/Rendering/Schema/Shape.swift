import JSON

/// What a value of a report may be: said once, for the JSON Schema that is shipped and the tests that hold every report
/// against it.
indirect enum Shape: Sendable {
    case text
    /// A string that a regular expression matches whole.
    case matching(String)
    case words([String])
    case integer
    case flag
    case null
    case list(Shape)
    case object([Field])
    /// Members of any name.
    case map(Shape)
    case either([Shape])
    /// Described once, under this name.
    case named(String)

    struct Field: Sendable {
        let name: String
        let shape: Shape
        /// It stands there always.
        let isRequired: Bool
    }

    static func optional(_ shape: Shape) -> Shape { .either([shape, .null]) }

    static func word(_ word: String) -> Shape { .words([word]) }

    static let texts = Shape.list(.text)
    /// `2026-03-08T12:00:00.000Z`
    static let time = Shape.matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$")
    /// As the exchange sent it.
    static let amount = Shape.matching("^-?[0-9]+(\\.[0-9]+)?$")
    static let exchangeID = Shape.matching("^[0-9]+$")
    /// Of a list that holds orders and conditional orders: the latter as `algo 4000000230627731`.
    static let restingID = Shape.matching("^(algo )?[0-9]+$")
    static let digest = Shape.matching("^[0-9a-f]{64}$")
    static let head = Shape.matching("^[0-9]+:[0-9a-f]{64}$")
    /// A command to type.
    static let command = Shape.matching("^(?:[A-Z_]+=\\S+ )*grinderctl( |$)")
    static let environment = Shape.text

    /// Members that are always there, and those that need not be.
    static func members(_ required: [(String, Shape)], optional: [(String, Shape)] = []) -> Shape {
        .object(
            required.map { Field(name: $0.0, shape: $0.1, isRequired: true) }
                + optional.map { Field(name: $0.0, shape: $0.1, isRequired: false) })
    }

    /// As JSON Schema, draft 2020-12. A later version may add members: others than those described are allowed.
    var schema: JSONValue {
        switch self {
        case .text: .object([("type", "string")])
        case .matching(let pattern): .object([("type", "string"), ("pattern", .string(pattern))])
        case .words(let words) where words.count == 1: .object([("const", .string(words[0]))])
        case .words(let words): .object([("enum", .strings(words))])
        case .integer: .object([("type", "integer")])
        case .flag: .object([("type", "boolean")])
        case .null: .object([("type", "null")])
        case .list(let shape): .object([("type", "array"), ("items", shape.schema)])
        case .object(let fields):
            .object([
                ("type", "object"), ("properties", .object(fields.map { ($0.name, $0.shape.schema) })),
                ("required", .strings(fields.filter(\.isRequired).map(\.name))), ("additionalProperties", .bool(true)),
            ])
        case .map(let shape): .object([("type", "object"), ("additionalProperties", shape.schema)])
        case .either(let shapes): .object([("anyOf", .array(shapes.map(\.schema)))])
        case .named(let name): .object([("$ref", .string("#/$defs/\(name)"))])
        }
    }
}
