import Testing
import TriageCore

struct FlattenPlanTests {
    struct Seen: Sendable, CustomTestStringConvertible {
        let what: String
        let position: GivenPosition
        let lookup: PositionLookup
        var testDescription: String { what }

        init(_ what: String, _ lookup: PositionLookup, _ change: (inout GivenPosition) -> Void) {
            self.what = what
            self.lookup = lookup
            var position = GivenPosition()
            change(&position)
            self.position = position
        }
    }

    private static func hedge(
        _ amounts: [(PositionSide, String)], _ choice: PositionLookup.Choice? = nil
    ) -> (inout GivenPosition) -> Void {
        {
            $0.isHedge = true
            $0.amounts = amounts
            $0.choice = choice
        }
    }

    private static let mode = "the rows of BTCUSDT do not fit the account's position mode"
    private static let seen = [
        Seen("one-way long", .held(.both)) { _ in },
        Seen("one-way short", .held(.both)) { $0.amounts = [(.both, "-0.005")] },
        Seen("no row at all", .flat) { $0.amounts = [] },
        Seen("a row of zero", .flat) { $0.amounts = [(.both, "0.000")] },
        Seen("one-way, the side named", .held(.both)) { $0.choice = .long },
        Seen("one-way, the other side named", .flat) { $0.choice = .short },
        Seen("hedge, one side", .held(.long), hedge([(.both, "0"), (.long, "0.005"), (.short, "0.000")])),
        Seen("hedge, both sides", .undecided, hedge([(.long, "0.005"), (.short, "-0.002")])),
        Seen("hedge, long named", .held(.long), hedge([(.long, "0.005"), (.short, "-0.002")], .long)),
        Seen("hedge, short named", .held(.short), hedge([(.long, "0.005"), (.short, "-0.002")], .short)),
        Seen("hedge, a flat side named", .flat, hedge([(.long, "0.005"), (.short, "0")], .short)),
        Seen("hedge, flat", .flat, hedge([(.long, "0"), (.short, "0")])),
        Seen("a one-way row on a hedge account", .unclear("\(mode) (hedge)"), hedge([(.both, "0.005")])),
        Seen("a hedge row on a one-way account", .unclear("\(mode) (one-way)")) { $0.amounts = [(.long, "0.005")] },
        Seen("two rows of one side", .unclear("\(mode) (one-way)")) {
            $0.amounts = [(.both, "0.005"), (.both, "0.001")]
        },
        Seen(
            "a short side above zero", .unclear("a hedge side of BTCUSDT has the wrong sign"),
            hedge([(.short, "0.005")])),
    ]

    @Test(arguments: seen)
    func `mode, rows and side say which position it is`(_ seen: Seen) {
        #expect(seen.position.lookup == seen.lookup)
    }

    @Test(arguments: [("0.005", Side.sell), ("-0.005", .buy)])
    func `one-way: reduce-only, on the other side, exactly what is held`(_ amount: String, _ side: Side) throws {
        var position = GivenPosition()
        position.amounts = [(.both, amount)]
        let plan = try #require(position.plan)
        let order = try #require(plan.closes.first)
        #expect(plan.steps.count == 1)
        #expect(order.side == side && order.positionSide == .both && order.reduceOnly)
        #expect(order.quantity.description == "0.005")
        #expect(plan.rest.isZero)
        #expect(plan.steps[0].request.endpoint == "POST /fapi/v1/order")
        #expect(plan.steps[0].request.exchangeID == nil)
    }

    @Test(arguments: [(PositionSide.long, "0.005", Side.sell), (.short, "-0.002", .buy)])
    func `hedge: the position side, and no reduce-only`(_ held: PositionSide, _ amount: String, _ side: Side) throws {
        var position = GivenPosition()
        position.isHedge = true
        position.amounts = [(.long, "0.005"), (.short, "-0.002")]
        position.choice = held == .long ? .long : .short
        let order = try #require(position.plan?.closes.first)
        #expect(order.side == side && order.positionSide == held && !order.reduceOnly)
        #expect(Given.amount(amount).value == (side == .sell ? order.quantity.value : -order.quantity.value))
    }

    @Test func `several orders have ids of their own form, none of grinder's and none twice`() throws {
        var position = GivenPosition()
        position.amounts = [(.both, "1000")]
        let ids = try #require(position.plan?.closes.map(\.clientOrderID))
        #expect(ids.count == 9)
        #expect(Set(ids).count == 9)
        for id in ids {
            #expect(id.isAcceptable)
            #expect(ToolOrderID.isOurs(id))
            #expect(!Ownership.of(id, identity: Identity()).isGrinders)
        }
        #expect(ids.first?.rawValue == "gctl-f-89abcdef0123456789abcdef-1")
        #expect(ToolOrderID.make(series: "x", number: 999).rawValue.utf8.count <= 36)
    }

    @Test(arguments: [
        "gctl-f-0123456789abcdef01234567", "gctl-f-0123456789abcdef01234567-0", "gctl-f-0123456789ABCDEF01234567-1",
        "gctl-f-0123456789abcdef0123456-1", "xgctl-f-0123456789abcdef01234567-1", "grinder_d_BTCUSDT_1_1_1", "",
    ])
    func `other ids are not this tool's`(_ id: String) { #expect(!ToolOrderID.isOurs(ClientOrderID(id))) }

    @Test func `grinder's orders of the closing side go first, oldest id first; others stay and are named`() throws {
        var position = GivenPosition()
        position.orders = [
            GivenPosition.order(orderID: 9), GivenPosition.order("grinder_d_BTCUSDT_2_1772971200_2", orderID: 8),
            GivenPosition.order("grinder_d_BTCUSDT_3_1772971200_3", side: .buy, orderID: 7),
        ]
        position.algos = [Given.algo(ClientOrderID("grinder_d_BTCUSDT_4_1772971200_4"))]
        let plan = try #require(position.plan)
        #expect(plan.cancels.map(\.exchangeID) == ["8", "9"])
        #expect(plan.steps.count == 3)
        #expect(plan.staying.map(\.exchangeID) == ["7", "2146760"])
        #expect(plan.strangers.isEmpty)
        #expect(plan.preconditions.restingIDs == ["7", "8", "9", "algo 2146760"])
    }

    @Test func `a stranger's plain order stays on either side, is named and never planned`() throws {
        var position = GivenPosition()
        position.orders = [GivenPosition.order("web_123"), GivenPosition.order("web_456", side: .buy, orderID: 78)]
        let plan = try #require(position.plan)
        #expect(plan.strangers.isEmpty)
        #expect(plan.cancels.isEmpty)
        #expect(plan.closes.map(\.quantity.description) == ["0.005"])
        #expect(plan.staying.map(\.clientOrderID.rawValue) == ["web_123", "web_456"])
    }

    struct Room: Sendable, CustomTestStringConvertible {
        let what: String
        var isHedge = false
        var quantity = "0.005"
        var executed = "0"
        var reduces = true
        var side = Side.sell
        let isInTheWay: Bool
        var testDescription: String { what }
    }

    private static let rooms = [
        Room(what: "reduce-only, of the whole position", isInTheWay: true),
        Room(
            what: "reduce-only, of a part: the closing order does not fit beside it", quantity: "0.001",
            isInTheWay: true),
        Room(what: "reduce-only, filled but for nothing", executed: "0.005", isInTheWay: false),
        Room(what: "reduce-only on the opening side", side: .buy, isInTheWay: false),
        Room(what: "plain, larger than the position", quantity: "9", reduces: false, isInTheWay: false),
        Room(
            what: "hedge: selling the long side counts as reduce-only", isHedge: true, reduces: false, isInTheWay: true),
        Room(
            what: "hedge: buying the long side does not", isHedge: true, reduces: false, side: .buy, isInTheWay: false),
    ]

    @Test(arguments: rooms)
    func `only what can but reduce and leaves no room is in the way`(_ room: Room) throws {
        var position = GivenPosition()
        position.isHedge = room.isHedge
        if room.isHedge { position.amounts = [(.long, "0.005")] }
        var order = GivenPosition.order("web_1", side: room.side, positionSide: room.isHedge ? .long : .both)
        order.origQty = Given.quantity(room.quantity)
        order.executedQty = Given.quantity(room.executed)
        order.reduceOnly = room.reduces
        position.orders = [order]
        let plan = try #require(position.plan)
        #expect(plan.strangers.map(\.order.clientOrderID.rawValue) == (room.isInTheWay ? ["web_1"] : []))
        #expect(plan.staying.map(\.clientOrderID.rawValue) == ["web_1"])
        #expect(plan.cancels.isEmpty)
    }

    @Test func `on a hedge account only orders of the same position side compete`() throws {
        var position = GivenPosition()
        position.isHedge = true
        position.amounts = [(.long, "0.005"), (.short, "-0.002")]
        position.choice = .long
        position.orders = [
            GivenPosition.order(positionSide: .long, orderID: 1), GivenPosition.order(positionSide: .short, orderID: 2),
            GivenPosition.order("web_1", positionSide: .short, orderID: 3),
        ]
        let plan = try #require(position.plan)
        #expect(plan.cancels.map(\.exchangeID) == ["1"])
        #expect(plan.strangers.isEmpty)
        #expect(plan.staying.isEmpty)
    }

    @Test func `dust plans nothing, not even a cancel`() throws {
        var position = GivenPosition()
        position.amounts = [(.both, "0.0004")]
        position.orders = [GivenPosition.order()]
        let plan = try #require(position.plan)
        #expect(plan.steps.isEmpty)
        #expect(plan.rest.description == "0.0004")
    }

    @Test func `filters of another symbol, or without a step, make no plan`() {
        var position = GivenPosition()
        position.filters = GivenPosition.filters(of: Given.eth, GivenPosition.lot("1"), nil)
        #expect(position.plan == nil)
        position.filters = GivenPosition.filters(nil, nil)
        #expect(position.plan == nil)
    }
}
