import Testing
import TriageCore

struct FlattenSettlementTests {
    private static let unknown = RequestOutcome.unknown(reason: "no answer")
    private static let refusal = RequestOutcome.Refusal(.other, code: -2022, message: "ReduceOnly Order is rejected")
    private static let refused = RequestOutcome.notExecuted(refusal)
    private static let outcomes: [RequestOutcome] = [.done, unknown, refused]

    private static func order(_ status: String, _ executed: String) -> Order {
        var order = Given.order(
            ClientOrderID("gctl-f-89abcdef0123456789abcdef-1"), status: status, origQty: "0.005", executedQty: executed)
        order.side = .sell
        return order
    }

    private static func settle(
        _ outcome: RequestOutcome, _ order: Result<Order?, Unavailable>, _ amount: Result<String, Unavailable>,
        isLast: Bool = true
    ) throws -> FlattenSettlement? {
        let sent = try #require(GivenPosition().plan?.closes.first)
        let look = FlattenSettlement.ReadBack(order: order, amount: amount.map { Given.quantity($0) })
        return FlattenSettlement.settle(
            outcome, of: sent, before: Given.quantity("0.005"), readBack: look, isLast: isLast)
    }

    @Test(arguments: outcomes)
    func `filled and the position as expected is done, whatever the answer was`(_ outcome: RequestOutcome) throws {
        let filled = Self.order("FILLED", "0.005")
        for isLast in [false, true] {
            #expect(
                try Self.settle(outcome, .success(filled), .success("0.000"), isLast: isLast)
                    == .done(filled, amount: Given.quantity("0.000")))
        }
    }

    @Test(arguments: outcomes)
    func `an order that ended short leaves what the position says`(_ outcome: RequestOutcome) throws {
        for (status, executed, left) in [
            ("EXPIRED", "0.002", "0.003"), ("EXPIRED", "0", "0.005"), ("EXPIRED_IN_MATCH", "0.001", "0.004"),
            ("CANCELED", "0.004", "0.001"), ("REJECTED", "0", "0.005"),
        ] {
            let order = Self.order(status, executed)
            #expect(
                try Self.settle(outcome, .success(order), .success(left))
                    == .short(order, left: Given.quantity(left)))
        }
    }

    @Test(arguments: outcomes)
    func `a position that is not the expected one is looked at again, and then never called done`(
        _ outcome: RequestOutcome
    ) throws {
        let filled = Self.order("FILLED", "0.005")
        for amount in ["0.005", "0.001", "-0.005"] {
            #expect(try Self.settle(outcome, .success(filled), .success(amount), isLast: false) == nil)
            #expect(
                try Self.settle(outcome, .success(filled), .success(amount))
                    == .moved(filled, amount: Given.quantity(amount)))
        }
    }

    @Test func `a final order without a position is unread, not done`() throws {
        let filled = Self.order("FILLED", "0.005")
        #expect(try Self.settle(.done, .success(filled), .failure(Given.unreachable), isLast: false) == nil)
        #expect(
            try Self.settle(.done, .success(filled), .failure(Given.unreachable))
                == .unread(filled, "a source: connection refused"))
    }

    @Test func `refused and not there is failed at once`() throws {
        #expect(
            try Self.settle(Self.refused, .success(nil), .success("0.005"), isLast: false)
                == .failed(Self.refusal, amount: Given.quantity("0.005")))
        let margin = RequestOutcome.Refusal(.other, code: -2019, message: "Margin is insufficient.")
        #expect(
            try Self.settle(.notExecuted(margin), .failure(Given.unreachable), .success("0.005"), isLast: false)
                == .failed(margin, amount: nil))
    }

    @Test(arguments: [-2022, -4118])
    func `refused because of a position that is gone meanwhile: nothing is left to close`(_ code: Int) throws {
        let refusal = RequestOutcome.Refusal(.other, code: code, message: "refused")
        let outcome = RequestOutcome.notExecuted(refusal)
        #expect(try Self.settle(outcome, .success(nil), .success("0.000"), isLast: false) == .flat(nil, refusal))
        // Part of it is left, and more than that is not known.
        #expect(
            try Self.settle(outcome, .success(nil), .success("0.001"))
                == .failed(refusal, amount: Given.quantity("0.001")))
        #expect(try Self.settle(outcome, .success(nil), .failure(Given.unreachable), isLast: false) == nil)
        #expect(try Self.settle(outcome, .success(nil), .failure(Given.unreachable)) == .failed(refusal, amount: nil))
    }

    @Test func `another refusal of a flat position is still a refusal`() throws {
        let refusal = RequestOutcome.Refusal(.other, code: -1021, message: "refused")
        #expect(
            try Self.settle(.notExecuted(refusal), .success(nil), .success("0")) == .failed(refusal, amount: .zero))
    }

    @Test(arguments: outcomes)
    func `an order that filled less, and nothing left: others closed the rest`(_ outcome: RequestOutcome) throws {
        for (status, executed) in [("EXPIRED", "0.004"), ("EXPIRED", "0"), ("CANCELED", "0.001")] {
            let order = Self.order(status, executed)
            #expect(try Self.settle(outcome, .success(order), .success("0.000"), isLast: false) == .flat(order, nil))
        }
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let what: String
        let order: Order
        var testDescription: String { what }

        init(_ what: String, _ change: (inout Order) -> Void) {
            self.what = what
            var order = FlattenSettlementTests.order("FILLED", "0.005")
            change(&order)
            self.order = order
        }
    }

    private static let lies = [
        Lie("filled with nothing") { $0.executedQty = .zero },
        Lie("filled with less than it asked for") { $0.executedQty = Given.quantity("0.004") },
        Lie("more than it asked for") { $0.executedQty = Given.quantity("0.006") },
        Lie("less than nothing") { $0.executedQty = Given.quantity("-0.005") },
        Lie("another symbol") { $0.symbol = Given.eth },
        Lie("another id") { $0.clientOrderID = ClientOrderID("web_1") },
        Lie("the other side") { $0.side = .buy },
        Lie("another quantity") { $0.origQty = Given.quantity("0.050") },
    ]

    @Test(arguments: lies)
    func `an answer that cannot be true settles nothing`(_ lie: Lie) throws {
        for outcome in [RequestOutcome.done, Self.unknown] {
            for amount in ["0", "0.005"] {
                #expect(
                    try Self.settle(outcome, .success(lie.order), .success(amount), isLast: false) == nil)
                guard case .unknown = try Self.settle(outcome, .success(lie.order), .success(amount)) else {
                    Issue.record("\(lie.what) was taken for something definite")
                    continue
                }
            }
        }
    }

    /// What the second copy of a request is answered once the first has closed the position.
    @Test(arguments: [-2022, -4116, -4118])
    func `a refusal that may follow an execution is not believed while the order cannot be read`(_ code: Int) throws {
        let refusal = RequestOutcome.Refusal(.other, code: code, message: "refused")
        let outcome = RequestOutcome.notExecuted(refusal)
        #expect(
            try Self.settle(outcome, .failure(Given.unreachable), .success("0.005"), isLast: false) == nil)
        guard case .unknown = try Self.settle(outcome, .failure(Given.unreachable), .success("0.005")) else {
            Issue.record("\(code) is believed")
            return
        }
        #expect(
            try Self.settle(outcome, .success(nil), .success("0.005"))
                == .failed(refusal, amount: Given.quantity("0.005")))
    }

    @Test(arguments: [RequestOutcome.done, unknown])
    func `not there and not refused stays unknown: an order may be shown late`(_ outcome: RequestOutcome) throws {
        for order: Result<Order?, Unavailable> in [
            .success(nil), .failure(Given.unreachable), .success(Self.order("NEW", "0")),
            .success(Self.order("PARTIALLY_FILLED", "0.001")), .success(Self.order("SOMETHING_NEW", "0.005")),
        ] {
            #expect(try Self.settle(outcome, order, .success("0.005"), isLast: false) == nil)
            guard case .unknown = try Self.settle(outcome, order, .success("0.005")) else {
                Issue.record("\(order) was taken for something definite")
                continue
            }
        }
    }

    /// No look whatever leads to `done` unless the order is FILLED whole and the position is smaller by exactly it.
    @Test func `nothing but both facts together is done`() throws {
        for outcome in Self.outcomes {
            for status in ["NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "EXPIRED", "REJECTED", "WHAT"] {
                for executed in ["0", "0.001", "0.005", "0.006"] {
                    for amount in ["0", "0.001", "0.004", "0.005", "-0.001"] {
                        let order = Self.order(status, executed)
                        guard case .done = try Self.settle(outcome, .success(order), .success(amount)) else { continue }
                        #expect(executed == "0.005" && amount == "0" && order.status.isFinal)
                    }
                }
            }
        }
    }
}
