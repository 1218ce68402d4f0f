import AuditLog
import JSON
import TestSupport
import Testing
import TriageCore

/// Filters, judged by looking at each entry.
struct FilterTests {
    private static let words = ["cancel", "flatten", "done", "unknown", "not-executed", "verified", "x,\"y"]

    private static func payload(_ number: Int, _ dice: inout SeededGenerator) -> JSONValue {
        var members: JSONValue.Members = ["n": .integer(Int64(number))]
        for name in ["action", "outcome"] where Bool.random(using: &dice) {
            members[name] = [.string(words.randomElement(using: &dice) ?? ""), 5, .null, ["done"]]
                .randomElement(using: &dice)
        }
        if Bool.random(using: &dice) {
            members["intent"] = [.integer(Int64.random(in: 1...40, using: &dice)), "3", true].randomElement(
                using: &dice)
        }
        if Bool.random(using: &dice) {
            members["settled"] = [true, false, "true", 1].randomElement(using: &dice)
        }
        return .object(members)
    }

    private static func log(seed: UInt64) throws -> (TemporaryLog, [AuditEntry]) {
        var dice = SeededGenerator(seed: seed)
        let log = try TemporaryLog()
        let store = try log.open()
        _ = try store.append(
            (1...200).map { number in
                EntryDraft(
                    kind: AuditKind.allCases.randomElement(using: &dice) ?? .note,
                    investigation: ["a", "b", nil].randomElement(using: &dice) ?? nil,
                    incident: ["INC-1", nil].randomElement(using: &dice) ?? nil,
                    symbol: ["BTCUSDT", "ETHUSDT", nil].randomElement(using: &dice) ?? nil,
                    clientOrderID: ["one", "two", nil].randomElement(using: &dice) ?? nil,
                    payload: payload(number, &dice))
            })
        return (log, try store.entries())
    }

    private static func outcome(_ entry: AuditEntry) -> String? {
        if let said = (try? entry.payload())?["outcome"]?.stringValue { return said }
        return entry.kind == .actionPlanned ? "planned" : entry.kind == .actionRefused ? "refused" : nil
    }

    private static let acting: Set<AuditKind> = [
        .actionPlanned, .actionRefused, .actionIntent, .actionOutcome, .actionVerified, .actionResolved, .resetStep,
        .planApproved,
    ]

    @Test(arguments: 1...20)
    func `every filter finds what looking at each entry finds, and the indexes agree with the entries`(
        _ seed: UInt64
    ) throws {
        let (log, all) = try Self.log(seed: seed)
        let store = try log.open(.read)
        #expect(try store.verify(deeply: true).ok)
        let acting = all.filter { $0.kind.map(Self.acting.contains) ?? false }
        let pairs: [(EntryFilter, [AuditEntry])] = [
            (EntryFilter(kinds: [.verdict, .note]), all.filter { [.verdict, .note].contains($0.kind) }),
            (
                EntryFilter(investigation: "a", symbol: "BTCUSDT"),
                all.filter { $0.investigation == "a" && $0.symbol == "BTCUSDT" }
            ),
            (EntryFilter(incident: "INC-1"), all.filter { $0.incident == "INC-1" }),
            (EntryFilter(clientOrderID: "one", operator: "ada"), all.filter { $0.clientOrderID == "one" }),
            (EntryFilter(operator: "bob"), []), (EntryFilter(environment: "sandbox"), all),
            (EntryFilter(since: "2026-03-08T12:00:00.000Z", until: "2026-03-08T12:00:00.000Z"), all),
            (EntryFilter(until: "2026-03-08T11:59:59.999Z"), []),
            (
                EntryFilter(actions: ["cancel", "flatten"]),
                acting.filter { ["cancel", "flatten"].contains((try? $0.payload())?["action"]?.stringValue) }
            ),
            (
                EntryFilter(outcomes: ["planned", "done", "x,\"y"]),
                acting.filter { ["planned", "done", "x,\"y"].contains(Self.outcome($0)) }
            ),
        ]
        for (filter, expected) in pairs {
            #expect(try store.entries(matching: filter) == expected)
            var last = filter
            last.limit = 3
            #expect(try store.entries(matching: last) == Array(expected.suffix(3)))
        }
        #expect(try store.openIntents() == OpenIntents.find(in: all))
        #expect(try store.openIntents(limit: 2) == Array(OpenIntents.find(in: all).suffix(2)))
    }
}
