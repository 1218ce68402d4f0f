import Foundation

/// What one command left behind.
package struct CommandAnswer: Sendable {
    package let exit: Int32
    package let output: String
    package let error: String

    package init(exit: Int32, output: String, error: String) {
        self.exit = exit
        self.output = output
        self.error = error
    }

    /// Everything said, for searching.
    package var all: String { output + error }

    /// stdout as the one JSON object it must be.
    package var json: JSONTree { JSONTree(text: output) }

    package var gates: [JSONTree] { json["gates"].elements }
    package var gateCodes: [String] { gates.compactMap { $0["code"].text } }
    package var refusals: [String] { gates.filter { $0["status"].text == "refused" }.compactMap { $0["code"].text } }
    package func gate(_ code: String) -> JSONTree { gates.first { $0["code"].text == code } ?? .missing }
    package var outcome: String? { json["outcome"].text }
    package var verdict: String? { json["verdict"]["code"].text }
    /// The remedy an error or a gate names.
    package var attempt: String? { json["error"]["try"].text }
}

/// JSON by name and place; what is not there is `missing`.
package enum JSONTree: Sendable, Equatable {
    case missing
    case null
    case bool(Bool)
    case number(Int64)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    package init(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard lines.count == 1, let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) else {
            self = .missing
            return
        }
        self.init(value)
    }

    private init(_ value: Any) {
        switch value {
        case is NSNull: self = .null
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.map(JSONTree.init))
        case let object as [String: Any]: self = .object(object.mapValues(JSONTree.init))
        case let number as NSNumber:
            self = "\(type(of: value))".contains("Bool") ? .bool(number.boolValue) : .number(number.int64Value)
        default: self = .missing
        }
    }

    package subscript(name: String) -> JSONTree {
        if case .object(let members) = self { return members[name] ?? .missing }
        return .missing
    }

    package subscript(index: Int) -> JSONTree { elements.indices.contains(index) ? elements[index] : .missing }

    package var elements: [JSONTree] {
        if case .list(let elements) = self { return elements }
        return []
    }

    package var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    package var number: Int64? {
        if case .number(let number) = self { return number }
        return nil
    }

    package var names: [String] {
        if case .object(let members) = self { return members.keys.sorted() }
        return []
    }
}
