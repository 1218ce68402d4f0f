import Testing
import TriageCore

struct CancelSettlementTests {
    enum Sent: CaseIterable { case done, unknown, unknownOrder, credentials, limited, connection, other }
    enum Seen: CaseIterable {
        case live, filling, filled, canceled, odd, waiting, triggering, triggered, finished, canceledAlgo, nowhere
        case unanswered
    }
    enum Word: String { case verified, failed, unknown, lookAgain }

    private static func outcome(_ sent: Sent) -> RequestOutcome {
        func refused(_ kind: RequestOutcome.Refusal.Kind, _ code: Int?) -> RequestOutcome {
            .notExecuted(.init(kind, code: code, message: "no"))
        }
        return switch sent {
        case .done: .done
        case .unknown: .unknown(reason: "no answer came")
        case .unknownOrder: refused(.unknownOrder, -2_011)
        case .credentials: refused(.credentials, -2_015)
        case .limited: refused(.rateLimited(retryAfter: 3), -1_003)
        case .connection: refused(.connection, nil)
        case .other: refused(.other, -1_102)
        }
    }

    private static func look(_ seen: Seen) -> CancelSettlement.ReadBack {
        switch seen {
        case .live: .order(.normal(Given.order()))
        case .filling: .order(.normal(Given.order(status: "PARTIALLY_FILLED", executedQty: "0.001")))
        case .filled: .order(.normal(Given.order(status: "FILLED", executedQty: "0.010")))
        case .canceled: .order(.normal(Given.order(status: "CANCELED", executedQty: "0.001")))
        case .odd: .order(.normal(Given.order(status: "PENDING_CANCEL")))
        case .waiting: .order(.algo(Given.algo()))
        case .triggering: .order(.algo(Given.algo(status: "TRIGGERING")))
        case .triggered: .order(.algo(Given.algo(status: "TRIGGERED", child: 9)))
        case .finished: .order(.algo(Given.algo(status: "FINISHED", child: 9)))
        case .canceledAlgo: .order(.algo(Given.algo(status: "CANCELED")))
        case .nowhere: .nowhere
        case .unanswered: .unanswered(Given.unreachable)
        }
    }

    /// The order whose cancel was sent.
    private static func asked(_ seen: Seen) -> ObservedOrder {
        switch seen {
        case .waiting, .triggering, .triggered, .finished, .canceledAlgo: .algo(Given.algo())
        default: .normal(Given.order())
        }
    }

    private static func word(_ settlement: CancelSettlement?) -> Word {
        switch settlement {
        case .verified: .verified
        case .failed: .failed
        case .unknown: .unknown
        case nil: .lookAgain
        }
    }

    /// The table, by hand: what the exchange shows decides, then what is known of the request.
    private static func expected(_ sent: Sent, _ seen: Seen, isLast: Bool) -> Word {
        let isRefused = [Sent.credentials, .limited, .connection, .other].contains(sent)
        switch seen {
        case .filled, .canceled, .canceledAlgo: return .verified
        case .triggered, .finished: return .failed
        case .nowhere:
            if isRefused { return .failed }
            return sent == .done || isLast ? .verified : .lookAgain
        case .live, .filling, .odd, .waiting, .triggering:
            if isRefused { return .failed }
            guard isLast else { return .lookAgain }
            return sent == .unknownOrder ? .failed : .unknown
        case .unanswered:
            if isRefused { return .failed }
            return isLast ? .unknown : .lookAgain
        }
    }

    @Test(arguments: Sent.allCases, Seen.allCases)
    func `what was sent and what is seen settle it`(sent: Sent, seen: Seen) {
        for isLast in [false, true] {
            let found = CancelSettlement.settle(
                Self.outcome(sent), of: Self.asked(seen), readBack: Self.look(seen), isLast: isLast)
            #expect(Self.word(found) == Self.expected(sent, seen, isLast: isLast), "isLast \(isLast)")
        }
    }

    @Test(arguments: Sent.allCases, Seen.allCases)
    func `it is verified only when final or nowhere, and the last look is the last`(sent: Sent, seen: Seen) {
        let last = CancelSettlement.settle(
            Self.outcome(sent), of: Self.asked(seen), readBack: Self.look(seen), isLast: true)
        #expect(last != nil)
        for isLast in [false, true] {
            let found = CancelSettlement.settle(
                Self.outcome(sent), of: Self.asked(seen), readBack: Self.look(seen), isLast: isLast)
            guard case .verified(let order) = found else { continue }
            #expect(order.map(\.isFinal) ?? (seen == .nowhere))
        }
    }

    @Test func `a verified order carries its fills`() {
        let found = CancelSettlement.settle(
            .unknown(reason: "?"), of: Self.asked(.canceled), readBack: Self.look(.canceled), isLast: false)
        guard case .verified(let order?) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(order.executedQty == Given.quantity("0.001"))
    }

    @Test func `a refusal is told in the exchange's words`() {
        let refusal = RequestOutcome.Refusal(.unknownOrder, code: -2_011, message: "Unknown order sent.")
        #expect(refusal.text == "-2011 Unknown order sent.")
        let found = CancelSettlement.settle(
            .notExecuted(refusal), of: Self.asked(.live), readBack: Self.look(.live), isLast: true)
        guard case .failed(let why, let order) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(why == "-2011 Unknown order sent., and yet the order is still NEW")
        #expect(order?.status == "NEW")
    }

    @Test func `a refused cancel hands back the order as it was read, not as it was planned`() {
        let refusal = RequestOutcome.Refusal(.other, code: nil, message: "HTTP 503: Service Unavailable")
        let filled = ObservedOrder.normal(Given.order(status: "PARTIALLY_FILLED", executedQty: "0.001"))
        let found = CancelSettlement.settle(
            .notExecuted(refusal), of: Self.asked(.live), readBack: .order(filled), isLast: false)
        #expect(found == .failed("HTTP 503: Service Unavailable; the order is still PARTIALLY_FILLED", filled))
        let unread = CancelSettlement.settle(
            .notExecuted(refusal), of: Self.asked(.live), readBack: .unanswered(Given.unreachable), isLast: false)
        #expect(unread == .failed("HTTP 503: Service Unavailable", nil))
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let what: String
        let order: ObservedOrder
        var testDescription: String { what }

        init(_ what: String, _ change: (inout Order) -> Void) {
            self.what = what
            var order = Given.order(status: "CANCELED", executedQty: "0.001")
            change(&order)
            self.order = .normal(order)
        }

        init(_ what: String, algo: AlgoOrder) {
            self.what = what
            order = .algo(algo)
        }
    }

    private static let lies = [
        Lie("another symbol") { $0.symbol = Given.eth },
        Lie("another order id") { $0.orderID = OrderID(1) },
        Lie("executed below nothing") { $0.executedQty = Given.quantity("-0.001") },
        Lie("executed more than was asked for") { $0.executedQty = Given.quantity("0.011") },
        Lie("filled with nothing") {
            $0.status = .filled
            $0.executedQty = .zero
        },
        Lie("filled in part") { $0.status = .filled },
        Lie("a conditional order in its place", algo: Given.algo(algoID: 851_230_066_745, status: "CANCELED")),
    ]

    @Test(arguments: lies)
    func `an answer that cannot be true verifies nothing`(_ lie: Lie) {
        let asked = ObservedOrder.normal(Given.order())
        for sent in [Sent.done, .unknown, .unknownOrder] {
            let early = CancelSettlement.settle(
                Self.outcome(sent), of: asked, readBack: .order(lie.order), isLast: false)
            #expect(early == nil)
            let last = CancelSettlement.settle(Self.outcome(sent), of: asked, readBack: .order(lie.order), isLast: true)
            #expect(Self.word(last) == .unknown)
        }
    }
}

@Suite struct RefusalTextTests {
    @Test func `a code is said once`() {
        func text(_ code: Int?, _ message: String) -> String {
            RequestOutcome.Refusal(.other, code: code, message: message).text
        }
        #expect(text(-1008, "HTTP 503, code -1008: Request throttled") == "HTTP 503, code -1008: Request throttled")
        #expect(text(-2011, "Unknown order sent.") == "-2011 Unknown order sent.")
        #expect(text(nil, "HTTP 418") == "HTTP 418")
    }
}
