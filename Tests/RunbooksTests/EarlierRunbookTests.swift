import Foundation
import Runbooks
import Testing

/// Every numbered step of the earlier runbook (runbook-11.md, as it was) is a step of ours, or corrected by our prose.
struct EarlierRunbookTests {
    /// What became of a numbered line: a step's heading, or words the prose says about it.
    enum Fate {
        case step(String, String)
        case corrected(String, String)
    }

    /// By section heading, in the order of its "Investigation Steps" or its own numbers.
    static let fates: [String: [Fate]] = [
        "ORDER_MISSING_ON_EXCHANGE": [
            .step("missing", "logs"), .step("missing", "history"), .step("missing", "history"),
        ],
        "ORDER_EXISTS_UNEXPECTED": [
            .step("unexpected", "logs"), .step("unexpected", "order"), .step("unexpected", "owner"),
        ],
        "ORDER_STATUS_DIVERGENCE": [
            .step("divergence", "logs"), .step("divergence", "expected"), .step("divergence", "grace"),
        ],
        "POSITION_NONZERO_UNEXPECTED": [
            .step("position", "position"), .step("position", "fills"), .step("position", "fills"),
        ],
        "Escalation": [
            .step("escalation", "stream-handshake"), .step("escalation", "rest-latency"),
            .step("escalation", "state-metrics"), .step("escalation", "clock-offset"),
        ],
        "Full State Reset (v0.1 manual)": [
            .step("reset", "instance-stopped"), .step("reset", "expected-state"), .step("reset", "cancel"),
            .step("reset", "flatten"), .step("reset", "restart"),
        ],
        "Stream Reconnect": [
            .corrected("stream", "**60 minutes**"),
            .step("stream", "reconnect-restart"),
            .step("stream", "reconnect-missed"),
        ],
    ]

    @Test func `every numbered step has its place in a runbook of ours`() throws {
        let found = try Self.numberedSteps()
        #expect(found.keys.sorted() == Self.fates.keys.sorted())
        let shelf = try Runbook.all
        for (section, steps) in found {
            let fates = try #require(Self.fates[section])
            try #require(steps.count == fates.count, "\(section): \(steps)")
            for (step, fate) in zip(steps, fates) {
                #expect(Self.holds(fate, shelf), "\(section): \(step)")
            }
        }
    }

    private static func holds(_ fate: Fate, _ shelf: [Runbook]) -> Bool {
        switch fate {
        case .step(let id, let step):
            shelf.first { $0.id == id }?.steps.contains { $0.id == step } ?? false
        case .corrected(let id, let words):
            shelf.first { $0.id == id }?.text.contains(words) ?? false
        }
    }

    /// Numbered lines by section, those under "Possible Causes" left out.
    private static func numberedSteps() throws -> [String: [String]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "runbook-11.md")
        var section = ""
        var isCauses = false
        var found: [String: [String]] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init) {
            if line.hasPrefix("## ") || line.hasPrefix("### ") {
                section = line.drop { $0 == "#" || $0 == " " }.description
                isCauses = false
            } else if line.hasPrefix("**") {
                isCauses = line.hasPrefix("**Possible Causes")
            } else if line.wholeMatch(of: /[0-9]+\. .+/) != nil, !isCauses {
                found[section, default: []].append(line)
            }
        }
        return found
    }
}
