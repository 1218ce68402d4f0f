import Foundation

/// What one command left behind.
struct Answer: Sendable {
    let exit: Int32
    let output: String
    let error: String

    /// Everything said, for searching.
    var all: String { output + error }

    /// stdout as the one JSON object it must be.
    var json: JSONTree { JSONTree(text: output) }

    var gates: [JSONTree] { json["gates"].elements }
    var gateCodes: [String] { gates.compactMap { $0["code"].text } }
    var refusals: [String] { gates.filter { $0["status"].text == "refused" }.compactMap { $0["code"].text } }
    func gate(_ code: String) -> JSONTree { gates.first { $0["code"].text == code } ?? .missing }
    var outcome: String? { json["outcome"].text }
    var verdict: String? { json["verdict"]["code"].text }
    /// The remedy an error or a gate names.
    var attempt: String? { json["error"]["try"].text }
}

/// JSON by name and place; what is not there is `missing`.
enum JSONTree: Sendable, Equatable {
    case missing
    case null
    case bool(Bool)
    case number(Int64)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    init(text: String) {
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

    subscript(name: String) -> JSONTree {
        if case .object(let members) = self { return members[name] ?? .missing }
        return .missing
    }

    subscript(index: Int) -> JSONTree { elements.indices.contains(index) ? elements[index] : .missing }

    var elements: [JSONTree] {
        if case .list(let elements) = self { return elements }
        return []
    }

    var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    var number: Int64? {
        if case .number(let number) = self { return number }
        return nil
    }

    var names: [String] {
        if case .object(let members) = self { return members.keys.sorted() }
        return []
    }
}
