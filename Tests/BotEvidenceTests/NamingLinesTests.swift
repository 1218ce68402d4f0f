import BotEvidence
import Testing
import TriageCore

@Suite struct NamingLinesTests {
    static let id = NamedIDsTests.id

    @Test func `lines are numbered, whatever ends them, and the last may have no end`() async {
        let found = await Self.search("a ID\r\nb\n\nc ID\n\u{0}d ID\u{0}".replacing("ID", with: Self.id.rawValue))
        #expect(found.lines.map(\.number) == [1, 4, 5])
        // Zeros around a line are its file's, not the bot's.
        #expect(found.lines.map(\.text) == ["a \(Self.id)", "c \(Self.id)", "d \(Self.id)"])
    }

    @Test func `what is not UTF-8 is repaired`() async {
        let bytes = [0xC3, 0x28, 0x20] + Array(Self.id.rawValue.utf8) + [0xFF]
        let found = await NamingLines(of: Self.id, in: [.standardInput], standardInput: chunks([bytes]))
        #expect(found.lines.map(\.text) == ["\u{FFFD}( \(Self.id)\u{FFFD}"])
    }

    @Test func `several ids are found in one pass, and one that no line can name is a problem`() async {
        let other = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_12")
        let absent = ClientOrderID("grinder_d_ETHUSDT_1_1772971200_5")
        let impossible = ClientOrderID("two words")
        let history = await LogReader.history(
            [.standardInput], naming: [other, Self.id, absent, impossible], symbol: nil, now: NamingLines.now,
            zone: .utc, standardInput: chunks([Array("\(Self.id) before \(other)\n\(other)\n".utf8)]))
        #expect(history.lines(naming: [Self.id]).map(\.number) == [1])
        #expect(history.lines(naming: [other]).map(\.number) == [1, 2])
        #expect(history.lines(naming: [Self.id, other]).map(\.number) == [1, 2])
        #expect(history.lines(naming: [absent]) == [])
        #expect(history.searched == ["standard input"])
        #expect(history.problems.map(\.kind) == [.unusable])
    }

    @Test func `a line over 64 KiB is searched to its end and shown cut`() async throws {
        let filler = String(repeating: "x y ", count: 40_000)
        let found = await Self.search("\(filler)\(Self.id)\nnext \(Self.id)")
        #expect(found.lines.map(\.number) == [1, 2])
        let shown = try #require(found.lines.first?.text)
        #expect(shown.utf8.count < 65_600)
        #expect(shown.hasSuffix("…"))
    }

    @Test func `a key across the cut is not shown in half`() async throws {
        let filler = "\(Self.id) " + String(repeating: "z ", count: (65_536 - 33) / 2 - 10)
        let line = filler + String(repeating: "k", count: 64) + " end"
        let shown = try #require(await Self.search(line).lines.first?.text)
        #expect(!shown.contains("k"))
    }

    @Test func `lines are redacted before they are shown`() async {
        let signature = String(repeating: "0e", count: 32)
        let line =
            "POST /fapi/v1/order?newClientOrderId=\(Self.id)&timestamp=1772971200000&signature=\(signature) hunter22"
        let found = await NamingLines(
            of: Self.id, in: [.standardInput], redaction: Redaction(secrets: ["hunter22"]),
            standardInput: chunks([Array(line.utf8)]))
        let expected =
            "POST /fapi/v1/order?newClientOrderId=\(Self.id)&timestamp=<redacted>&signature=<redacted> <redacted>"
        #expect(found.lines.map(\.text) == [expected])
    }

    private static func search(_ text: String) async -> NamingLines {
        await NamingLines(of: id, in: [.standardInput], standardInput: chunks([Array(text.utf8)]))
    }
}

/// The lines of a history that name one id, as a step of a triage lists them.
struct NamingLines {
    static let now = Timestamp(milliseconds: 1_773_100_800_000)

    let lines: [LogEvent]
    let searched: [String]
    let problems: [Unavailable]

    init(
        of id: ClientOrderID, in sources: [LogSource], redaction: Redaction = Redaction(),
        standardInput: LogChunks? = nil
    ) async {
        let history = await LogReader.history(
            sources, naming: [id], symbol: nil, now: Self.now, zone: .utc,
            redaction: redaction, standardInput: standardInput)
        lines = history.lines(naming: [id])
        searched = history.searched
        problems = history.problems
    }
}

/// Standard input that gives these chunks and ends.
func chunks(_ chunks: [[UInt8]]) -> LogChunks {
    LogChunks { continuation in
        for chunk in chunks { continuation.yield(chunk) }
        continuation.finish()
    }
}
