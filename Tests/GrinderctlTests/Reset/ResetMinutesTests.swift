import AuditLog
import ExchangeSandbox
import Foundation
import OperatorStage
import Synchronization
import TestSupport
import Testing

@testable import grinderctl

/// A reset that does not fit one minute's weight: it says beforehand how many it takes, goes on from minute to minute,
/// and ends by its outcome.
@Suite struct ResetMinutesTests {
    /// A large account: orders spread over symbols, a position of grinder's own fills on the first few.
    struct Account: Sendable, CustomTestStringConvertible {
        let orders: Int
        let positions: Int
        let symbols: Int
        var budget: String?
        var testDescription: String {
            "\(orders) orders, \(positions) positions, \(symbols) symbols, budget \(budget ?? "by default")"
        }

        static func symbol(_ index: Int) -> String {
            index == 0 ? "BTCUSDT" : index == 1 ? "ETHUSDT" : "C\(index / 10)\(index % 10)USDT"
        }

        var state: FlattenState {
            var state = FlattenState()
            let names = (0..<symbols).map(Self.symbol)
            state.marks = Dictionary(names.map { ($0, "3000") }) { first, _ in first }
            state.positions = (0..<positions).map { index in
                .init(names[index], "BOTH", "0.030", "grinder_d_\(names[index])_1_1772964000_\(4_800 + index)")
            }
            state.orders = (0..<orders).map { index in
                let name = names[index % symbols]
                return FlattenState.order(
                    "grinder_d_\(name)_\(index)_1772964_\(5_000 + index)", "BUY", "2500.00", "0.010"
                ).replacing("\"symbol\":\"BTCUSDT\"", with: "\"symbol\":\"\(name)\"")
            }
            return state
        }

        var words: [String] {
            ResetTests.words + ["--max-orders", "400", "--max-notional", "1000000"]
                + (budget.map { ["--weight-budget", $0] } ?? [])
        }
    }

    static let accounts =
        [
            Account(orders: 100, positions: 0, symbols: 2),
            Account(orders: 40, positions: 0, symbols: 2, budget: "150"),
            Account(orders: 30, positions: 5, symbols: 30, budget: "150"),
        ] + (Campaign.isWhole ? [Account(orders: 300, positions: 50, symbols: 50)] : [])

    private static let several = Account(orders: 40, positions: 2, symbols: 3, budget: "150")

    @Test(arguments: accounts)
    func `it says how many minutes it takes, takes them, and ends by its outcome`(_ account: Account) async throws {
        try await Stage.set(state: account.state.json) { stage async throws in
            let planned = Mutex<Int64?>(nil)
            let clock = stage.clock
            let answer = await stage.run(account.words, with: ResetTests.silent) { phase in
                if phase == .planned { planned.withLock { $0 = $0 ?? clock.milliseconds } }
            }
            let took = Double(clock.milliseconds - (planned.withLock { $0 } ?? 0)) / 60_000
            #expect(answer.exit == 0 && answer.outcome == "verified", "\(answer.all.suffix(2_000))")
            #expect(stage.exchange.mutatingRequests().count == account.orders + account.positions)
            let detail = answer.gate("weight-budget")["detail"].text ?? ""
            let announced = detail.firstMatch(of: /about ([0-9]+) minutes/).flatMap { Double($0.1) } ?? 1
            // The last minute of what was announced may end early, and each step leaves a little room unused.
            #expect(took < announced + 0.5 && took > announced - 2.1, "\(detail), took \(took)")
            if announced > 1 {
                let words = "it takes about \(Int(announced)) minutes"
                #expect(answer.error.contains(words), "\(answer.error)")
                #expect(answer.json["notes"].elements.contains { $0.text?.contains(words) == true }, "\(answer.output)")
            }
            let weight = detail.firstMatch(of: /([0-9]+) of [0-9]+ request weight/).flatMap { Int64($0.1) } ?? 0
            let used = answer.json["weight"].number ?? 0
            #expect(abs(used - weight) * 4 <= used, "\(detail), used \(used)")
            if account.budget == nil { #expect(detail.contains("of 1920 request weight per minute"), "\(detail)") }
            Campaign.printSummary(
                "a reset of \(account.testDescription)", cases: 1, failures: answer.exit == 0 ? 0 : 1,
                ["weight": Int(used), "weight announced": Int(weight)])
        }
    }

    @Test func `interrupted in its second minute it is resumed, and nothing is sent twice`() async throws {
        try await Stage.set(state: Self.several.state.json) { stage async throws in
            let interrupts = Stage.deaf()
            let exchange = stage.exchange
            let first = await stage.run(Self.several.words, with: ResetTests.silent, interrupts: interrupts) { phase in
                if phase == .verified, exchange.mutatingRequests().count == 30 { interrupts.arrived() }
            }
            #expect(first.exit == 1, "\(first.all)")
            #expect(exchange.mutatingRequests().count == 30)
            let id = try #require(first.json["audit"]["investigation"].text)
            let second = await stage.run(Self.several.words + ["--resume", id], with: ResetTests.silent)
            #expect(second.exit == 0 && second.outcome == "verified", "\(second.all)")
            let requests = exchange.mutatingRequests()
            let cancelled = requests.filter { $0.method == "DELETE" }.map {
                "\($0.parameters["symbol"] ?? "") \($0.parameters["orderId"] ?? "")"
            }
            #expect(requests.count == 42 && Set(cancelled).count == 40, "\(requests.count), \(cancelled.count)")
        }
    }

    @Test func `an instance that comes back between two minutes stops it`() async throws {
        let back = Mutex<(@Sendable () -> Void)?>(nil)
        let seen = Mutex(0)
        try await Stage.set(
            state: Self.several.state.json,
            beforeMutation: { _ in
                let count = seen.withLock { seen in
                    seen += 1
                    return seen
                }
                if count == 12 { back.withLock { $0 }?() }
            }
        ) { stage async throws in
            let state = try stage.write("stopped\n", to: "state")
            let config = try stage.write(
                "instances:\n  - name: grinder-1\n    status: cat '\(state)'\n    stop: 'true'\n    start: 'true'\n",
                to: "config.yaml")
            back.withLock { back in
                back = { try? "running\n".write(toFile: state, atomically: false, encoding: .utf8) }
            }
            let words = Self.several.words.filter { $0 != "--answer" && $0 != "instance-stopped=yes" }
            let answer = await stage.run(
                words + ["--config", config], with: ["GRINDERCTL_HEALTH": nil, "PATH": "/usr/bin:/bin"])
            #expect(answer.exit == 1 && answer.outcome == "failed", "\(answer.all)")
            #expect(stage.exchange.mutatingRequests().count == 12)
            #expect(answer.refusals.contains("instance-running"), "\(answer.all)")
            #expect(answer.json["left"].elements.count >= 30)
        }
    }

    /// The order is read again right before its cancel, also when a minute has gone by since the plan.
    @Test func `what was filled while it waited is not cancelled as it was planned`() async throws {
        let account = Account(orders: 40, positions: 0, symbols: 2, budget: "150")
        let exchange = Mutex<SandboxExchange?>(nil)
        try await Stage.set(
            state: account.state.json, beforeMutation: { _ in exchange.withLock { $0 }?.setMark("ETHUSDT", "2400") }
        ) { stage async throws in
            exchange.withLock { $0 = stage.exchange }
            let answer = await stage.run(account.words, with: ResetTests.silent)
            #expect(answer.exit == 0 && answer.outcome == "verified", "\(answer.all.suffix(2_000))")
            let requests = stage.exchange.mutatingRequests()
            let missed = requests.filter { $0.method == "DELETE" && $0.status != 200 }
            // The one that was on its way when they filled; no other is sent for what has gone.
            #expect(missed.count <= 1, "\(missed.count)")
            #expect(requests.filter { $0.method == "DELETE" }.count < 40)
        }
    }
}
