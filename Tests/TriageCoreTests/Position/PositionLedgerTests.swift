import FoundationEssentials
import Testing
import TriageCore

struct PositionLedgerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        var world = PositionWorld()
        var testDescription: String { "\(name): \(code)" }

        init(_ name: String, _ code: String, _ change: (inout PositionWorld) -> Void) {
            self.name = name
            self.code = code
            change(&world)
        }
    }

    static let cases: [Case] = [
        Case("no row", "flat") { _ in },
        Case("a row of zero, kept for an open order", "flat") { $0.hold("0.000") },
        Case("flat though another amount is expected", "flat") { $0.expected = [Given.expectedPosition("0.010")] },
        Case("equal in value, written differently", "as-expected") {
            $0.hold("0.010")
            $0.expected = [Given.expectedPosition("0.01")]
        },
        Case("the youngest entry counts", "as-expected") {
            $0.hold("0.010")
            $0.expected = [
                Given.expectedPosition("0.010", updated: hour), Given.expectedPosition("0", updated: day),
            ]
        },
        Case("grinder's grid", "untracked-fills") {
            $0.hold("0.010")
            $0.fill("0.004", ago: 2 * hour)
            $0.fill("0.006", ago: hour)
            $0.expected = [Given.expectedPosition("0")]
        },
        Case("grinder's, opened and partly closed", "untracked-fills") {
            $0.hold("-0.004")
            $0.fill("-0.010", by: "grinder_BTCUSDT_1_1772971200000_1", ago: 2 * hour)
            $0.fill("0.006", by: "grinder_tp_BTCUSDT_0_1772971200_12", ago: hour)
        },
        Case("somebody else's fills before it was flat do not count", "untracked-fills") {
            $0.hold("0.010")
            $0.fill("0.5", by: "web_1", ago: 3 * hour)
            $0.fill("-0.5", by: "web_2", ago: 2 * hour)
            $0.fill("0.010", ago: hour)
        },
        Case("a fill that turned the position", "untracked-fills") {
            $0.hold("-0.010")
            $0.fill("0.020", by: "web_1", ago: 2 * hour)
            $0.fill("-0.030", ago: hour)
        },
        Case("ten weeks back", "untracked-fills") {
            $0.hold("0.010")
            $0.fill("0.010", ago: 70 * day)
        },
        Case("an order placed before the windows", "untracked-fills") {
            $0.hold("0.010")
            $0.fill("0.010", ago: hour)
            $0.unlisted = [OrderID(1)]
        },
        Case("a person in the app", "external") {
            $0.hold("0.010")
            $0.fill("0.010", by: "ios_abc", ago: hour)
        },
        Case("other software", "external") {
            $0.hold("0.010")
            $0.fill("0.010", by: "x-cvBPrNm9abc", ago: hour)
        },
        Case("grinder's form on another symbol", "external") {
            $0.hold("0.010")
            $0.fill("0.010", by: "grinder_d_ETHUSDT_1_1772971200_1", ago: hour)
        },
        Case("grinder's, closed in part by this tool", "untracked-fills") {
            $0.hold("0.004")
            $0.fill("0.010", ago: 2 * hour)
            $0.fill("-0.006", by: "gctl-f-0123456789abcdef01234567-1", ago: hour)
        },
        Case("a person's, closed in part by this tool", "external") {
            $0.hold("0.004")
            $0.fill("0.010", by: "web_1", ago: 2 * hour)
            $0.fill("-0.006", by: "gctl-f-0123456789abcdef01234567-1", ago: hour)
        },
        Case("grinder's and a person's, closed in part by this tool", "mixed") {
            $0.hold("0.014")
            $0.fill("0.010", ago: 3 * hour)
            $0.fill("0.010", by: "web_1", ago: 2 * hour)
            $0.fill("-0.006", by: "gctl-f-0123456789abcdef01234567-1", ago: hour)
        },
        Case("an id of this tool's form that opened", "mixed") {
            $0.hold("0.016")
            $0.fill("0.010", ago: 2 * hour)
            $0.fill("0.006", by: "gctl-f-0123456789abcdef01234567-1", ago: hour)
        },
        Case("grinder and a person", "mixed") {
            $0.hold("0.020")
            $0.fill("0.010", ago: 2 * hour)
            $0.fill("0.010", by: "web_1", ago: hour)
        },
        Case("liquidated in part", "forced") {
            $0.hold("0.006")
            $0.fill("0.010", ago: 2 * hour)
            $0.fill("-0.004", by: "autoclose-1596107620040000020", ago: hour)
        },
        Case("in the list of forced orders, whatever its id", "forced") {
            $0.hold("0.010")
            $0.fill("0.010", ago: hour)
            $0.forced = [
                ForceOrder(
                    symbol: Given.btc, orderID: OrderID(1), clientOrderID: ClientOrderID("q"),
                    executedQty: Given.quantity("0.010"), time: Given.at(-hour))
            ]
        },
        Case("settled", "forced") {
            $0.hold("0.006")
            $0.fill("0.006", by: "settlement_autoclose-1", ago: hour)
        },
        Case("fills older than the exchange's memory", "inconclusive") {
            $0.hold("0.010")
            $0.fill("0.004", ago: hour)
        },
        Case("an order that is not known", "inconclusive") {
            $0.hold("0.010")
            $0.fill("0.010", ago: hour)
            $0.orders = []
        },
        Case("traded while it was read", "inconclusive") {
            $0.hold("0.010")
            $0.fill("0.010", ago: hour)
            $0.later = [Given.position("0.020")]
        },
        Case("traded to and fro while it was read", "inconclusive") {
            $0.hold("0.010")
            $0.fill("0.010", ago: hour)
            $0.later = [Given.position("0.010", updated: 0)]
        },
        Case("closed while it was read", "inconclusive") {
            $0.hold("0.010")
            $0.fill("0.010", ago: hour)
            $0.later = []
        },
        Case("rows that do not fit the mode", "inconclusive") { $0.hold("0.010", .long) },
    ]

    @Test(arguments: cases)
    func `each case has its verdict`(wanted: Case) {
        let drive = wanted.world.drive()
        #expect(drive.codes == [wanted.code])
        #expect(drive.procedure.report().map(\.id) == PositionLedger.steps.filter { !$0.asksOperator }.map(\.id))
        #expect(drive.neverTakesAStepBack)
        #expect(Set(drive.asked).count == drive.asked.count)
        let flattens = drive.verdict?.action == .flatten
        #expect(flattens == (wanted.code == "untracked-fills"))
    }

    @Test func `hedge sides are apart, each with its own verdict and command`() throws {
        var world = PositionWorld()
        world.isHedge = true
        world.hold("0.010", .long)
        world.hold("-0.020", .short)
        world.fill("0.010", ago: 3 * hour, side: .long)
        world.fill("-0.015", by: "web_1", ago: 2 * hour, side: .short)
        world.fill("-0.005", ago: hour, side: .short)
        let findings = try #require(world.drive().conclusion?.findings)
        #expect(findings.map(\.subject.positionSide) == [.long, .short])
        #expect(findings.map(\.verdict.code) == ["untracked-fills", "mixed"])
        #expect(findings[0].verdict.next == [NextCommand("flatten", "BTCUSDT", "--side", "long")])
        world.positions.removeLast()
        #expect(world.drive().codes == ["untracked-fills", "flat"])
        world.positions.removeLast()
        #expect(world.drive().codes == ["flat", "flat"])
    }

    @Test(arguments: [
        (Given.expectedPosition("0.010", updated: minute), "as-expected", Verdict.Confidence.certain),
        (Given.expectedPosition("0.010", written: minute), "as-expected", .certain),
        (Given.expectedPosition("0.010"), "as-expected", .likely),
        (Given.expectedPosition("0.010", updated: day), "untracked-fills", .certain),
        (Given.expectedPosition("0.010", updated: minute, written: day), "untracked-fills", .certain),
    ])
    func `a row older than the bot that runs is of an earlier run`(
        row: ExpectedPosition, code: String, confidence: Verdict.Confidence
    ) {
        var world = PositionWorld()
        world.hold("0.010")
        world.fill("0.010", ago: hour)
        world.expected = [row]
        world.instances = [Instance(start: -2 * hour).report]
        #expect(world.drive().codes == [code])
        #expect(world.drive().verdict?.confidence == confidence)
        #expect(world.drive().verdict?.action != .flatten)
        // While nothing is running an old row is the last word there is.
        world.instances = []
        #expect(world.drive().codes == ["as-expected"])
    }

    @Test(arguments: ["0.010", "-0.010"])
    func `a row of a side is not of a one-way account's position`(amount: String) {
        for (side, held) in [(PositionSide.short, "-0.010"), (.short, "0.010"), (.long, "0.010")] {
            var world = PositionWorld()
            world.hold(held)
            world.fill(held, ago: hour)
            world.expected = [Given.expectedPosition(amount, side: side)]
            #expect(world.drive().codes == ["inconclusive"])
            world.expected = [Given.expectedPosition("0.5", side: side)]
            #expect(world.drive().codes == ["untracked-fills"])
        }
    }

    @Test func `rows of sides speak of their own, with a sign or without`() {
        var world = PositionWorld()
        world.isHedge = true
        world.hold("-0.020", .short)
        world.hold("0.010", .long)
        world.expected = [
            Given.expectedPosition("0.020", side: .short), Given.expectedPosition("0.010", side: .long),
        ]
        #expect(world.drive().codes == ["as-expected", "as-expected"])
        world.expected = [Given.expectedPosition("0.020", side: .long), Given.expectedPosition("0", side: .short)]
        world.fill("0.010", ago: 2 * hour, side: .long)
        world.fill("-0.020", ago: hour, side: .short)
        #expect(world.drive().codes == ["untracked-fills", "untracked-fills"])
    }

    @Test func `one hedge side may be as expected, two are not compared`() {
        var world = PositionWorld()
        world.isHedge = true
        world.hold("-0.020", .short)
        world.expected = [Given.expectedPosition("-0.020")]
        #expect(world.drive().codes == ["flat", "as-expected"])
        world.hold("0.010", .long)
        world.fill("0.010", ago: 2 * hour, side: .long)
        world.fill("-0.020", ago: hour, side: .short)
        #expect(world.drive().codes == ["untracked-fills", "untracked-fills"])
    }

    @Test(arguments: [
        (Instance().report, Verdict.Advice.escalate), (Instance(mode: nil).report, .flatten),
        (Instance(health: .fails, ready: .fails).report, .flatten), (Instance(ready: .fails).report, .escalate),
        (Instance(health: .fails, ready: .fails, service: .running).report, .escalate),
    ])
    func `under a bot that may trade nothing is flattened`(instance: InstanceReport, action: Verdict.Advice) {
        var world = PositionWorld()
        world.hold("0.010")
        world.fill("0.010", ago: hour)
        world.instances = [instance]
        let verdict = world.drive().verdict
        #expect(verdict?.code == "untracked-fills" && verdict?.action == action)
        #expect(verdict?.next.contains { $0.words.first == "flatten" } == (action == .flatten))
    }

    @Test(
        arguments: [
            ([Instance].init(), nil, Verdict.Confidence.likely), ([Instance.silent()], nil, .likely),
            ([Instance.silent()], "yes", .likely), ([Instance.silent(service: .stopped)], nil, .certain),
            ([Instance.silent(service: .stopped), .silent("b")], nil, .likely),
            ([Instance(health: .foreign, ready: .foreign)], nil, .likely),
            ([Instance(mode: "reconcile_only")], nil, .likely), ([Instance(mode: nil)], nil, .likely),
            ([Instance(mode: "reconcile_only"), .silent("b", service: .stopped)], nil, .certain),
            ([Instance()], "yes", .certain),
        ] as [([Instance], String?, Verdict.Confidence)])
    func `a silent instance lowers the confidence, and an answer that is contradicted is ignored`(
        instances: [Instance], answer: String?, confidence: Verdict.Confidence
    ) {
        var world = PositionWorld()
        world.hold("0.010")
        world.fill("0.010", ago: hour)
        world.instances = instances.map(\.report)
        var procedure = PositionLedger(symbol: Given.btc, identity: Identity())
        if let answer { procedure.receive(Answer(step: UnexpectedOrders.instanceStopped, text: answer)) }
        let drive = Drive(procedure, answer: world.answer, failing: { _ in nil })
        #expect(drive.codes == ["untracked-fills"])
        #expect(drive.verdict?.confidence == confidence)
        let step = drive.procedure.report().first { $0.id == PositionLedger.stoppedStep.id }
        #expect((step == nil) == (answer == nil))
        let runs = instances.contains { $0.health == .answers && $0.mode == "trading_loop" }
        #expect(drive.verdict?.action == (runs ? .escalate : .flatten))
        if runs { #expect(step?.summary.contains("is ignored") == true) }
    }

    @Test(arguments: [
        EvidenceRequest.Kind.positions, .accountConfiguration, .exchangeTime, .trades, .allOrders, .forceOrders,
        .positionsAgain, .expectedPositions, .instances,
    ])
    func `a read that fails is never flat and never a reason to trade`(kind: EvidenceRequest.Kind) {
        var world = PositionWorld()
        world.hold("0.010")
        world.fill("0.010", ago: hour)
        world.failing = [kind]
        #expect(world.drive().codes == ["inconclusive"])
    }

    @Test func `nothing read at all is said so`() {
        var world = PositionWorld()
        world.failing = [.positions, .accountConfiguration]
        let isUnavailable = if case .unavailable? = world.drive().verdict?.weight { true } else { false }
        #expect(isUnavailable)
    }

    @Test func `it goes back no further than needed, and no further than allowed`() {
        var world = PositionWorld()
        world.hold("0.010")
        world.fill("0.010", ago: 10 * day)
        let windows = world.drive().asked.filter { $0.kind == .trades }
        #expect(windows.count == 2)
        let cut = world.drive(maxWindows: 1)
        #expect(cut.codes == ["inconclusive"])
        #expect(cut.verdict?.cause.contains("all but 0.01 of 0.010") == true)
        #expect(PositionWorld().drive().asked.map(\.weight).reduce(0, +) == 11)
    }
}
