import Testing
import TriageCore

struct GapFillsTests {
    private static func fill(_ id: ClientOrderID?) -> GapFills.Fill {
        GapFills.Fill(
            Trade(
                symbol: Given.btc, id: 7, orderID: OrderID(11), side: .buy, positionSide: .both,
                price: Given.price("60000"), quantity: Given.quantity("0.001"), time: Given.noon), of: id)
    }

    private static func log(
        naming id: ClientOrderID? = nil, after milliseconds: Int64 = 2_000, problems: [Unavailable] = [],
        ends: Int64 = 60_000
    ) -> LogHistory {
        let line = id.map { id in
            LogEvent(
                file: "grinder.log", number: 12, text: "x",
                time: LogTime(moment: Given.noon.advanced(byMilliseconds: milliseconds), certainty: .exact),
                meaning: .other, clientOrderID: id, symbol: Given.btc)
        }
        return LogHistory(
            events: line.map { [$0] } ?? [], searched: ["grinder.log"], problems: problems,
            covered: Given.noon.advanced(byMilliseconds: -60_000)...Given.noon.advanced(byMilliseconds: ends))
    }

    @Test func `a line that names the order after its fill is evidence, and its lack is not`() {
        let seen = GapFills([Self.fill(Given.id)], log: Self.log(naming: Given.id))
        #expect(seen.facts[0].value.hasSuffix("the log names it since, grinder.log:12"))
        #expect(seen.summary == "1 fill in between: 1 named by the bot's log since")
        for log in [Self.log(), Self.log(naming: Given.id, after: -5_000), Self.log(naming: ClientOrderID("another"))] {
            let silent = GapFills([Self.fill(Given.id)], log: log)
            #expect(silent.facts[0].value.hasSuffix("the log does not name it since"))
            #expect(silent.summary?.contains("1 not, which proves nothing: grinder logs no fills") == true)
        }
    }

    @Test func `what could not be compared says why`() {
        let unlogged = GapFills([Self.fill(Given.id)], log: nil)
        #expect(unlogged.summary?.contains("could not be compared: no log was named") == true)
        #expect(unlogged.facts[0].value.contains("not compared"))
        let reasons: [(GapFills, String)] = [
            (GapFills([Self.fill(nil)], log: Self.log()), "its order was not read"),
            (GapFills([Self.fill(Given.id)], log: Self.log(ends: -1)), "the log ends before it"),
            (
                GapFills([Self.fill(Given.id)], log: Self.log(problems: [Given.unreachable])),
                "the log could not be read whole"
            ),
        ]
        for (fills, why) in reasons {
            #expect(fills.facts[0].value.hasSuffix("not compared, \(why)"), "\(fills.facts[0].value)")
            #expect(fills.summary?.contains("1 could not be compared") == true)
        }
        #expect(GapFills([], log: nil).summary == nil)
    }
}
