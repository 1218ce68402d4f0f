import JSON
import Testing
import TriageCore

@testable import AuditLog

@Suite struct ArgumentRedactionTests {
    private static let key = "kEyKeYkEyKeYkEyKeYkEyKeYkEyKeYkEyKeY"
    private let redaction = ArgumentRedaction(forbidding: [Self.key, "pw"])

    static let cases: [([String], [String])] = [
        (["triage", "missing", "grinder_d_BTCUSDT_1_1_1"], ["triage", "missing", "grinder_d_BTCUSDT_1_1_1"]),
        ([Self.key], ["<redacted>"]),
        (["--reason", "the key is \(Self.key)!"], ["--reason", "the key is <redacted>!"]),
        (["--base-url=https://u:p@host:1/x"], ["--base-url=https://<redacted>@host:1/x"]),
        (["https://a@b@host/"], ["https://<redacted>@host/"]),
        (["http://host/m?signature=abc&name=x#f"], ["http://host/m?signature=<redacted>&name=<redacted>"]),
        (["http://host/m?token"], ["http://host/m?<redacted>"]),
        (["http://a/,http://u:p@b/"], ["http://a/,http://<redacted>@b/"]),
        (["http://a?x=1,http://u:p@b/"], ["http://a?x=<redacted>"]),
        (["signature=\(String(repeating: "a1", count: 32))"], ["<redacted>"]),
        (["--x", "listenKey: \(String(repeating: "k", count: 32))"], ["--x", "<redacted>"]),
        // A short secret is replaced where it is all there is, and not inside words.
        (["pw", "pwd"], ["<redacted>", "pwd"]),
    ]

    @Test(arguments: cases.indices)
    func `a secret, userinfo and a query's values are replaced, the rest stays`(_ index: Int) {
        let (given, expected) = Self.cases[index]
        #expect(redaction.redacted(given) == expected)
    }

    @Test func `words that are a secret only together are replaced too`() {
        let hex = String(repeating: "0f", count: 32)
        let redacted = redaction.redacted(["--answer", "x", "--signature", hex, "list"])
        #expect(!redacted.joined().contains(hex))
        #expect(redacted.last == "list")
    }

    @Test func `what is recorded after redaction is never refused`() throws {
        let log = try TemporaryLog()
        let store = try log.open(.append, forbidding: [Self.key])
        let arguments = redaction.redacted(Self.cases.flatMap(\.0) + ["X-MBX-APIKEY: \(Self.key)"])
        let draft = EntryDraft(
            kind: .investigationOpened, payload: ["argv": .array(arguments.map { .string($0) })])
        #expect(try store.append(draft).seq == 1)
    }
}
