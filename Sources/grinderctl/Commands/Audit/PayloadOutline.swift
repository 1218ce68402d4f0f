import AuditLog
import JSON
import TriageCore

/// A payload for a person: what it says, member by member, gates and facts a line each. It knows no kind, and so leaves
/// out nothing that a later version records.
enum PayloadOutline {
    /// Unindented; control bytes are the printer's to spell out.
    static func lines(_ payload: JSONValue) -> [String] {
        guard let members = payload.objectValue else { return ["\(text(payload))"] }
        return members.sorted { order($0.name) < order($1.name) }.flatMap { lines(of: $0.name, $0.value) }
    }

    /// What a reader looks for first comes first; evidence and gates, which are long, come last.
    private static func order(_ name: String) -> String {
        let first = ["command", "id", "status", "code", "action", "outcome", "summary", "cause", "reason", "ticket"]
        let last = ["preconditions", "request", "gates", "facts", "instances", "station"]
        if let place = first.firstIndex(of: name) { return "0\(place)" }
        if let place = last.firstIndex(of: name) { return "2\(place)" }
        return "1\(name)"
    }

    private static func lines(of name: String, _ value: JSONValue) -> [String] {
        switch value {
        case .array(let elements) where elements.isEmpty: return ["\(name): none"]
        case .array(let elements): return ["\(name):"] + elements.map { "  " + element($0) }
        case .object(let members) where members.values.contains(where: isNested):
            return ["\(name):"] + lines(value).map { "  " + $0 }
        default: return ["\(name): \(text(value))"]
        }
    }

    private static func isNested(_ value: JSONValue) -> Bool {
        switch value {
        case .array, .object: true
        default: false
        }
    }

    private static func element(_ value: JSONValue) -> String {
        if let gate = RecordedGate(value), let code = gate.code, let status = gate.status {
            return "\(status == .refused ? "no " : "ok ") \(code): \(gate.detail ?? "")"
        }
        if let fact = RecordedFact(value), let name = fact.name, let said = fact.value {
            return "\(name): \(said) [\(fact.source ?? "")]"
        }
        return text(value)
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "none"
        case .bool(let flag): flag ? "yes" : "no"
        case .integer(let number): String(number)
        case .number(let text), .string(let text): text
        case .array(let elements): elements.map(text).joined(separator: ", ")
        case .object(let members):
            members.sorted { $0.name < $1.name }.map { "\($0.name) \(text($0.value))" }.joined(separator: ", ")
        }
    }
}
