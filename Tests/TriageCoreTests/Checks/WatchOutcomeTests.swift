import Testing
import TriageCore

struct WatchOutcomeTests {
    private static func order(_ id: ClientOrderID) -> StreamEvent {
        let update = OrderUpdate(
            symbol: Given.btc, clientOrderID: id, orderID: OrderID(1), side: "BUY", positionSide: "BOTH",
            type: "LIMIT", execution: "NEW", status: OrderStatus("NEW"), price: Given.price("1"),
            quantity: Given.quantity("1"), filled: Given.quantity("0"), fill: nil)
        return StreamEvent(name: "ORDER_TRADE_UPDATE", time: Given.noon, content: .order(update))
    }

    private static let other = order(ClientOrderID("another"))
    private static let gap = StreamNote.gap(from: Given.noon, to: Given.noon)

    private static func outcome(
        expecting id: ClientOrderID?, _ notes: [StreamNote], events: [StreamEvent] = []
    ) -> WatchOutcome {
        var outcome = WatchOutcome(expecting: id)
        for note in notes { outcome.receive(note) }
        for event in events { _ = outcome.receive(event) }
        return outcome
    }

    @Test func `what surely did not come is told from what may have been missed`() {
        let id = Given.id
        #expect(Self.outcome(expecting: id, []).exit == 69)
        #expect(Self.outcome(expecting: id, [.notConnected("refused")]).exit == 69)
        #expect(Self.outcome(expecting: id, [.connected], events: [Self.order(id)]).exit == 0)
        #expect(Self.outcome(expecting: id, [.connected], events: [Self.other]).exit == 1)
        // Silence proves nothing: the key may be another account's.
        #expect(Self.outcome(expecting: id, [.connected]).exit == 2)
        #expect(
            Self.outcome(expecting: id, [.connected, .disconnected("x"), .connected, Self.gap], events: [Self.other])
                .exit == 2)
        #expect(Self.outcome(expecting: id, [.connected, .disconnected("x")], events: [Self.other]).exit == 2)
    }

    @Test func `silence is not called complete`() {
        let silent = Self.outcome(expecting: nil, [.connected])
        #expect(silent.summary.contains("silence proves nothing") && !silent.summary.contains("missed"))
        let lively = Self.outcome(expecting: nil, [.connected], events: [Self.other])
        #expect(lively.summary == "1 event, 0 fills, 0 gaps: nothing was missed while the stream was whole")
        // What becomes of the key is told by itself; what it costs, by a gap.
        #expect(Self.outcome(expecting: nil, [.connected, .key("x")], events: [Self.other]).exit == 0)
    }

    @Test func `without an expected order only a gap is worth telling`() {
        #expect(Self.outcome(expecting: nil, [.connected]).exit == 0)
        #expect(Self.outcome(expecting: nil, [.connected, .dead(seconds: 601)]).exit == 2)
        #expect(Self.outcome(expecting: nil, [.connected, .renewing, .connected, Self.gap]).exit == 2)
        let expired = StreamEvent(name: "listenKeyExpired", time: nil, content: .listenKeyExpired)
        #expect(Self.outcome(expecting: nil, [.connected], events: [expired]).exit == 2)
    }
}
