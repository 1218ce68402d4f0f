import JSON

/// The JSON Schema of the configuration, made of ``ConfigurationKey``.
enum ConfigurationSchema {
    static var json: JSONValue {
        .object(
            [
                ("$schema", "https://json-schema.org/draft/2020-12/schema"),
                ("title", "grinderctl's config.yaml"),
            ] + section(ConfigurationKey.all))
    }

    /// On lines of its own, for people and for diffs.
    static var text: String { json.indented + "\n" }

    private static func section(_ keys: [ConfigurationKey], required: [String] = []) -> [(String, JSONValue)] {
        let properties = keys.map { key in
            (key.name, JSONValue.object([("description", .string(key.summary))] + value(key.shape)))
        }
        var members: [(String, JSONValue)] = [("type", "object"), ("properties", .object(properties))]
        if !required.isEmpty { members.append(("required", .strings(required))) }
        return members + [("additionalProperties", .bool(false))]
    }

    private static func value(_ shape: ConfigurationKey.Shape) -> [(String, JSONValue)] {
        switch shape {
        case .text: [("type", "string")]
        case .word(let words): [("enum", .strings(words))]
        case .number(let range):
            [
                ("type", "integer"), ("minimum", .integer(Int64(range.lowerBound))),
                ("maximum", .integer(Int64(range.upperBound))),
            ]
        case .amount: [("type", .strings(["string", "number"]))]
        case .flag: [("type", "boolean")]
        case .texts: [("type", "array"), ("items", .object([("type", "string")]))]
        case .words:
            [("oneOf", .array([.object(value(.text)), .object(value(.texts))]))]
        case .textOr(let keys, _):
            [("oneOf", .array([.object(value(.text)), .object(section(keys))]))]
        case .list(let shape): [("type", "array"), ("items", .object(value(shape)))]
        case .section(let keys): section(keys)
        case .entries(let keys, let required):
            [("type", "array"), ("items", .object(section(keys, required: required)))]
        case .named(let names, let keys):
            [
                ("type", "object"),
                ("properties", .object(names.map { ($0, .object(section(keys))) })),
                ("additionalProperties", .bool(false)),
            ]
        }
    }
}
