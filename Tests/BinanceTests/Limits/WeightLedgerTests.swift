import Testing
import TriageCore

@testable import Binance

@Suite struct WeightLedgerTests {
    private static let start: Int64 = 1_772_971_220_000

    private func moment(_ seconds: Int64) -> Moment {
        Moment(local: Self.start + seconds * 1_000, exchange: Self.start + seconds * 1_000)
    }

    private func ledger(_ budget: Int) throws -> WeightLedger {
        WeightLedger(budget: try #require(WeightBudget(perMinute: budget)))
    }

    @Test(arguments: [
        ("1", 1), ("480", 480), ("2400", 2400), ("1%", 24), ("5%", 120), ("20%", 480), ("100%", 2400), ("33%", 792),
        ("0", nil), ("2401", nil), ("0%", nil), ("101%", nil), ("", nil), ("%", nil), ("-5", nil), ("5 %", nil),
        ("2.5%", nil), ("5%%", nil), ("1e3", nil), ("٥", nil),
    ])
    func `a budget is a weight or a percentage of 2400`(text: String, perMinute: Int?) {
        #expect(WeightBudget(text)?.perMinute == perMinute)
    }

    @Test func `the budget holds for a minute of the exchange`() throws {
        var ledger = try ledger(10)
        #expect(ledger.admit(6, at: moment(0)) == .admitted)
        #expect(ledger.admit(5, at: moment(1)) == .full(seconds: 39))
        #expect(ledger.admit(4, at: moment(39)) == .admitted)
        #expect(ledger.admit(1, at: moment(39)) == .full(seconds: 1))
        #expect(ledger.admit(10, at: moment(40)) == .admitted)
        #expect(ledger.reading(at: moment(40)).usedHere == 10)
        #expect(ledger.reading(at: moment(100)).usedHere == 0)
    }

    @Test func `what is on its way counts beside what the last header told`() throws {
        var ledger = try ledger(2_400)
        ledger.note(usedByAll: 2_321, at: moment(0))
        #expect(ledger.admit(40, at: moment(1)) == .admitted)
        #expect(ledger.admit(40, at: moment(1)) == .full(seconds: 39))
        ledger.note(usedByAll: 2_361, at: moment(2))
        ledger.settle(40, countedAt: moment(1))
        #expect(ledger.admit(40, at: moment(2)) == .full(seconds: 38))
        #expect(ledger.admit(39, at: moment(2)) == .admitted)
        ledger.takeBack(39, countedAt: moment(2))
        #expect(ledger.admit(39, at: moment(3)) == .admitted)
        #expect(ledger.admit(40, at: moment(40)) == .admitted)
    }

    @Test func `what is heavier than the budget never fits`() throws {
        var ledger = try ledger(10)
        #expect(ledger.admit(11, at: moment(0)) == .tooHeavy(budget: 10))
        #expect(ledger.admit(10, at: moment(0)) == .admitted)
    }

    @Test func `others on this IP count against the limit`() throws {
        var ledger = try ledger(2400)
        ledger.note(usedByAll: 2399, at: moment(0))
        ledger.note(usedByAll: 2390, at: moment(0))
        #expect(ledger.reading(at: moment(0)).usedByAll == 2399)
        #expect(ledger.admit(1, at: moment(0)) == .admitted)
        #expect(ledger.admit(2, at: moment(0)) == .full(seconds: 40))
        #expect(ledger.reading(at: moment(40)).usedByAll == nil)
        #expect(ledger.admit(40, at: moment(40)) == .admitted)
    }

    @Test func `what never left is taken back`() throws {
        var ledger = try ledger(10)
        #expect(ledger.admit(10, at: moment(0)) == .admitted)
        ledger.takeBack(10, countedAt: moment(0))
        #expect(ledger.admit(10, at: moment(0)) == .admitted)
        #expect(ledger.admit(10, at: moment(40)) == .admitted)
        ledger.takeBack(10, countedAt: moment(0))
        #expect(ledger.reading(at: moment(40)).usedHere == 10)
    }

    @Test func `after a ban there is silence, over minutes`() throws {
        var ledger = try ledger(10)
        ledger.fallSilent(seconds: 120, at: moment(0))
        ledger.fallSilent(seconds: 5, at: moment(0))
        #expect(ledger.admit(1, at: moment(0)) == .silenced(seconds: 120))
        #expect(ledger.admit(1, at: moment(119)) == .silenced(seconds: 1))
        #expect(ledger.admit(1, at: moment(120)) == .admitted)
    }

    @Test func `a corrected clock starts another minute`() throws {
        var ledger = try ledger(10)
        #expect(ledger.admit(10, at: moment(7_200)) == .admitted)
        #expect(ledger.admit(10, at: moment(0)) == .admitted)
    }
}
