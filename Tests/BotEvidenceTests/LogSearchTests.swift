import BotEvidence
import Testing
import TriageCore

@Suite struct LogSearchTests {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")

    @Test(arguments: [
        "ID", " ID ", "ID.", "ID:", "ID: filled", "ID...", "(ID)", "\"ID\"", "'ID',", "cid=ID&x=1", "ID|", "<ID>",
        "/ID",
        "/order/ID", "/order/ID/", "order:ID", "...ID", "ID\0", "\0ID", "éIDé", "id=%22ID%22", "%27ID%27", "%2FID",
        "?origClientOrderId=ID&timestamp=1", "?origClientOrderId%3DID%26timestamp%3D1", "%2522ID%2522", "ID%", "ID%2",
        #"{\"client_order_id\": \"ID\"}"#, #"x\nID\n"#, #"x\\nID\\n"#, #"a\u0026id=ID\u0026b"#, #"\u0022ID\u0022"#,
        "\u{1B}[32mID\u{1B}[0m", #"\u001b[32mID\u001b[0m"#, #"\x1b[1;32mID\x1b[0m"#,
        "grinder%5Fd_BTCUSDT_1_1772971200_1",
        "IDIDID ID", "ID\r",
    ])
    func `a line names the id as a whole token`(template: String) async {
        let text = template.replacing("ID", with: Self.id.rawValue)
        let evidence = await Self.search(text, naming: Self.id)
        #expect(evidence.matched == 1, "\(text)")
        #expect(evidence.lines.map(\.number) == [1])
    }

    @Test(arguments: [
        "ID2", "ID_2", "ID-2", "ID-", "xID", "_ID", "-ID", "x.ID", "ID.5", "ID:x", "ID/x", "ID..5", "IDID", "ID%5F1",
        "ID%2e1",
        "ID%2F%2F1", #"ID\u005f1"#, "%5FID", "", "nothing", "grinder_d_BTCUSDT_1_1772971200_",
        "GRINDER_D_BTCUSDT_1_1772971200_1",
        "grinder_d_BTCUSDT_1_1772971200\n_1", "grinder_d_BTCUSDT_1_1772971200 _1", "ID2 ID3",
    ])
    func `a line of another id does not name it`(template: String) async {
        let text = template.replacing("ID", with: Self.id.rawValue)
        #expect(await Self.search(text, naming: Self.id).matched == 0, "\(text)")
    }

    @Test(arguments: [("a.", "a."), ("a.", "x/a.."), ("a:b/c", "/a:b/c"), ("a:b/c", "a:b/c.")])
    func `an id may hold punctuation itself`(id: String, text: String) async {
        #expect(await Self.search(text, naming: ClientOrderID(id)).matched == 1)
    }

    @Test func `lines are numbered, whatever ends them, and the last may have no end`() async {
        let text = "a ID\r\nb\n\nc ID\n\u{0}d ID\u{0}".replacing("ID", with: Self.id.rawValue)
        let evidence = await Self.search(text, naming: Self.id)
        #expect(evidence.lines.map(\.number) == [1, 4, 5])
        #expect(evidence.lines.map(\.text) == ["a \(Self.id)", "c \(Self.id)", "\u{0}d \(Self.id)\u{0}"])
    }

    @Test func `what is not UTF-8 is repaired`() async {
        let bytes = [0xC3, 0x28, 0x20] + Array(Self.id.rawValue.utf8) + [0xFF]
        let all = await LogSearch.lines(naming: Self.id, in: [.standardInput], standardInput: chunks([bytes]))
        #expect(all.lines.map(\.text) == ["\u{FFFD}( \(Self.id)\u{FFFD}"])
    }

    @Test func `at most the limit is shown, and all are counted`() async {
        let text = String(repeating: "\(Self.id)\n", count: 70)
        #expect(await Self.search(text, naming: Self.id).lines.map(\.number) == Array(1...50))
        let three = await LogSearch.lines(
            naming: Self.id, in: [.standardInput], limit: 3, standardInput: chunks([Array(text.utf8)]))
        #expect(three.lines.count == 3)
        #expect(three.matched == 70)
    }

    @Test func `several ids are found in one pass, each with an entry`() async {
        let other = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_12")
        let absent = ClientOrderID("grinder_d_ETHUSDT_1_1772971200_5")
        let impossible = ClientOrderID("two words")
        let text = "\(Self.id) before \(other)\n\(other)\n"
        let all = await LogSearch.lines(
            naming: [other, Self.id, absent, impossible, other], in: [.standardInput],
            standardInput: chunks([Array(text.utf8)]))
        #expect(all.count == 4)
        #expect(all[Self.id]?.lines.map(\.number) == [1])
        #expect(all[other]?.lines.map(\.number) == [1, 2])
        #expect(all[absent] == LogEvidence(lines: [], matched: 0, searched: ["standard input"], problems: []))
        #expect(all[impossible]?.searched == [])
        #expect(all[impossible]?.problems.map(\.kind) == [.unusable])
    }

    @Test func `a line over 64 KiB is searched to its end and shown cut`() async throws {
        let filler = String(repeating: "x y ", count: 40_000)
        let evidence = await Self.search("\(filler)\(Self.id)\nnext \(Self.id)", naming: Self.id)
        #expect(evidence.matched == 2)
        let shown = try #require(evidence.lines.first?.text)
        #expect(shown.utf8.count < 65_600)
        #expect(shown.hasSuffix("…"))
    }

    @Test func `a key across the cut is not shown in half`() async throws {
        let filler = "\(Self.id) " + String(repeating: "z ", count: (65_536 - 33) / 2 - 10)
        let line = filler + String(repeating: "k", count: 64) + " end"
        let shown = try #require(await Self.search(line, naming: Self.id).lines.first?.text)
        #expect(!shown.contains("k"))
    }

    @Test func `a token of megabytes is no id and hides none`() async {
        let giant = String(repeating: "a", count: 3_000_000)
        let text = "\(giant)\(Self.id) \(giant)/\(Self.id). \(giant)\n\(Self.id)"
        #expect(await Self.search(text, naming: Self.id).lines.map(\.number) == [1, 2])
        #expect(await Self.search(giant + Self.id.rawValue, naming: Self.id).matched == 0)
    }

    @Test func `lines are redacted before they are shown`() async {
        let signature = String(repeating: "0e", count: 32)
        let line =
            "POST /fapi/v1/order?newClientOrderId=\(Self.id)&timestamp=1772971200000&signature=\(signature) hunter22"
        let evidence = await LogSearch.lines(
            naming: Self.id, in: [.standardInput], redaction: Redaction(secrets: ["hunter22"]),
            standardInput: chunks([Array(line.utf8)]))
        let expected =
            "POST /fapi/v1/order?newClientOrderId=\(Self.id)&timestamp=<redacted>&signature=<redacted> <redacted>"
        #expect(evidence.lines.map(\.text) == [expected])
    }

    static func search(_ text: String, naming id: ClientOrderID) async -> LogEvidence {
        await LogSearch.lines(naming: id, in: [.standardInput], standardInput: chunks([Array(text.utf8)]))
    }
}

/// Standard input that gives these chunks and ends.
func chunks(_ chunks: [[UInt8]]) -> LogSearch.Chunks {
    LogSearch.Chunks { continuation in
        for chunk in chunks { continuation.yield(chunk) }
        continuation.finish()
    }
}
