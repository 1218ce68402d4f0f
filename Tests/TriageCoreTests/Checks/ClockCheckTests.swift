import Testing
import TriageCore

struct ClockCheckTests {
    /// Exchange minus local, round trip, verdict.
    @Test(
        arguments: [
            (0, 10, "healthy"), (-490, 10, "healthy"), (495, 10, "healthy"), (-496, 10, "drifting"),
            (496, 10, "drifting"),
            (-1_005, 10, "drifting"), (-1_006, 10, "ahead"), (-90_000, 10, "ahead"), (5_005, 10, "drifting"),
            (5_006, 10, "behind"), (0, 2_002, "inconclusive"), (-9_000, 2_002, "inconclusive"), (0, 900, "healthy"),
        ] as [(Int64, Int64, String)])
    func `the offset's verdict leaves room for its error`(offset: Int64, roundTrip: Int64, code: String) {
        var world = CheckWorld()
        world.clock = .success([ClockSample(offset: offset, roundTrip: roundTrip)])
        #expect(world.clockCheck.verdict?.code == code)
    }

    @Test func `the sample with the shortest round trip decides`() {
        var world = CheckWorld()
        world.clock = .success([
            ClockSample(offset: -4_000, roundTrip: 900), ClockSample(offset: -20, roundTrip: 30),
            ClockSample(offset: 3_000, roundTrip: 700),
        ])
        let drive = world.clockCheck
        #expect(drive.verdict?.code == "healthy")
        #expect(drive.verdict?.cause == "20 ms ahead of the exchange, known to ±15 ms")
        #expect(drive.step("clock-offset")?.facts.contains { $0.value == "-4000 ms to 3000 ms in 3 samples" } == true)
    }

    @Test func `a clock that nothing keeps is well for now, and less certain`() {
        var world = CheckWorld()
        #expect(world.clockCheck.verdict?.confidence == .certain)
        world.kept = .success(TimeSynchronisation(isKept: false, estimatedError: 16_000))
        #expect(world.clockCheck.verdict?.code == "healthy")
        #expect(world.clockCheck.verdict?.confidence == .likely)
        #expect(world.clockCheck.step("clock-local")?.status == .attention)
    }

    @Test func `an exchange that tells no time is unavailable`() {
        var world = CheckWorld()
        world.clock = .failure(Given.unreachable)
        #expect(world.clockCheck.verdict?.code == "exchange-unavailable")
        #expect(world.clockCheck.verdict?.weight == .unavailable(because: Given.unreachable))
    }
}
