import JSON
import OperatorStage
import TestSupport
import Testing

@testable import ExchangeSandbox

/// Whoever listens to every event knows the account as well as whoever asks for it.
@Suite struct StreamLawsTests {
    private struct Listener {
        var orders: [String: (status: String, executed: String)] = [:]
        var algos: [String: String] = [:]
        var positions: [String: String] = [:]

        mutating func hear(_ event: StreamEvent) {
            switch event.name {
            case "ORDER_TRADE_UPDATE":
                guard let order = event.json["o"] else { return }
                orders["\(order["s"]?.stringValue ?? "") \(order["i"]?.compactText ?? "")"] = (
                    order["X"]?.stringValue ?? "", order["z"]?.stringValue ?? ""
                )
            case "ALGO_UPDATE":
                guard let algo = event.json["o"] else { return }
                algos[algo["aid"]?.compactText ?? ""] = algo["X"]?.stringValue
            case "ACCOUNT_UPDATE":
                for row in event.json["a"]?["P"]?.arrayValue ?? [] {
                    positions["\(row["s"]?.stringValue ?? "") \(row["ps"]?.stringValue ?? "")"] = row["pa"]?.stringValue
                }
            default: break
            }
        }
    }

    @Test(arguments: 0..<40)
    func `the events of a random life add up to the account`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed), "stream")
        var account = RandomAccount()
        account.addOrders(&generator)
        let clock = SimulatedClock()
        var book = try SandboxState(
            JSONReader.value(account.state.utf8, .sandbox), clock: StateClock(now: clock.milliseconds)
        )
        .book
        let start = book
        var listener = Listener()
        for _ in 0..<60 {
            clock.advance(1_000)
            let before = book
            _ = book.meddle(&generator, now: clock.milliseconds)
            for event in BookChanges.events(from: before, to: book, now: clock.milliseconds) { listener.hear(event) }
        }
        for order in book.orders {
            let was = start.orders.first { $0.symbol == order.symbol && $0.orderId == order.orderId }
            let heard = listener.orders["\(order.symbol) \(order.orderId)"]
            let isUntouched = was?.status == order.status && was?.executed == order.executed
            #expect(isUntouched == (heard == nil))
            guard let heard else { continue }
            #expect(heard.status == order.status.rawValue)
            #expect(Amount(heard.executed) == order.executed)
        }
        for algo in book.algoOrders {
            let was = start.algoOrders.first { $0.algoId == algo.algoId }?.status
            #expect((listener.algos[String(algo.algoId)] ?? was?.rawValue) == algo.status.rawValue)
        }
        for holding in book.holdings.values {
            let heard = listener.positions["\(holding.key.symbol) \(holding.key.side.rawValue)"]
            #expect(heard.flatMap { Amount($0) } == holding.amount)
        }
        #expect(!listener.orders.isEmpty)
    }
}
