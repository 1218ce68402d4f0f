package import AuditLog
import Foundation
import JSON
import TriageCore

/// The transitions of `Tests/Model/phases.pml`, read from it, and audit logs held against them.
package struct PhaseModel: Sendable {
    package struct Step: Sendable, Hashable {
        package let at: String
        package let row: String

        package init(at: String, row: String) {
            self.at = at
            self.row = row
        }
    }

    package let steps: [Step: String]
    package static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Model/phases.pml").path

    package init() throws {
        try self.init(text: String(contentsOfFile: Self.path, encoding: .utf8))
    }

    package init(text: String) {
        let line = /:: at\[i\] == ([A-Z]+)\s+&& what == ([A-Z_]+)\s+-> at\[i\] = ([A-Z]+)/
        var steps: [Step: String] = [:]
        for match in text.matches(of: line) {
            steps[Step(at: String(match.1), row: String(match.2))] = String(match.3)
        }
        self.steps = steps
    }

    /// What the rows say that the model does not allow, a sentence each; empty when they follow it.
    /// - Parameter entries: a whole log, in the order of seq.
    package func objections(to entries: [AuditEntry]) -> [String] {
        var phaseOf: [Int64: String] = [:]
        var objections: [String] = []
        for entry in entries {
            guard let (intent, row) = Self.row(entry) else { continue }
            let at = phaseOf[intent] ?? "NONE"
            if let next = steps[Step(at: at, row: row)] {
                phaseOf[intent] = next
            } else {
                objections.append("seq \(entry.seq), \(entry.kindText): \(row) of intent \(intent), which is \(at)")
            }
        }
        return objections
    }

    /// Which row of the model an entry is, and of which intent; `nil` where it speaks of none.
    private static func row(_ entry: AuditEntry) -> (Int64, String)? {
        if entry.kind == .actionIntent { return (entry.seq, "INTENT_ROW") }
        guard let payload = try? entry.payload(), let intent = payload["intent"]?.integerValue else { return nil }
        let isSettled = payload["settled"]?.boolValue
        switch (entry.kind, payload["outcome"]?.stringValue) {
        case (.actionOutcome?, "done"?): return (intent, "OUTCOME_DONE")
        case (.actionOutcome?, "not-executed"?): return (intent, "OUTCOME_REFUSED")
        case (.actionOutcome?, "unknown"?): return (intent, "OUTCOME_UNKNOWN")
        case (.actionVerified?, _) where isSettled == true: return (intent, "VERIFIED")
        case (.actionResolved?, _) where isSettled == true: return (intent, "RESOLVED")
        case (.note?, _) where isSettled == false: return (intent, "UNREAD")
        default: return (intent, "\(entry.kindText) \(entry.payloadText)")
        }
    }
}
