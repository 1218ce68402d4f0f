import Testing
import TriageCore

struct StateCheckTests {
    @Test func `a fresh loop that counts nothing where nothing is: healthy, and not certain`() {
        let drive = CheckWorld().state
        #expect(drive.verdict?.code == "healthy")
        #expect(drive.verdict?.confidence == .likely)
        #expect(drive.verdict?.weight == .clear)
    }

    @Test func `zeros of a process that made no run mean not looked`() {
        var world = CheckWorld()
        world.metrics = .success([
            CheckWorld.reading(runs: 0, age: nil), CheckWorld.reading("http://b", runs: 0, age: nil),
        ])
        #expect(world.state.verdict?.code == "not-running")
        #expect(world.state.verdict?.action == .escalate)
        #expect(world.state.verdict?.weight == .finding)
    }

    @Test func `a standby that does not reconcile does not hide the one that does`() {
        var world = CheckWorld()
        world.metrics = .success([CheckWorld.reading("http://standby", runs: 0, age: nil), CheckWorld.reading()])
        #expect(world.state.verdict?.code == "healthy")
    }

    @Test(
        arguments: [
            (Int64?.none, "stale"), (120_000, "healthy"), (120_001, "stale"), (-5_000, "healthy"), (-5_001, "stale"),
        ] as [(Int64?, String)])
    func `the snapshot's own time tells its age`(age: Int64?, code: String) {
        var world = CheckWorld()
        world.metrics = .success([CheckWorld.reading(age: age)])
        #expect(world.state.verdict?.code == code)
    }

    @Test func `a loop that never read the exchange proves nothing`() {
        var world = CheckWorld()
        world.metrics = .success([CheckWorld.reading(fetches: 0)])
        #expect(world.state.verdict?.code == "inconclusive")
        world.metrics = .success([CheckWorld.reading(fetches: nil)])
        #expect(world.state.verdict?.code == "healthy")
    }

    /// What the bot counts, what the exchange shows.
    @Test(
        arguments: [
            ([Mismatch.orderUnexpected], [Mismatch.orderUnexpected], "confirmed"),
            ([], [.orderUnexpected], "disagree"), ([.positionNonzero], [], "disagree"),
            ([.positionNonzero], [.orderUnexpected], "disagree"),
            ([.positionNonzero, .orderUnexpected], [.orderUnexpected], "confirmed"),
        ] as [([Mismatch], [Mismatch], String)])
    func `both sides are set against each other`(counted: [Mismatch], shown: [Mismatch], code: String) {
        var world = CheckWorld()
        world.metrics = .success([
            CheckWorld.reading(mismatches: Dictionary(uniqueKeysWithValues: counted.map { ($0, 8) }))
        ])
        world.survey = .success(CheckWorld.survey(shown))
        #expect(world.state.verdict?.code == code)
        #expect(world.state.verdict?.weight == .finding)
        #expect(world.state.verdict?.next.isEmpty == false)
    }

    @Test func `without an expected state it says that a running bot's orders count too`() {
        var world = CheckWorld()
        world.survey = .success(CheckWorld.survey([.orderUnexpected], named: false))
        #expect(world.state.verdict?.summary.contains("--expected") == true)
    }

    @Test func `a failed read is never agreement`() {
        var world = CheckWorld()
        world.survey = .success(CheckWorld.survey(unanswered: [Given.unreachable]))
        #expect(world.state.verdict?.code == "inconclusive")
        world.survey = .success(CheckWorld.survey(unanswered: [Given.unreachable], isBlind: true))
        #expect(world.state.verdict?.code == "exchange-unavailable")
        world.survey = .failure(Given.unreachable)
        #expect(world.state.verdict?.weight == .unavailable(because: Given.unreachable))
        var mute = CheckWorld()
        mute.metrics = .failure(Given.notAsked)
        #expect(mute.state.verdict?.weight == .inconclusive(because: nil))
    }

    @Test(arguments: [
        [CheckWorld.reading(passedOver: [Given.unreachable])],
        [CheckWorld.reading(), CheckWorld.reading("b", runs: nil, age: nil, passedOver: [Given.unreachable])],
        [CheckWorld.reading(), CheckWorld.reading("b", runs: nil, age: nil)],
        [
            CheckWorld.reading("a", runs: 0, age: nil),
            CheckWorld.reading("b", runs: nil, passedOver: [Given.unreachable]),
        ],
    ])
    func `what a page passed over is not counted as none`(readings: [ReconcileReading]) {
        var world = CheckWorld()
        world.metrics = .success(readings)
        #expect(world.state.codes == ["inconclusive"])
    }

    @Test func `what any instance counts is counted`() {
        var world = CheckWorld()
        world.metrics = .success([
            CheckWorld.reading("a"), CheckWorld.reading("b", age: 60_000, mismatches: [.orderUnexpected: 3]),
        ])
        world.survey = .success(CheckWorld.survey([.orderUnexpected]))
        #expect(world.state.codes == ["confirmed"])
    }
}
