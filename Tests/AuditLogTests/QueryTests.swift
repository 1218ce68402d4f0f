import AuditLog
import JSON
import Testing
import TriageCore

struct QueryTests {
    @Test(
        arguments: [
            (EntryFilter.all, [1, 2, 3, 4, 5]), (EntryFilter(seqs: 2...3), [2, 3]), (EntryFilter(seqs: 9...10), []),
            (EntryFilter(kinds: [.verdict]), [2, 4]), (EntryFilter(kinds: [.verdict, .note]), [2, 4, 5]),
            (EntryFilter(investigation: "a"), [1, 2]), (EntryFilter(incident: "i"), [3]),
            (EntryFilter(symbol: "ETHUSDT"), [4]), (EntryFilter(clientOrderID: "c"), [2]),
            (EntryFilter(since: "2026-03-08T12:00:00.003Z"), [3, 4, 5]), (EntryFilter(limit: 2), [4, 5]),
            (EntryFilter(limit: 0), []), (EntryFilter(kinds: [.verdict], symbol: "BTCUSDT", limit: 1), [2]),
            (EntryFilter(symbol: "' OR 1=1 --"), []),
        ] as [(EntryFilter, [Int64])])
    func `a filter narrows`(filter: EntryFilter, seqs: [Int64]) throws {
        let log = try TemporaryLog()
        let drafts = [
            EntryDraft(kind: .investigationOpened, investigation: "a"),
            EntryDraft(kind: .verdict, investigation: "a", symbol: "BTCUSDT", clientOrderID: "c"),
            EntryDraft(kind: .step, investigation: "b", incident: "i"),
            EntryDraft(kind: .verdict, investigation: "b", symbol: "ETHUSDT"),
            EntryDraft(kind: .note),
        ]
        for (index, draft) in drafts.enumerated() {
            let store = try AuditStore.open(
                path: log.path, access: .append,
                identity: AuditIdentity(operator: "o", host: "h", environment: "sandbox"),
                now: { "2026-03-08T12:00:00.00\(index + 1)Z" })
            _ = try store.append(draft)
        }
        #expect(try log.open(.read).entries(matching: filter).map(\.seq) == seqs)
    }

    @Test func `an entry comes back as it was appended`() throws {
        let log = try TemporaryLog()
        let payload: JSONValue = ["text": "e\u{301} \u{1F600} \u{0}", "n": -5, "none": nil, "list": [true]]
        var given = draft(1)
        given.payload = payload
        _ = try log.open().append(given)
        let entry = try #require(try log.open(.read).entry(seq: 1))
        #expect(entry.kind == .note)
        #expect(entry.investigation == "inv-1")
        #expect(entry.clientOrderID == "grinder_d_BTCUSDT_1_1772971200_1")
        #expect(try entry.payload() == payload)
        #expect(entry.columns.map(\.name).first == "seq")
        #expect(entry.columns.last?.value == .string(entry.hash))
        #expect(entry.columns.count == 13)
    }

    @Test(
        arguments: [
            ([], true), ([(.actionOutcome, ["outcome": "unknown"])], true),
            ([(.actionOutcome, ["outcome": "done"])], false),
            ([(.actionOutcome, ["outcome": "not-executed"])], false), ([(.actionOutcome, [:])], true),
            ([(.actionOutcome, ["settled": true])], true),
            ([(.actionOutcome, ["outcome": "unknown"]), (.actionVerified, ["outcome": "unknown"])], true),
            ([(.actionOutcome, ["outcome": "unknown"]), (.actionVerified, ["settled": true])], false),
            ([(.actionOutcome, ["outcome": "unknown"]), (.actionResolved, ["outcome": "done"])], false),
            ([(.actionResolved, ["outcome": "not-executed", "settled": false])], true),
            ([(.actionResolved, ["outcome": "unknown", "settled": true])], true),
            ([(.actionResolved, ["settled": "yes"])], true),
            ([(.actionOutcome, ["outcome": "done"]), (.actionVerified, ["outcome": "unknown"])], false),
            ([(.note, ["outcome": "done"])], true), ([(.actionVerified, ["outcome": "something new"])], true),
        ] as [([(AuditKind, JSONValue.Members)], Bool)])
    func `an intent is open until something settles it`(
        words: [(AuditKind, JSONValue.Members)], isOpen: Bool
    ) throws {
        let intent = try entry(1, .actionIntent, [:])
        let other = try entry(2, .actionIntent, [:])
        let rest = try words.enumerated().map { index, word in
            try entry(Int64(index) + 3, word.0, word.1 + ["intent": 1])
        }
        let open = OpenIntents.find(in: [intent, other] + rest)
        #expect(open.map(\.entry.seq) == (isOpen ? [1, 2] : [2]))
        let speaking: Set<AuditKind> = [.actionOutcome, .actionVerified, .actionResolved]
        let lastWord = rest.last { $0.kind.map(speaking.contains) ?? false }
        if isOpen { #expect(open.first?.lastWord == lastWord) }
    }

    @Test(arguments: [["intent": 2], ["intent": "1"], [:]] as [JSONValue.Members])
    func `a word about no such intent settles nothing`(payload: JSONValue.Members) throws {
        let outcome = try entry(3, .actionOutcome, payload + ["outcome": "done"])
        #expect(OpenIntents.find(in: [try entry(1, .actionIntent, [:]), outcome]).map(\.entry.seq) == [1])
    }

    @Test func `the open intents of a log are read by kind`() throws {
        let log = try TemporaryLog()
        let store = try log.open()
        let first = try store.append(EntryDraft(kind: .actionIntent))
        let second = try store.append(EntryDraft(kind: .actionIntent))
        _ = try store.append(
            EntryDraft(kind: .actionOutcome, payload: ["intent": .integer(first.seq), "outcome": "done"]))
        #expect(try store.openIntents().map(\.entry.position) == [second])
    }

    private func entry(_ seq: Int64, _ kind: AuditKind, _ payload: JSONValue.Members) throws -> AuditEntry {
        AuditEntry(
            seq: seq, ts: "2026-03-08T12:00:00.000Z", kindText: kind.rawValue, operator: "o", host: "h",
            environment: "sandbox", payloadText: try CanonicalJSON.text(of: .object(payload)), prevHash: "", hash: "")
    }
}
