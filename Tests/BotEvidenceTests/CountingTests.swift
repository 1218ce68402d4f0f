import Testing
import TriageCore

@testable import BotEvidence

/// Since when a counter of mismatches grows, and by how much a run.
struct CountingTests {
    private static let noon = Timestamp(milliseconds: 1_772_971_200_000)

    /// A value a minute, the last one at noon.
    private static func series(_ values: [String]) -> PrometheusAnswer.Series {
        PrometheusAnswer.Series(
            labels: [:],
            points: values.enumerated().map { index, value in
                PrometheusAnswer.Point(
                    time: noon.advanced(byMilliseconds: -Int64(values.count - 1 - index) * 60_000), value: value)
            })
    }

    private static func minutes(_ counting: Counting) -> [Int64] {
        [counting.since, counting.last].map { Self.noon.milliseconds(since: $0) / 60_000 }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let counter: [String]
        var runs: [String] = []
        /// Minutes before noon: since, last; nil: it does not count.
        let span: [Int64]?
        var perRun: Int64?
        var isOlder = false
        var stands = true
        var testDescription: String { name }
    }

    private static let cases = [
        Case(name: "flat", counter: ["7", "7", "7"], span: nil),
        Case(name: "one value", counter: ["7"], span: nil),
        Case(
            name: "grows from nothing, two a run", counter: ["0", "0", "2", "4", "6"],
            runs: ["5", "6", "7", "8", "9"], span: [2, 0], perRun: 2),
        Case(
            name: "grew before the window began", counter: ["5", "6", "7"], runs: ["1", "2", "3"], span: [1, 0],
            perRun: 1, isOlder: true),
        Case(
            name: "a pause of six minutes parts two mismatches",
            counter: ["0", "1", "1", "1", "1", "1", "1", "2", "3"],
            runs: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], span: [1, 0], perRun: 1),
        Case(
            name: "no whole number a run", counter: ["0", "1", "3", "4"], runs: ["1", "3", "4", "6"], span: [2, 0],
            perRun: 1),
        Case(name: "the runs are not known", counter: ["0", "1", "2"], span: [1, 0]),
        Case(
            name: "a process that began anew", counter: ["90", "92", "2", "4"], runs: ["45", "46", "1", "2"],
            span: [2, 0], isOlder: true),
        Case(
            name: "it has passed", counter: ["0", "1", "2", "2", "2", "2", "2", "2", "2"],
            runs: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], span: [7, 6], perRun: 1, stands: false),
        Case(name: "a value that is no number is passed over", counter: ["0", "NaN", "1"], span: [0, 0]),
    ]

    @Test(arguments: cases)
    func `what the values of a day tell`(_ one: Case) throws {
        let counting = Counting(Self.series(one.counter), runs: one.runs.isEmpty ? nil : Self.series(one.runs))
        guard let span = one.span else {
            #expect(counting == nil)
            return
        }
        let found = try #require(counting)
        #expect(Self.minutes(found) == span)
        #expect(found.perRun == one.perRun)
        #expect(found.isOlder == one.isOlder)
        #expect(found.stands(at: Self.noon) == one.stands)
        #expect(!found.words(now: Self.noon).isEmpty)
    }
}
