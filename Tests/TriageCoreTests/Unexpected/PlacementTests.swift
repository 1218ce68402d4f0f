import Testing
import TriageCore

/// The order that a trigger made: its time is the trigger's, its placement the conditional order's.
struct PlacementTests {
    /// Triggered at noon, as a market stop would be.
    private static func child(_ id: ClientOrderID = Given.id, type: String = "LIMIT", orderID: Int64 = 77) -> Order {
        var order = Given.order(id, orderID: orderID)
        order.origType = "STOP"
        order.type = type
        return order
    }

    private static func parent(_ created: Int64, id: ClientOrderID = Given.id, child: Int64? = 77) -> AlgoOrder {
        Given.algo(id, status: "FINISHED", child: child, createTime: Given.at(created))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let order: Order
        let parent: AlgoOrder?
        /// Of the trading instance, against the trigger.
        let start: Int64
        let code: String
        var testDescription: String { what }

        init(_ what: String, _ order: Order, _ parent: AlgoOrder?, start: Int64, _ code: String) {
            self.what = what
            self.order = order
            self.parent = parent
            self.start = start
            self.code = code
        }
    }

    private static let cases = [
        Case("placed before the start, triggered after it", child(), parent(-3_600_000), start: -60_000, "orphaned"),
        Case("placed and triggered after the start", child(), parent(-3_600_000), start: -7_200_000, "expected"),
        Case("placed right at the start", child(), parent(-60_500), start: -60_000, "inconclusive"),
        Case("the conditional order is not known", child(), nil, start: -60_000, "inconclusive"),
        Case("not known, and triggered before the start", child(), nil, start: 60_000, "orphaned"),
        Case("of another trigger", child(), parent(-3_600_000, child: 78), start: -60_000, "inconclusive"),
        Case("told by the client id alone", child(), parent(-3_600_000, child: nil), start: -60_000, "orphaned"),
        Case("a plain order", Given.order(), nil, start: -60_000, "expected"),
        Case("an old stop of the order book, not triggered", child(type: "STOP"), nil, start: -60_000, "expected"),
    ]

    @Test(arguments: cases, [UnexpectedOrders.Scope.one(Given.btc, Given.id), .all(nil)])
    func `it was placed when its conditional order was`(given: Case, scope: UnexpectedOrders.Scope) {
        let world = World(
            order: .success(given.order), openOrders: .success([given.order]), algoOrder: .success(given.parent),
            instances: .success([Instance(start: given.start).report]))
        let walk = Walk(scope, in: world)
        #expect(walk.codes == [given.code])
        #expect(Set(walk.asked).count == walk.asked.count)
    }

    @Test func `both times are shown, each by its name`() {
        let world = World(
            order: .success(Self.child()), openOrders: .success([Self.child()]),
            algoOrder: .success(Self.parent(-3_600_000)))
        let facts = Walk(in: world).step("order")?.facts ?? []
        #expect(facts.contains { $0.name == "placed" && $0.value == Given.at(-3_600_000).description })
        #expect(facts.contains { $0.name == "made by a trigger" && $0.value == Given.noon.description })
    }

    @Test func `only an order that a trigger made costs another read, and a failed one decides nothing`() {
        var world = World(openOrders: .success([Self.child(), Given.order(ClientOrderID("grinder_d_BTCUSDT_2_1_2"))]))
        world.algoOrder = .failure(Given.unreachable)
        let walk = Walk(.all(nil), in: world)
        #expect(walk.asked.filter { $0.kind == .algoOrder } == [.algoOrder(Given.id)])
        #expect(walk.codes == ["inconclusive", "orphaned"])
    }
}

struct LikeIDsTests {
    private static let open = [
        "grinder_d_BTCUSDT_1_1772971200_1", "grinder_d_BTCUSDT_1_1772971200_12", "grinder_d_BTCUSDT_2_1772964000_17",
        "web_aBcDeFgHiJkLmNoPqRsT",
    ].map { ClientOrderID($0) }

    @Test(arguments: [
        ("grinder_d_BTCUSDT_1_1772917200_1", "grinder_d_BTCUSDT_1_1772971200_1"),
        ("grinder_d_BTCUSDT_1_177297120_1", "grinder_d_BTCUSDT_1_1772971200_1"),
        ("grinder_d_BTCUSDT_1_17729712OO_12", "grinder_d_BTCUSDT_1_1772971200_12"),
        ("grinder_d_BTCUSDT_2_1772964000_71", "grinder_d_BTCUSDT_2_1772964000_17"),
        ("Grinder_d_BTCUSDT_2_1772964000_17", "grinder_d_BTCUSDT_2_1772964000_17"),
    ])
    func `a slip finds the id that was meant first`(typed: String, meant: String) {
        let found = LikeIDs.nearest(to: ClientOrderID(typed), among: Self.open)
        #expect(found.first == ClientOrderID(meant))
        #expect(found.count <= 3)
        #expect(!found.contains(ClientOrderID("web_aBcDeFgHiJkLmNoPqRsT")))
    }

    @Test func `nothing is like an id that shares little with any`() {
        #expect(LikeIDs.nearest(to: ClientOrderID("x-15PC4ZJy1"), among: Self.open).isEmpty)
        #expect(LikeIDs.nearest(to: Self.open[0], among: [Self.open[0]]).isEmpty)
    }

    @Test func `an unknown id is told with the open ones like it, and the command that looks at the first`() {
        var world = World(order: .success(nil))
        world.hasLines = false
        let typed = ClientOrderID("grinder_d_BTCUSDT_1_1772917200_1")
        let verdict = Walk(.one(Given.btc, typed), in: world).verdicts.first
        #expect(verdict?.code == "inconclusive" && verdict?.action == .escalate)
        #expect(verdict?.summary.contains(Given.id.rawValue) == true)
        #expect(verdict?.next.first == NextCommand("triage", "unexpected", Given.id.rawValue))
    }
}
