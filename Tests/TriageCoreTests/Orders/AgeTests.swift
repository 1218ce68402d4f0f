import Testing
import TriageCore

@Suite struct AgeTests {
    static let spans: [(Int64, String)] = [
        (0, "0 ms"), (350, "350 ms"), (12_999, "12 s"), (60_000, "1 min"), (250_000, "4 min 10 s"),
        (5_400_000, "1 h 30 min"), (7_200_000, "2 h"), (273_600_000, "3 d 4 h"), (-5_400_000, "1 h 30 min"),
        (Int64.min, "106751991167 d 7 h"),
    ]

    @Test(arguments: spans)
    func `a span is told in its two largest units`(_ span: Int64, _ words: String) {
        #expect(Age.words(milliseconds: span) == words)
    }

    @Test func `a moment stands beside what it is compared with`() {
        let start = Timestamp(milliseconds: 1_772_969_400_000)
        let placed = start.advanced(byMilliseconds: -5_400_000)
        let told = Age.of(placed, from: start, named: "the bot's start")
        #expect(told == "2026-03-08T10:00:00.000Z, 1 h 30 min before the bot's start")
        #expect(Age.of(start, from: placed, named: "it").hasSuffix(", 1 h 30 min after it"))
        #expect(Age.of(start, from: start, named: "it").hasSuffix(", at it"))
        #expect(Age.of(placed, at: start) == "2026-03-08T10:00:00.000Z, 1 h 30 min ago")
        #expect(Age.of(start, at: start.advanced(byMilliseconds: 999)).hasSuffix(", just now"))
        #expect(Age.of(start, at: placed).hasSuffix(", in 1 h 30 min"))
    }
}

@Suite struct ActionCommandTests {
    private static let ids = (1...12).map { ClientOrderID("grinder_d_BTCUSDT_\($0)_1772964000_1") }

    @Test func `one order is confirmed by its id, several by their count`() {
        let id = Self.ids[0]
        #expect(
            ActionCommand(cancel: [id]).next.words == [
                "cancel", id.rawValue, "--execute", "--confirm", id.rawValue, "--reason", "…",
            ])
        #expect(
            ActionCommand(cancel: Array(Self.ids.prefix(3))).next.words.suffix(5) == [
                "--execute", "--confirm", "3", "--reason", "…",
            ])
    }

    @Test func `a limit is raised only where the default refuses, and never above the configuration's`() {
        var command = ActionCommand(cancel: Self.ids)
        command.allow(orders: 10, LimitCeilings())
        command.allow(notional: Amount("500")!, LimitCeilings())
        #expect(!command.words.contains("--max-orders") && !command.words.contains("--max-notional"))
        command.allow(orders: 12, LimitCeilings())
        command.allow(notional: Amount("1234.5")!, LimitCeilings())
        #expect(command.words.suffix(4) == ["--max-orders", "12", "--max-notional", "1247"])
        #expect(command.obstacle == nil)
        command.allow(orders: 12, LimitCeilings(orders: 11))
        #expect(command.obstacle == "12 orders: the configuration's limits.max-orders allows 11")
        command.allow(notional: Amount("501")!, LimitCeilings(notional: Amount("400")!))
        #expect(command.obstacle == "501 USDT: the configuration's limits.max-notional allows 400")
    }

    @Test func `a side is named on a hedge account alone, and a fact is left to a person`() throws {
        let symbol = try #require(Symbol("BTCUSDT"))
        var command = ActionCommand(flatten: symbol, side: .long)
        command.awaitWord()
        #expect(
            command.next.words == [
                "flatten", "BTCUSDT", "--side", "long", "--answer", "instance-stopped=…", "--execute", "--confirm",
                "BTCUSDT", "--reason", "…",
            ])
        #expect(ActionCommand(flatten: symbol, side: .both).words == ["flatten", "BTCUSDT"])
        #expect(
            ActionCommand(resetOrdersOf: nil).next.words == [
                "reset", "--only", "cancel", "--execute", "--confirm", "reset", "--reason", "…",
            ])
    }
}
