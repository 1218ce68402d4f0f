package import JSON
package import TriageCore

/// What a member of a payload can be.
package protocol RecordValue: Sendable, Hashable {
    /// `nil` where it is not one of ours.
    init?(recorded: JSONValue)
    var recorded: JSONValue { get }
}

extension RecordValue where Self: RawRepresentable, RawValue == String {
    package init?(recorded: JSONValue) {
        guard let text = recorded.stringValue else { return nil }
        self.init(rawValue: text)
    }

    package var recorded: JSONValue { .string(rawValue) }
}

extension Record: RecordValue {
    package init?(recorded: JSONValue) {
        self.init(recorded)
        guard problem == nil else { return nil }
    }

    package var recorded: JSONValue { payload }
}

extension String: RecordValue {
    package init?(recorded: JSONValue) {
        guard let text = recorded.stringValue else { return nil }
        self = text
    }

    package var recorded: JSONValue { .string(self) }
}

extension Int64: RecordValue {
    package init?(recorded: JSONValue) {
        guard let number = recorded.integerValue else { return nil }
        self = number
    }

    package var recorded: JSONValue { .integer(self) }
}

extension Bool: RecordValue {
    package init?(recorded: JSONValue) {
        guard let flag = recorded.boolValue else { return nil }
        self = flag
    }

    package var recorded: JSONValue { .bool(self) }
}

extension Array: RecordValue where Element: RecordValue {
    package init?(recorded: JSONValue) {
        guard let elements = recorded.arrayValue else { return nil }
        self = []
        for element in elements {
            guard let value = Element(recorded: element) else { return nil }
            append(value)
        }
    }

    package var recorded: JSONValue { .array(map(\.recorded)) }
}

extension Dictionary: RecordValue where Key == String, Value: RecordValue {
    package init?(recorded: JSONValue) {
        guard let members = recorded.objectValue else { return nil }
        self = [:]
        for (name, member) in members {
            guard let value = Value(recorded: member) else { return nil }
            self[name] = value
        }
    }

    package var recorded: JSONValue { .object(sorted { $0.key < $1.key }.map { ($0.key, $0.value.recorded) }) }
}

extension Timestamp: RecordValue {
    package init?(recorded: JSONValue) {
        guard let text = recorded.stringValue else { return nil }
        self.init(iso8601: text)
    }

    package var recorded: JSONValue { .string(description) }
}

extension Quantity: RecordValue {
    package init?(recorded: JSONValue) {
        guard let text = recorded.stringValue else { return nil }
        self.init(text)
    }

    package var recorded: JSONValue { .string(description) }
}

extension Symbol: RecordValue {
    package init?(recorded: JSONValue) {
        guard let text = recorded.stringValue else { return nil }
        self.init(text)
    }

    package var recorded: JSONValue { .string(rawValue) }
}

extension PolicyInForce: RecordValue {
    package init?(recorded: JSONValue) { self.init(recorded) }
    package var recorded: JSONValue { json }
}

extension ActionKind: RecordValue {}
extension EscalationCheck: RecordValue {}
extension InstanceSnapshot.State: RecordValue {}
extension Mismatch: RecordValue {}
extension PositionSide: RecordValue {}
extension Side: RecordValue {}
extension StepReport.Status: RecordValue {}
extension Verdict.Advice: RecordValue {}
extension Verdict.Confidence: RecordValue {}
