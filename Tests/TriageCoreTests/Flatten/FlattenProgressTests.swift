import Testing
import TriageCore

/// What the next reading must show, and what it is told when it does not.
struct FlattenProgressTests {
    private static var twoSteps: GivenPosition {
        var position = GivenPosition()
        position.amounts = [(.both, "121")]
        position.orders = [GivenPosition.order()]
        return position
    }

    @Test func `each step carried out changes what is expected by exactly itself`() throws {
        var progress = try #require(Self.twoSteps.progress)
        #expect(progress.remaining.count == 3)
        #expect(progress.facts == .order(OrderPreconditions(.normal(GivenPosition.order()))))
        progress.advance()
        #expect(progress.expected.restingIDs == [])
        #expect(progress.expected.amount.description == "121")
        #expect(progress.facts == .position(progress.expected))
        progress.advance()
        #expect(progress.expected.amount.description == "1")
        progress.advance()
        #expect(progress.expected.amount.isZero)
        #expect(progress.next == nil && progress.facts == nil)
        progress.advance()
        #expect(progress.expected.amount.isZero)
    }

    @Test func `a short position is bought back towards zero`() throws {
        var position = GivenPosition()
        position.amounts = [(.both, "-121")]
        var progress = try #require(position.progress)
        progress.advance()
        #expect(progress.expected.amount.description == "-1")
    }

    @Test func `the same reading differs in nothing`() throws {
        let position = Self.twoSteps
        #expect(try #require(position.progress).differences(to: position.reading).isEmpty)
    }

    @Test func `another way to write the amount is no difference`() throws {
        var later = Self.twoSteps
        later.amounts = [(.both, "121.000")]
        #expect(try #require(Self.twoSteps.progress).differences(to: later.reading).isEmpty)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let words: String
        let make: @Sendable (inout GivenPosition) -> Void
        var testDescription: String { words }

        init(_ words: String, _ make: @escaping @Sendable (inout GivenPosition) -> Void) {
            self.words = words
            self.make = make
        }
    }

    static let changes = [
        Change("positionAmt 121 → 120") { $0.amounts = [(.both, "120")] },
        Change("positionAmt 121 → -121") { $0.amounts = [(.both, "-121")] },
        Change("positionAmt 121 → 0") { $0.amounts = [] },
        Change("resting orders gone: 77") { $0.orders = [] },
        Change("new resting orders: 78") {
            $0.orders.append(GivenPosition.order("web_1", side: .buy, orderID: 78))
        },
        Change("new resting orders: algo 2146760") { $0.algos = [Given.algo()] },
        Change("grinder_tp_BTCUSDT_1_1772971200_1: executedQty 0 → 0.001") {
            $0.orders[0].executedQty = Given.quantity("0.001")
        },
    ]

    @Test(arguments: changes)
    func `each fact that differs is told`(_ change: Change) throws {
        var later = Self.twoSteps
        change.make(&later)
        #expect(try #require(Self.twoSteps.progress).differences(to: later.reading) == [change.words])
    }

    @Test func `a switched mode is told, whatever the rows say`() throws {
        var later = Self.twoSteps
        later.isHedge = true
        later.amounts = [(.long, "121")]
        let found = try #require(Self.twoSteps.progress).differences(to: later.reading)
        #expect(found == ["position mode one-way → hedge", "positionAmt 121 → 0"])
    }
}
