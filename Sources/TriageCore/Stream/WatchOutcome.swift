/// What a watch came to, from what it saw: never "it did not happen" where it may not have looked.
package struct WatchOutcome: Sendable {
    package private(set) var events = 0
    package private(set) var connections = 0
    package private(set) var gaps = 0
    package private(set) var isConnected = false
    package private(set) var isFound = false
    private var tally = FillTally()
    let expected: ClientOrderID?

    package init(expecting expected: ClientOrderID?) { self.expected = expected }

    /// Each counted once, though two events tell of it.
    package var fills: Int { tally.count }

    /// Whether this event tells a fill that was told before.
    package mutating func receive(_ event: StreamEvent) -> Bool {
        events += 1
        if event.content == .listenKeyExpired { isConnected = false }
        if let expected, event.clientOrderID == expected { isFound = true }
        return tally.repeats(event)
    }

    package mutating func receive(_ note: StreamNote) {
        switch note {
        case .connected:
            connections += 1
            isConnected = true
        case .notConnected, .disconnected, .dead, .renewing: isConnected = false
        case .gap: gaps += 1
        case .silent, .garbage, .key: break
        }
    }

    /// Events may have been missed.
    package var isBroken: Bool { gaps > 0 || !isConnected }

    /// 0 seen, or watched without a gap; 1 surely not seen; 2 it could not be known; 69 never connected.
    package var exit: Int32 {
        if isFound { return 0 }
        guard connections > 0 else { return 69 }
        guard expected != nil else { return isBroken ? 2 : 0 }
        return isBroken || events == 0 ? 2 : 1
    }

    package var summary: String {
        if isFound { return "the expected event came" }
        guard connections > 0 else { return "the stream was never connected" }
        let seen = "\(Count.of(events, "event")), \(Count.of(fills, "fill")), \(Count.of(gaps, "gap"))"
        switch (isBroken, expected) {
        case (true, nil): return "\(seen): what happened in a gap was missed"
        case (true, let expected?): return "\(seen): no event of \(expected), and it may have come in a gap"
        case (false, _) where events == 0:
            return "not one event: nothing happened, or the key is not this account's; silence proves nothing"
        case (false, nil): return "\(seen): nothing was missed while the stream was whole"
        case (false, let expected?): return "\(seen): no event of \(expected) while the stream was whole"
        }
    }
}
