import JSON

/// The JSON Schema of everything that is printed with `--json`, made of the ``Shape``s of this folder.
enum ReportSchema {
    /// What one command answers; several where its flags make it another object.
    struct Command: Sendable {
        let name: String
        let answers: [Shape]

        init(_ name: String, _ answers: Shape...) {
            self.name = name
            self.answers = answers
        }
    }

    static let commands: [Command] =
        triages + escalations + actions + audits + incidents + configurations + runbooks + others + streams

    static var json: JSONValue {
        .object([
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("title", "What grinderctl prints with --json"),
            ("type", "object"), ("if", .object([("required", .strings(["schema"]))])),
            ("then", .object([("$ref", "#/$defs/report")])),
            ("else", .object([("anyOf", .array(lines.map(\.schema)))])),
            ("$defs", .object(definitions)),
        ])
    }

    /// On lines of its own, for people and for diffs.
    static var text: String { json.indented + "\n" }

    /// The envelope: an error, whatever the command; else what that command answers, or the text of a help.
    private static var report: JSONValue {
        let choices = commands.map { command in
            JSONValue.object([
                ("if", named(.object([("const", .string(command.name))]))),
                ("then", .object([("$ref", .string("#/$defs/\(command.name)"))])),
            ])
        }
        let others = JSONValue.object([
            ("if", named(.object([("enum", .strings(commands.map(\.name)))]))),
            ("else", .object([("$ref", "#/$defs/help")])),
        ])
        return .object([
            ("type", "object"), ("required", .strings(["schema", "command"])),
            (
                "properties",
                .object([
                    ("schema", .object([("const", "grinderctl/1")])), ("command", .object([("type", "string")])),
                ])
            ),
            ("if", .object([("required", .strings(["error"]))])), ("then", .object([("$ref", "#/$defs/error")])),
            ("else", .object([("allOf", .array(choices + [others]))])),
        ])
    }

    private static func named(_ command: JSONValue) -> JSONValue {
        .object([("properties", .object([("command", command)]))])
    }

    private static var definitions: [(String, JSONValue)] {
        let ofCommands = commands.map { command in
            (command.name, Shape.either(command.answers.map { enveloped($0, command.name) } + [.named("help")]).schema)
        }
        return [("report", report)] + ofCommands
            + parts.map { ($0.name, $0.shape.schema) } + [("error", error.schema), ("help", help)]
    }

    static func enveloped(_ shape: Shape, _ command: String) -> Shape {
        guard case .object(let fields) = shape else { return shape }
        return .object(
            [
                Shape.Field(name: "schema", shape: .word("grinderctl/1"), isRequired: true),
                Shape.Field(name: "command", shape: .word(command), isRequired: true),
            ] + fields)
    }

    /// What stopped a command. A listing that breaks off holds what it had shown until then.
    private static let error = Shape.members(
        [
            ("schema", .word("grinderctl/1")), ("command", .text),
            (
                "error",
                .members([
                    ("code", .words(CommandError.Code.allCases.map(\.rawValue))), ("message", .text),
                    ("exit", .integer), ("try", .optional(.text)),
                ])
            ),
        ], optional: [("entries", .list(.named("entry")))])

    /// Of any command, and of none: three members and no more, so that it is taken for no report.
    private static var help: JSONValue {
        let shape = Shape.members([("schema", .word("grinderctl/1")), ("command", .text), ("text", .text)])
        guard case .object(let members) = shape.schema else { return shape.schema }
        return .object(members + ["maxProperties": 3])
    }
}

extension JSONValue {
    /// On lines of its own, two columns further in at each level.
    var indented: String { indented("") }

    private func indented(_ indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .object(let members) where !members.isEmpty && text.count > 100 - indent.count:
            let lines = members.map { "\(inner)\(JSONValue.string($0.name).text): \($0.value.indented(inner))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        case .array(let elements) where !elements.isEmpty && text.count > 100 - indent.count:
            return "[\n\(elements.map { inner + $0.indented(inner) }.joined(separator: ",\n"))\n\(indent)]"
        default: return text
        }
    }
}
