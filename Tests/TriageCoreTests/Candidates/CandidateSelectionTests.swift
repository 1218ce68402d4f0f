import Testing

@testable import TriageCore

/// Which orders an alert without an id leads to, and which are only counted.
struct CandidateSelectionTests {
    private static let other = ClientOrderID("grinder_d_BTCUSDT_2_1772971200_2")

    private static func event(
        _ meaning: LogMeaning, _ id: ClientOrderID? = Given.id, _ number: Int = 1,
        at time: Timestamp = Given.at(-600_000)
    ) -> LogEvent {
        LogEvent(
            file: "grinder.log", number: number, text: "", time: LogTime(moment: time, certainty: .exact),
            meaning: meaning, clientOrderID: id, symbol: id == nil ? nil : Given.btc)
    }

    private static func placed(_ status: Int, at time: Timestamp = Given.at(-600_000)) -> LogEvent {
        event(.request(method: "POST", path: "/fapi/v1/order", status: status), at: time)
    }

    private static func cancelled(_ status: Int) -> LogEvent {
        event(.request(method: "DELETE", path: "/fapi/v1/order", status: status), Given.id, 2)
    }

    private static func row(_ status: String) -> ExpectedOrder {
        ExpectedOrder(
            clientOrderID: Given.id, symbol: Given.btc, status: status, createdAt: Given.at(-600_000), file: "e.jsonl")
    }

    private static func select(
        _ mismatch: Mismatch, _ events: [LogEvent], _ rows: [ExpectedOrder] = [], shown: [Order] = [],
        problems: [Unavailable] = [], unread: [Unavailable] = []
    ) -> CandidateSelection {
        let history = LogHistory(events: events, searched: ["grinder.log"], problems: problems, covered: nil)
        let known = KnownOrders(
            history: history, expected: rows, symbol: nil, identity: Identity(), now: Given.noon)
        let book = OrderLists(
            open: shown.filter(\.status.isLive), openAlgo: [], history: shown, algoHistory: [], unread: unread)
        return CandidateSelection(mismatch, among: known, books: [Given.btc: book], now: Given.noon)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let events: [LogEvent]
        var rows: [ExpectedOrder] = []
        /// Its status on the exchange; nil: no list shows it.
        var status: String?
        /// Whether it is a candidate of a missing order, and of a diverging status.
        let missing: Bool
        let divergence: Bool
        var testDescription: String { name }
    }

    private static let cases = [
        Case(name: "refused, and not there", events: [placed(400)], missing: true, divergence: false),
        Case(name: "accepted, and not there", events: [placed(200)], missing: true, divergence: false),
        Case(name: "accepted and open", events: [placed(200)], status: "NEW", missing: false, divergence: false),
        Case(
            name: "its answer lost, and open", events: [placed(503)], status: "NEW", missing: false, divergence: false),
        Case(name: "accepted and filled", events: [placed(200)], status: "FILLED", missing: false, divergence: false),
        Case(
            name: "cancelled by the bot", events: [placed(200), cancelled(200)], status: "CANCELED", missing: false,
            divergence: false),
        Case(
            name: "cancelled by the bot, and not there", events: [placed(200), cancelled(200)], missing: true,
            divergence: false),
        Case(
            name: "cancelled by the bot before the exchange's memory begins",
            events: [placed(200, at: Given.at(-4 * TimeSpan.day)), cancelled(200)], missing: false, divergence: false),
        Case(
            name: "not known when it was cancelled, and not there", events: [event(.event("CANCEL_2011_DIAG"))],
            missing: true, divergence: false),
        Case(
            name: "flagged as missing, and open", events: [event(.mismatch(.orderMissing, plan: nil))], status: "NEW",
            missing: true, divergence: false),
        Case(
            name: "flagged by a type that is not understood", events: [event(.mismatch(nil, plan: nil))],
            status: "NEW", missing: true, divergence: true),
        Case(
            name: "flagged as unexpected, and gone", events: [event(.mismatch(.orderUnexpected, plan: nil))],
            missing: false, divergence: false),
        Case(
            name: "flagged as diverging", events: [event(.mismatch(.statusDivergence, plan: nil))], status: "FILLED",
            missing: false, divergence: true),
        Case(
            name: "named by a line that is not understood, and not there", events: [event(.other)], missing: true,
            divergence: false),
        Case(
            name: "expected, and open", events: [], rows: [row("OPEN")], status: "NEW", missing: true, divergence: true),
        Case(name: "expected, and not there", events: [], rows: [row("OPEN")], missing: true, divergence: true),
        Case(
            name: "over as expected", events: [placed(200)], rows: [row("FILLED")], status: "FILLED", missing: false,
            divergence: false),
        Case(
            name: "over, and open", events: [placed(200)], rows: [row("CANCELLED")], status: "NEW", missing: false,
            divergence: true),
        Case(
            name: "over by a word that is not grinder's", events: [], rows: [row("Filled?")], status: "FILLED",
            missing: true, divergence: true),
        Case(name: "over, and not there", events: [], rows: [row("REJECTED")], missing: false, divergence: false),
    ]

    @Test(arguments: cases)
    func `what is looked at by itself`(_ one: Case) {
        let shown = one.status.map { [Given.order(status: $0)] } ?? []
        let missing = Self.select(.orderMissing, one.events, one.rows, shown: shown)
        let diverging = Self.select(.statusDivergence, one.events, one.rows, shown: shown)
        #expect(missing.candidates.isEmpty != one.missing)
        #expect(diverging.candidates.isEmpty != one.divergence)
        for candidate in missing.candidates + diverging.candidates {
            #expect(candidate.subject.clientOrderID == Given.id && candidate.subject.symbol == Given.btc)
            #expect(candidate.source.hasPrefix("grinder.log:") || candidate.source == "e.jsonl")
            #expect(!candidate.why.isEmpty)
        }
    }

    @Test func `the rest is one line with the statuses that the exchange names`() {
        let events = [
            Self.placed(200), Self.event(.request(method: "POST", path: "/fapi/v1/order", status: 200), Self.other, 2),
        ]
        let shown = [
            Given.order(status: "FILLED"), Given.order(Self.other, orderID: 851_230_066_746, status: "CANCELED"),
        ]
        let selection = Self.select(.orderMissing, events, shown: shown)
        #expect(selection.candidates.isEmpty)
        #expect(selection.rest == "2 other orders that it placed are accounted for: 1 CANCELED, 1 FILLED")
    }

    @Test func `a list that was not answered makes no order missing, and says so`() {
        let lost = Unavailable(.unreachable, source: "GET /fapi/v1/allOrders", detail: "no answer")
        let selection = Self.select(
            .orderMissing, [Self.placed(200)], [Self.row("OPEN")], shown: [], unread: [lost])
        #expect(selection.unread == [lost])
        #expect(selection.candidates.map(\.source) == ["e.jsonl"])
        #expect(Self.select(.orderMissing, [Self.placed(200)], unread: [lost]).candidates.isEmpty)
    }

    @Test(arguments: [
        LogMeaning.mismatch(.orderMissing, plan: nil), .request(method: "POST", path: "/fapi/v1/order", status: 400),
    ])
    func `a complaint or a placement that names no order is not passed over`(_ meaning: LogMeaning) {
        let selection = Self.select(.orderMissing, [Self.event(meaning, nil, 7)])
        #expect(selection.unread.map(\.source) == ["grinder.log:7"])
    }

    @Test func `of a stranger's order a line tells nothing, its placement by the bot does`() {
        let stranger = ClientOrderID("web_Kp3vLx9QmTz2RbYc5NfA")
        let named = Self.event(.request(method: "DELETE", path: "/fapi/v1/order", status: 400), stranger)
        #expect(Self.select(.orderMissing, [named]).candidates.isEmpty)
        let placed = Self.event(.request(method: "POST", path: "/fapi/v1/order", status: 400), stranger)
        #expect(Self.select(.orderMissing, [placed]).candidates.map(\.subject.clientOrderID) == [stranger])
    }

    @Test func `an open order counts before one that ended under the same id`() {
        let book = OrderLists(
            open: [Given.order(orderID: 1)], openAlgo: [], history: [Given.order(orderID: 2, status: "FILLED")],
            algoHistory: [], unread: [])
        #expect(book.orders[Given.id]?.status == "NEW")
        let past = OrderLists(
            open: [], openAlgo: [],
            history: [Given.order(orderID: 2, status: "FILLED"), Given.order(orderID: 1, status: "CANCELED")],
            algoHistory: [], unread: [])
        #expect(past.orders[Given.id]?.status == "FILLED")
    }

    @Test func `the history reaches back to the earliest placement, and no further than the exchange remembers`() {
        func span(_ ages: [Int64]) -> TimeSpan {
            let known = KnownOrders(
                history: LogHistory(
                    events: ages.enumerated().map { index, age in
                        Self.event(
                            .request(method: "POST", path: "/fapi/v1/order", status: 200),
                            ClientOrderID("grinder_d_BTCUSDT_1_1772971200_\(index)"), index, at: Given.at(-age))
                    }, searched: [], problems: [], covered: nil), expected: [], symbol: nil, identity: Identity(),
                now: Given.noon)
            return OrderLists.span(of: known.orders, now: Given.noon)
        }
        #expect(span([60_000, 7_200_000]).from == Given.at(-7_200_000 - PlacementTime.clockMargin))
        #expect(span([200 * TimeSpan.day]).from == Given.at(-Retention.orders))
        #expect(span([0]).to == Given.at(PlacementTime.clockMargin))
    }
}
