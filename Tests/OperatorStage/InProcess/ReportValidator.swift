import Foundation
import Synchronization

@testable import grinderctl

/// Holds JSON against the schema that is shipped, as any validator of JSON Schema would, and beyond it: a member that the
/// schema does not describe is a problem here, so that nothing new is printed undescribed.
package struct ReportValidator: Sendable {
    private let root: JSONTree
    private let isClosed: Bool

    package static let strict = ReportValidator(schema: ReportSchema.json.text)
    /// As a script's validator takes it.
    package static let open = ReportValidator(schema: ReportSchema.json.text, isClosed: false)

    package init(schema: String, isClosed: Bool = true) {
        root = JSONTree(text: schema)
        self.isClosed = isClosed
    }

    /// Of each line of an answer; empty when all is as described.
    package func problems(inLines text: String) -> [String] {
        text.split(separator: "\n").flatMap { problems(in: String($0)) }
    }

    package func problems(in line: String) -> [String] {
        let value = JSONTree(text: line)
        if value == .missing { return ["no JSON: \(line.prefix(100))"] }
        return problems(of: value, against: root, at: "")
    }

    private func problems(of value: JSONTree, against schema: JSONTree, at path: String) -> [String] {
        var found: [String] = []
        if let reference = schema["$ref"].text {
            let name = reference.dropFirst("#/$defs/".count)
            found += problems(of: value, against: root["$defs"][String(name)], at: path)
        }
        found += simpleProblems(of: value, against: schema, at: path)
        if case .object(let members) = value { found += memberProblems(of: members, against: schema, at: path) }
        if case .list(let elements) = value, schema["items"] != .missing {
            for (place, element) in elements.enumerated() {
                found += problems(of: element, against: schema["items"], at: "\(path)[\(place)]")
            }
        }
        let branches = schema["anyOf"].elements
        if !branches.isEmpty {
            let results = branches.map { problems(of: value, against: $0, at: path) }
            // What comes nearest is what was meant.
            if !results.contains([]) { found += results.min { $0.count < $1.count } ?? [] }
        }
        for part in schema["allOf"].elements { found += problems(of: value, against: part, at: path) }
        if schema["if"] != .missing {
            let holds = Self(root: root).problems(of: value, against: schema["if"], at: path).isEmpty
            let rest = schema[holds ? "then" : "else"]
            if rest != .missing { found += problems(of: value, against: rest, at: path) }
        }
        return found
    }

    /// A condition asks for what it names alone.
    private init(root: JSONTree) {
        self.root = root
        isClosed = false
    }

    private func simpleProblems(of value: JSONTree, against schema: JSONTree, at path: String) -> [String] {
        var found: [String] = []
        if schema["const"] != .missing, schema["const"] != value { found.append("\(path) is not \(schema["const"])") }
        if case .list(let known) = schema["enum"], !known.contains(value) {
            found.append("\(path): \(value) is not one of \(known.count) known words")
        }
        if let type = schema["type"].text, Self.type(of: value) != type { found.append("\(path) is no \(type)") }
        if let pattern = schema["pattern"].text, let text = value.text, !Self.matches(text, pattern) {
            found.append("\(path): \(text) does not match \(pattern)")
        }
        return found
    }

    private func memberProblems(
        of members: [String: JSONTree], against schema: JSONTree, at path: String
    ) -> [String] {
        var found: [String] = []
        for name in schema["required"].elements.compactMap(\.text) where members[name] == nil {
            found.append("\(path).\(name) is missing")
        }
        if let most = schema["maxProperties"].number, members.count > most {
            found.append("\(path) has more than \(most) members")
        }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            let described = schema["properties"][name]
            if described != .missing {
                found += problems(of: member, against: described, at: "\(path).\(name)")
            } else if case .object = schema["additionalProperties"] {
                found += problems(of: member, against: schema["additionalProperties"], at: "\(path).\(name)")
            } else if isClosed, schema["additionalProperties"] == .bool(true) {
                found.append("\(path).\(name) is not described: add it to Sources/grinderctl/Rendering/Schema")
            }
        }
        return found
    }

    private static func type(of value: JSONTree) -> String {
        switch value {
        case .missing: "missing"
        case .null: "null"
        case .bool: "boolean"
        case .number: "integer"
        case .text: "string"
        case .list: "array"
        case .object: "object"
        }
    }

    private static let expressions = Mutex<[String: NSRegularExpression]>([:])

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        let expression: NSRegularExpression? = expressions.withLock { known in
            if let expression = known[pattern] { return expression }
            known[pattern] = try? NSRegularExpression(pattern: pattern)
            return known[pattern]
        }
        return expression?.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
}
