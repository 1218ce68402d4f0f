import Testing
import TriageCore

struct MissingOrderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        var exchange = MissingExchange()
        var testDescription: String { "\(name): \(code)" }

        init(_ name: String, _ code: String, _ change: (inout MissingExchange) -> Void) {
            self.name = name
            self.code = code
            exchange.events = [Given.placement(hour)]
            change(&exchange)
        }
    }

    static func order(_ status: String, executed: String = "0", ago: Int64 = hour, number: Int64 = 7) -> Order {
        Given.order(orderID: number, status: status, executedQty: executed, time: Given.at(-ago))
    }

    static let found: [Case] = [
        Case("resting", "open") { $0.orders = [order("NEW")] },
        Case("a live stop", "open") { $0.algos = [Given.algo()] },
        Case("a stop being triggered", "open") { $0.algos = [Given.algo(status: "TRIGGERING")] },
        Case("resting with fills", "partially-filled") { $0.orders = [order("PARTIALLY_FILLED", executed: "0.004")] },
        Case("filled", "filled") { $0.orders = [order("FILLED", executed: "0.010")] },
        Case("filled 80 days ago", "filled") {
            $0.orders = [order("FILLED", executed: "0.010", ago: 80 * day)]
            $0.events = [Given.placement(80 * day)]
        },
        Case("cancelled with fills", "partially-filled") { $0.orders = [order("CANCELED", executed: "0.004")] },
        Case("a market order not filled whole", "partially-filled") {
            $0.orders = [order("EXPIRED", executed: "0.004")]
        },
        Case("cancelled", "cancelled") { $0.orders = [order("CANCELED")] },
        Case("expired", "expired") { $0.orders = [order("EXPIRED")] },
        Case("expired by self-trade prevention", "expired") { $0.orders = [order("EXPIRED_IN_MATCH")] },
        Case("rejected", "rejected") { $0.orders = [order("REJECTED")] },
        Case("a stop whose order is forgotten, and whose row says that it filled", "filled") {
            $0.algos = [Given.algo(status: "FINISHED", child: 9, actualQty: "0.010", createTime: Given.at(-9 * day))]
            $0.events = [Given.placement(9 * day)]
        },
        Case("a stop whose row says that a part filled", "partially-filled") {
            $0.algos = [Given.algo(status: "FINISHED", child: 9, actualQty: "0.004", createTime: Given.at(-9 * day))]
            $0.events = [Given.placement(9 * day)]
        },
        Case("a stop cancelled", "cancelled") { $0.algos = [Given.algo(status: "CANCELED")] },
        Case("a stop expired", "expired") { $0.algos = [Given.algo(status: "EXPIRED")] },
        Case("a stop rejected at its trigger", "rejected") { $0.algos = [Given.algo(status: "REJECTED")] },
        Case("a stop whose order was filled under another id", "filled") {
            $0.algos = [Given.algo(status: "FINISHED", child: 9)]
            $0.orders = [Given.order(ClientOrderID("x"), orderID: 9, status: "FILLED", executedQty: "0.010")]
        },
        Case("a stop whose order rests", "open") {
            $0.algos = [Given.algo(status: "TRIGGERED", child: 9)]
            $0.orders = [Given.order(ClientOrderID("x"), orderID: 9, status: "NEW")]
        },
        Case("no placement time, but filled", "filled") {
            $0.events = nil
            $0.orders = [order("FILLED", executed: "0.010")]
        },
        Case("reused: the newest after the placement counts", "cancelled") {
            $0.orders = [
                order("FILLED", executed: "0.010", ago: 50 * minute), order("CANCELED", ago: minute, number: 8),
            ]
        },
        Case("reused: a live one counts", "open") {
            $0.orders = [order("FILLED", executed: "0.010"), order("NEW", ago: minute, number: 8)]
        },
        Case("an order the history lags behind, found by its fill", "filled") {
            $0.orders = [order("FILLED", executed: "0.010")]
            $0.lagging = [OrderID(7)]
            $0.trades = [Given.trade(1, order: 7, ago: 59 * minute)]
        },
    ]

    static let absent: [Case] = [
        Case("refused", "rejected") { $0.events = [Given.placement(hour, status: 400)] },
        Case("503 at every attempt", "never-arrived") { $0.events = [Given.placement(hour, status: 503)] },
        Case("a post-only order refused by name", "rejected") {
            $0.events = [Given.placement(hour, status: 400), Given.refusal(hour, code: -5022, id: Given.id)]
        },
        Case("the expected state alone says when", "never-arrived") {
            $0.events = nil
            $0.expected = [Given.entry(2 * day)]
        },
        Case("an inferred date that the id confirms", "never-arrived") {
            $0.now = Given.at(hour)
            $0.events = [Given.placement(0, status: 503, certainty: .dateInferred)]
        },
        Case("the id alone says when", "never-arrived") {
            $0.now = Given.at(hour)
            $0.events = nil
        },
        Case("an older order had the id", "never-arrived") {
            $0.events = [Given.placement(hour, status: 503)]
            $0.orders = [order("FILLED", executed: "0.010", ago: 5 * hour)]
        },
        Case("a fill of an older resting order", "never-arrived") {
            $0.events = [Given.placement(hour, status: 503)]
            $0.orders = [Given.order(ClientOrderID("other"), orderID: 3, status: "FILLED", time: Given.at(-8 * day))]
            $0.trades = [Given.trade(1, order: 3, ago: minute)]
        },
        Case("accepted, yet not known", "inconclusive") { _ in },
        Case("placed seconds ago", "inconclusive") { $0.events = [Given.placement(4_000, status: 503)] },
        Case("a fill of an order nobody names", "inconclusive") {
            $0.events = [Given.placement(hour, status: 503)]
            $0.trades = [Given.trade(1, order: 7, ago: minute)]
        },
        Case("an inferred date alone", "inconclusive") {
            $0.events = [Given.placement(300 * day, status: 503, certainty: .dateInferred)]
        },
        Case("a log that was not read whole", "inconclusive") {
            $0.events = [Given.placement(hour, status: 400)]
            $0.logProblems = [Given.unreachable]
        },
        Case("placed 3 days ago", "aged-out") { $0.events = [Given.placement(3 * day, status: 503)] },
        Case("cancelled 4 days ago", "aged-out") {
            $0.events = [Given.placement(4 * day)]
            $0.orders = [order("CANCELED", ago: 4 * day)]
        },
        Case("filled 91 days ago", "aged-out") {
            $0.events = [Given.placement(91 * day)]
            $0.orders = [order("FILLED", executed: "0.010", ago: 91 * day)]
        },
        Case("in a local time whose zone is assumed", "aged-out") {
            $0.events = [Given.placement(3 * day - 13 * hour, status: 503, certainty: .zoneAssumed)]
        },
        Case("a stop triggered long ago, its order forgotten", "aged-out") {
            $0.algos = [Given.algo(status: "FINISHED", child: 9, createTime: Given.at(-9 * day))]
            $0.events = [Given.placement(9 * day)]
        },
        Case("a stop just triggered, its order not visible", "inconclusive") {
            $0.algos = [Given.algo(status: "TRIGGERED", child: 9)]
        },
        Case("a stop on another symbol", "never-arrived") {
            $0.algos = [Given.algo(symbol: Given.eth)]
            $0.events = [Given.placement(hour, status: 503)]
        },
        Case("an odd status", "inconclusive") { $0.orders = [order("NEW_ADL")] },
        Case("no clock and nothing found", "inconclusive") { $0.failing = [.exchangeTime] },
    ]

    @Test(arguments: found + absent)
    func `each case has its verdict`(wanted: Case) {
        #expect(wanted.exchange.code == wanted.code)
    }

    @Test func `an id of no known form without any source proves nothing`() {
        let exchange = MissingExchange()
        #expect(exchange.drive(ClientOrderID("mine-1")).verdict?.code == "inconclusive")
        #expect(exchange.drive(ClientOrderID("grinder_d_BTCUSDT_1_5_1")).verdict?.code == "inconclusive")
    }

    @Test(arguments: [
        ("grinder_d_BTCUSDT_1_1772971200_1", "never-arrived"), ("grinder_BTCUSDT_1_1772971200000_1", "never-arrived"),
        ("grinder_d_BTCUSDT_0_1772971_1", "never-arrived"), ("grinder_d_BTCUSDT_1_1700000000_1", "aged-out"),
    ])
    func `the time in an id is read in seconds, milliseconds and kiloseconds`(id: String, code: String) {
        var exchange = MissingExchange()
        exchange.now = Given.at(hour)
        let verdict = exchange.drive(ClientOrderID(id)).verdict
        #expect(verdict?.code == code)
        #expect(verdict?.confidence != .certain)
    }

    @Test func `an order found is only likely the one, where what was not read may show a later placement`() throws {
        var exchange = MissingExchange()
        let undated = ClientOrderID("grinder_d_BTCUSDT_1_5_1")
        exchange.orders = [
            Given.order(undated, orderID: 7, status: "FILLED", executedQty: "0.010", time: Given.at(-hour))
        ]
        #expect(exchange.drive(undated).verdict?.confidence == .certain)
        exchange.failing = [.logHistory]
        let verdict = try #require(exchange.drive(undated).verdict)
        #expect(verdict.code == "filled" && verdict.confidence == .likely)
        #expect(
            verdict.summary.contains("log-history was not read, and may show a later placement"), "\(verdict.summary)")
        // An id's own time dates no placement: the same id may be sent again.
        exchange.orders = [Self.order("FILLED", executed: "0.010", ago: 0)]
        #expect(exchange.drive().verdict?.confidence == .likely)
        exchange.failing = [.expectedOrders]
        #expect(exchange.drive().verdict?.confidence == .likely)
        exchange.failing = []
        exchange.events = [Given.placement(2 * hour, id: undated)]
        exchange.orders = [
            Given.order(undated, orderID: 7, status: "FILLED", executedQty: "0.010", time: Given.at(-hour))
        ]
        exchange.logProblems = [Given.unreachable]
        #expect(exchange.drive(undated).verdict?.confidence == .certain, "a line dates it")
        exchange.logProblems = []
        exchange.events = [Given.placement(2 * hour, id: undated, certainty: .dateInferred)]
        #expect(exchange.drive(undated).verdict?.confidence == .likely, "no line dates it for sure")
        exchange.events = []
        #expect(exchange.drive(undated).verdict?.confidence == .certain)
        exchange.window = LogWindow(since: Given.at(-minute), leftOut: 1)
        #expect(exchange.drive(undated).verdict?.confidence == .likely, "lines that name it lie outside of --since")
        exchange.window = LogWindow()
        exchange.events = [
            LogEvent(
                file: "grinder.log", number: 7, text: "a line", time: nil, meaning: .other, clientOrderID: undated,
                symbol: Given.btc)
        ]
        #expect(exchange.drive(undated).verdict?.confidence == .likely, "a line that names it is not understood")
    }

    @Test(arguments: ["NEW", "CANCELED"])
    func `what the bot's log says against an order is named`(status: String) {
        var exchange = MissingExchange()
        exchange.orders = [Self.order(status)]
        let lines: [(LogEvent, Bool)] = [
            (Given.placement(hour), false), (Given.placement(hour, status: 503), false),
            (Given.placement(hour, status: 400), true), (Given.refusal(hour, code: -2019, id: Given.id), true),
            (MissingRefusalTests.event(.mismatch(.orderUnexpected, plan: nil)), true),
            (MissingRefusalTests.event(.mismatch(.orderMissing, plan: nil)), false),
        ]
        for (line, isNamed) in lines {
            exchange.events = [Given.placement(hour, status: 503), line]
            let verdict = exchange.drive().verdict
            #expect(verdict?.code == (status == "NEW" ? "open" : "cancelled"))
            #expect(verdict?.summary.contains("However") == isNamed, "\(line.meaning)")
        }
    }

    @Test(arguments: [200, 503, 400])
    func `a later placement under the id leaves an earlier order likely`(status: Int) {
        var exchange = MissingExchange()
        exchange.orders = [Self.order("CANCELED", ago: 5 * hour)]
        exchange.events = [Given.placement(5 * hour), Given.placement(2 * hour, status: status)]
        let verdict = exchange.drive().verdict
        #expect(verdict?.confidence != .certain, "\(verdict?.code ?? "none")")
        #expect(verdict?.code != "cancelled" || verdict?.summary.contains("later placement") == true)
        // The later one is the order.
        guard status != 400 else { return }
        exchange.orders = [Self.order("CANCELED", ago: 2 * hour)]
        #expect(exchange.drive().verdict?.code == "cancelled")
        #expect(exchange.drive().verdict?.confidence == .certain)
    }

    static let coreReads: [EvidenceRequest.Kind] = [.order, .openOrders, .algoOrder, .openAlgoOrders]

    @Test(arguments: coreReads + [.allOrders, .trades])
    func `a read that fails is never not there`(kind: EvidenceRequest.Kind) {
        for wanted in Self.absent where wanted.code == "never-arrived" {
            var exchange = wanted.exchange
            exchange.failing = [kind]
            #expect(exchange.code == "inconclusive", "\(wanted.name)")
        }
    }

    @Test func `no needed read answered is an unavailable exchange`() {
        var exchange = MissingExchange()
        exchange.failing = Set(Self.coreReads)
        let verdict = exchange.drive().verdict
        #expect(verdict?.code == "exchange-unavailable" && verdict?.action == .wait)
        let isUnavailable = if case .unavailable? = verdict?.weight { true } else { false }
        #expect(isUnavailable)
    }

    @Test func `a refusal that names no order explains none`() throws {
        var exchange = MissingExchange()
        exchange.events = [Given.placement(hour, status: 503), Given.refusal(hour, code: -2019, id: nil)]
        let verdict = try #require(exchange.drive().verdict)
        #expect(verdict.code == "never-arrived" && !verdict.cause.contains("-2019"))
        exchange.events = [Given.placement(hour, status: 400), Given.refusal(hour, code: -2019, id: Given.id)]
        #expect(exchange.drive().verdict?.cause.contains("-2019") == true)
    }

    @Test func `fills lead to the position, and a reused id is said`() throws {
        var exchange = MissingExchange()
        exchange.events = [Given.placement(hour)]
        exchange.orders = [Self.order("CANCELED"), Self.order("FILLED", executed: "0.010", ago: minute, number: 8)]
        let verdict = try #require(exchange.drive().verdict)
        #expect(verdict.next == [NextCommand("triage", "position", "BTCUSDT")])
        #expect(verdict.summary.contains("2 orders carried this id"))
        #expect(verdict.weight == .finding && verdict.action == .none)
    }

    @Test func `an id whose digits are no time of the order found does not hide its neighbours`() {
        var exchange = MissingExchange()
        exchange.now = Given.at(200 * day)
        exchange.orders = [200 * day - hour, 200 * day - minute].enumerated().map { number, time in
            Given.order(orderID: Int64(number + 7), status: number == 0 ? "CANCELED" : "FILLED", time: Given.at(time))
        }
        #expect(exchange.code == "filled")
        exchange.preference = 1
        #expect(exchange.code == "filled")
    }
}
