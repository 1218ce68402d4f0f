/// The faults in force and how often each may still strike.
struct FaultInjector: Sendable {
    private struct Entry: Sendable {
        let fault: Fault
        var left: Int?
        /// For fill-between-reads: how often a live order was shown.
        var reads = 0
    }

    private var entries: [Entry] = []

    init(_ faults: [Fault]) { add(faults) }

    mutating func add(_ faults: [Fault]) {
        entries += faults.map { fault in
            if case .meanwhile = fault.kind { return Entry(fault: fault, left: fault.times ?? 1) }
            return Entry(fault: fault, left: fault.times)
        }
    }

    mutating func clear() { entries = [] }

    /// How far the exchange's clock is off.
    var clockOffset: Int64 {
        entries.reduce(0) { total, entry in
            if case .clock(let offset) = entry.fault.kind { return total + offset }
            return total
        }
    }

    mutating func takeLatency(_ endpoint: Endpoint) -> Int {
        var total = 0
        for index in entries.indices {
            guard case .latency(let milliseconds) = entries[index].fault.kind, strikes(index, endpoint) else {
                continue
            }
            entries[index].left = entries[index].left.map { $0 - 1 }
            total += milliseconds
        }
        return total
    }

    /// Whether that befalls the stream now.
    mutating func takeStream(_ wanted: StreamFault) -> Bool {
        for index in entries.indices where entries[index].fault.kind == .stream(wanted) && entries[index].left != 0 {
            entries[index].left = entries[index].left.map { $0 - 1 }
            return true
        }
        return false
    }

    /// How long each event of the stream is held back.
    var streamDelay: Int {
        entries.reduce(0) { total, entry in
            if case .streamDelay(let milliseconds) = entry.fault.kind { return total + milliseconds }
            return total
        }
    }

    /// The answer to give instead, of the first fault that strikes.
    mutating func takeAnswer(_ endpoint: Endpoint) -> FaultAnswer? {
        for index in entries.indices {
            guard case .answer(let answer) = entries[index].fault.kind, strikes(index, endpoint) else { continue }
            entries[index].left = entries[index].left.map { $0 - 1 }
            return answer
        }
        return nil
    }

    /// Before an answer: the order it is about may just have been filled, before a cancel or between two reads.
    mutating func beforeAnswer(_ endpoint: Endpoint, _ parameters: Parameters, _ book: inout ExchangeBook, now: Int64) {
        for index in entries.indices where strikes(index, endpoint) {
            guard case .meanwhile(let what) = entries[index].fault.kind else { continue }
            entries[index].left = entries[index].left.map { $0 - 1 }
            what.happen(to: &book, now: now)
        }
        guard let order = liveOrder(parameters, book) else { return }
        for index in entries.indices where strikes(index, endpoint) {
            switch (entries[index].fault.kind, endpoint.key) {
            case (.fillBeforeCancel(let half), "DELETE /fapi/v1/order"):
                entries[index].left = entries[index].left.map { $0 - 1 }
                return Self.fill(order, half: half, &book, now: now)
            case (.fillBetweenReads(let count), "GET /fapi/v1/order"):
                // What is asked beside the first reads still sees the order as they did.
                entries[index].reads += 1
                guard entries[index].reads > count else { continue }
                entries[index].reads = 0
                entries[index].left = (entries[index].left ?? 1) - 1
                return Self.fill(order, half: false, &book, now: now)
            default: continue
            }
        }
    }

    private func strikes(_ index: Int, _ endpoint: Endpoint) -> Bool {
        entries[index].left != 0 && entries[index].fault.aims(at: endpoint)
    }

    private func liveOrder(_ parameters: Parameters, _ book: ExchangeBook) -> Int? {
        guard let found = try? book.find(parameters), let index = found.index, book.orders[index].status.isOpen
        else { return nil }
        return index
    }

    private static func fill(_ index: Int, half: Bool, _ book: inout ExchangeBook, now: Int64) {
        guard let market = book.markets[book.orders[index].symbol] else { return }
        let order = book.orders[index]
        var quantity = order.rest
        if half {
            quantity = max((order.rest / .known("2")).rounded(to: market.step), market.step)
            if quantity >= order.rest { quantity = order.rest - market.step }
        }
        book.fill(index, quantity: quantity, at: order.limitPrice, maker: true, now: now)
    }
}
