import JSON
import TriageCore

/// A payload's members as names and values, nested names joined: whatever a later version writes is shown too.
enum PayloadRows {
    static func facts(_ payload: JSONValue) -> [Document.Fact] {
        guard case .object(let members) = payload else { return [] }
        return members.sorted { $0.name < $1.name }.flatMap { rows([$0.name], $0.value) }
    }

    /// On one line: `orderId 42, status NEW`.
    static func line(_ payload: JSONValue?) -> String {
        facts(payload ?? .null).map { fact in
            fact.name + " " + fact.value.map(\.plain).joined()
        }.joined(separator: ", ")
    }

    private static func rows(_ path: [String], _ value: JSONValue) -> [Document.Fact] {
        let name = path.joined(separator: " ")
        switch value {
        case .null: return []
        case .bool(let flag): return [Document.Fact(name, flag ? "yes" : "no")]
        case .integer(let number): return [Document.Fact(name, String(number))]
        case .number(let text): return [Document.Fact(name, text)]
        case .string(let text): return text.isEmpty ? [] : [Document.Fact(name, [.code(text)])]
        case .array(let elements):
            let texts = elements.compactMap(\.stringValue)
            if texts.count == elements.count {
                return texts.isEmpty ? [] : [Document.Fact(name, [.code(texts.joined(separator: ", "))])]
            }
            return elements.enumerated().flatMap { rows(path + ["\($0.offset + 1)"], $0.element) }
        case .object(let members):
            return members.sorted { $0.name < $1.name }.flatMap { rows(path + [$0.name], $0.value) }
        }
    }
}

extension Document.Inline {
    var plain: String {
        switch self {
        case .text(let text), .strong(let text), .code(let text), .badge(_, let text): text
        }
    }
}
