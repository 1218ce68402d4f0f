import Synchronization
import Testing
import TriageCore

@testable import Binance

/// A history is read whole and in order, however many pages it takes and whichever is answered first.
@Suite struct WindowPagesTests {
    private struct Row: Hashable, Sendable {
        let at: Int64
    }

    private final class Exchange: Sendable {
        struct State {
            var asked: [ClosedRange<Int64>] = []
            var now = 0
            var most = 0
        }

        let rows: [Row]
        let limit: Int
        let failing: Int64?
        let state = Mutex(State())

        init(_ rows: [Row], limit: Int, failing: Int64? = nil) {
            self.rows = rows
            self.limit = limit
            self.failing = failing
        }

        func page(_ window: ClosedRange<Int64>) async -> ExchangeAnswer<[Row]> {
            let number = state.withLock { state in
                state.asked.append(window)
                state.now += 1
                state.most = max(state.most, state.now)
                return state.asked.count
            }
            // Answers come in another order than they were asked for.
            for _ in 0..<(number * 7 % 5) { await Task.yield() }
            state.withLock { $0.now -= 1 }
            let request = RequestRecord(method: "GET", path: "/page", status: 200, weight: 5, milliseconds: 1)
            if let failing, window.contains(failing), window.upperBound - window.lowerBound < 1_000_000 {
                let problem = Unavailable(.unreachable, source: "page", detail: "\(window.lowerBound)")
                return ExchangeAnswer(.failure(problem), source: "page", requests: [request])
            }
            let found = rows.filter { window.contains($0.at) }
            return ExchangeAnswer(.success(Array(found.suffix(limit))), source: "page", requests: [request])
        }

        func read(_ from: Int64, _ to: Int64, longest: Int64 = .max) async -> ExchangeAnswer<[Row]> {
            await WindowPages(
                limit: limit, longest: longest, moment: { Timestamp(milliseconds: $0.at) },
                page: { await self.page($0) }
            ).read(from: Timestamp(milliseconds: from), to: Timestamp(milliseconds: to), source: "page")
        }
    }

    @Test func `fifty thousand rows take little more requests than there are pages, a few at a time`() async throws {
        let rows = (0..<50_000).map { Row(at: Int64($0) * 20_000) }
        let exchange = Exchange(rows, limit: 1_000)
        let answer = await exchange.read(0, 1_000_000_000, longest: 600_000_000)
        #expect(try answer.value.get() == rows)
        let state = exchange.state.withLock { $0 }
        #expect(state.asked.count < 90)
        #expect(answer.requests.count == state.asked.count)
        #expect((2...4).contains(state.most))
    }

    @Test func `a burst in a long window takes no more requests than halving would`() async throws {
        let burst: Int64 = 400_000_000
        let rows = (0..<1_500).map { Row(at: burst + Int64($0) * 200) }
        let exchange = Exchange(rows, limit: 1_000)
        #expect(try await exchange.read(0, 576_000_000).value.get() == rows)
        #expect(exchange.state.withLock { $0.asked.count } < 50)
    }

    @Test(arguments: 1...6) func `uneven rows come in order, each once`(seed: UInt64) async throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(state >> 33) % bound
        }
        for _ in 0..<40 {
            let burst = next(50_000)
            let rows = (0..<next(400)).map { _ in Row(at: next(3) == 0 ? next(100_000) : burst + next(500)) }
                .sorted { $0.at < $1.at }
            let exchange = Exchange(Array(Set(rows)).sorted { $0.at < $1.at }, limit: 10)
            let answer = await exchange.read(0, 100_000, longest: 1 + next(200_000))
            #expect(try answer.value.get() == exchange.rows)
        }
    }

    @Test func `a failure is that of the earliest window, and every request is told`() async {
        let rows = (0..<50_000).map { Row(at: Int64($0) * 1_000) }
        let exchange = Exchange(rows, limit: 1_000, failing: 100)
        let answer = await exchange.read(0, 50_000_000)
        #expect(throws: Unavailable(.unreachable, source: "page", detail: "0")) { try answer.value.get() }
        #expect(answer.requests.count == exchange.state.withLock { $0.asked.count })
    }

    @Test func `more rows in a millisecond than a page has are no answer`() async {
        let exchange = Exchange([Row(at: 5), Row(at: 5), Row(at: 5)], limit: 2)
        let answer = await exchange.read(0, 10)
        #expect(throws: Unavailable.self) { try answer.value.get() }
        let none = await exchange.read(10, 0)
        #expect((try? none.value.get()) == [] && none.requests.isEmpty)
    }
}
