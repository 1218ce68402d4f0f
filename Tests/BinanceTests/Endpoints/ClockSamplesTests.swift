import Testing
import TriageCore

@testable import Binance

@Suite struct ClockSamplesTests {
    @Test func `the sample with the shortest round trip decides`() {
        var samples = ClockSamples()
        samples.add(server: 10_700, sent: 0, received: 1_000)
        #expect(!samples.isEnough)
        samples.add(server: 11_160, sent: 1_000, received: 1_300)
        #expect(!samples.isEnough)
        samples.add(server: 99_999, sent: 2_000, received: 2_500)
        #expect(samples.isEnough)
        let reading = samples.reading(at: 2_500)
        #expect(reading?.offsetMilliseconds == 10_010)
        #expect(reading?.errorMilliseconds == 150)
        #expect(reading?.exchangeTime.milliseconds == 12_510)
    }

    @Test func `a short round trip needs no second sample`() {
        var samples = ClockSamples()
        samples.add(server: 1_000, sent: 0, received: 199)
        #expect(samples.isEnough)
        #expect(samples.reading(at: 199)?.errorMilliseconds == 100)
    }

    @Test func `no sample is no reading`() {
        #expect(ClockSamples().reading(at: 0) == nil)
    }
}
