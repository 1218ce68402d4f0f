import Testing
import TriageCore

@testable import Binance

@Suite struct ClockSamplesTests {
    @Test func `the sample with the shortest round trip decides`() {
        var samples = ClockSamples()
        samples.add(server: 11_500, sent: 0, received: 3_000)
        #expect(!samples.isEnough)
        samples.add(server: 13_760, sent: 3_000, received: 4_500)
        #expect(!samples.isEnough)
        samples.add(server: 99_999, sent: 5_000, received: 7_500)
        #expect(samples.isEnough)
        let reading = samples.reading(at: 7_500)
        #expect(reading?.offsetMilliseconds == 10_010)
        #expect(reading?.errorMilliseconds == 750)
        #expect(reading?.exchangeTime.milliseconds == 17_510)
    }

    @Test func `a short round trip needs no second sample`() {
        var samples = ClockSamples()
        samples.add(server: 1_000, sent: 0, received: 999)
        #expect(samples.isEnough)
        #expect(samples.reading(at: 999)?.errorMilliseconds == 500)
    }

    @Test func `no sample is no reading`() {
        #expect(ClockSamples().reading(at: 0) == nil)
    }
}
