import TestSupport
import Testing
import TriageCore

@testable import BotEvidence

@Suite struct MetricsTextTests {
    @Test(
        arguments: [
            ("a 1", "a", [:], "1"), ("a{} 1", "a", [:], "1"), ("  a\t1 ", "a", [:], "1"),
            ("a 1 1772971200000", "a", [:], "1"),
            (#"a{b="c"} 2.50"#, "a", ["b": "c"], "2.50"), (#"a{b="c",} 2"#, "a", ["b": "c"], "2"),
            (#"a { b = "c" , d = "e" } 2"#, "a", ["b": "c", "d": "e"], "2"),
            (#"a{b="x\"y\\z\nw}, c=\q"} 1"#, "a", ["b": "x\"y\\z\nw}, c=\\q"], "1"),
            (#"a{b=""} NaN"#, "a", ["b": ""], "NaN"), (#"a{le="+Inf"} +Inf"#, "a", ["le": "+Inf"], "+Inf"),
            ("a -Inf", "a", [:], "-Inf"), ("a 1.5e+3", "a", [:], "1.5e+3"), ("a +5", "a", [:], "5"),
            ("a .5", "a", [:], "0.5"),
            ("a -5.", "a", [:], "-5"), ("a:b_c 0", "a:b_c", [:], "0"), ("a 1\r", "a", [:], "1"),
            (##"a_bucket{le="1"} 3 # {trace_id="x"} 0.5"##, "a_bucket", ["le": "1"], "3"),
            (#"a{b="é测"} 1"#, "a", ["b": "é测"], "1"),
        ] as [(String, String, [String: String], String)])
    func `a sample is read`(line: String, name: String, labels: [String: String], value: String) {
        for text in [line, "# HELP a b\n# TYPE a gauge\n\n\(line)\n"] {
            let page = MetricsText.page(Array(text.utf8))
            #expect(page.samples.map(\.name) == [name] && page.samples.map(\.labels) == [labels], "\(text)")
            #expect(page.samples.map(\.value) == [value])
            #expect(page.unusable == [])
        }
    }

    @Test(arguments: [
        "a", "a x", "1a 1", "{b=\"c\"} 1", "a{b=c} 1", "a{b=\"c} 1", "a{b=\"c\" 1", "a{b=\"c\"}",
        "a{b=\"c\",b=\"d\"} 1",
        "a 1 2 3", "a 0x10", "a 1,5", "<html>", "a{=\"c\"} 1", "a{b=\"\\", "-", "a 1e", "a{b \"c\"} 1",
    ])
    func `what is no sample is named by its line`(line: String) {
        let page = MetricsText.page(Array("ok 1\n\(line)\nlast 2".utf8))
        #expect(page.samples.map(\.name) == ["ok", "last"])
        #expect(page.unusable == [2])
    }

    @Test func `a sample that is given twice counts once`() {
        let page = MetricsText.page(Array("a{b=\"c\",d=\"e\"} 1\na{d=\"e\",b=\"c\"} 1".utf8))
        #expect(page.samples.map(\.value) == ["1"])
        #expect(page.unusable == [])
    }

    @Test func `of two values for one series neither counts, and both lines are named`() {
        let page = MetricsText.page(Array("a{b=\"c\",d=\"e\"} 1\nb 3\na{d=\"e\",b=\"c\"} 2".utf8))
        #expect(page.samples.map(\.name) == ["b"])
        #expect(page.unusable == [1, 3])
        #expect(page.passedOver.allSatisfy { $0.names("a") && $0.why.contains("different values") })
    }

    @Test(
        arguments: [
            ("a 1 1772971200000", 1_772_971_200_000), ("a 1 1772971200.5", 1_772_971_200_500), ("a 1", nil),
            ("a 1 1772971200 # {x=\"y\"} 2", 1_772_971_200_000),
        ] as [(String, Int64?)])
    func `a sample's own time is kept, in milliseconds or seconds`(line: String, time: Int64?) {
        #expect(MetricsText.page(Array(line.utf8)).samples.map { $0.time?.milliseconds } == [time])
    }

    @Test(arguments: [
        ("0", true), ("0.00", true), ("-0.0", true), ("0e5", true), ("1e-9", false), ("NaN", false), ("+Inf", false),
        ("1772971200000", false),
    ])
    func `zero is a number, however it is written`(value: String, isZero: Bool) {
        #expect(MetricSample(name: "a", labels: [:], value: value).isZero == isZero)
    }

    @Test(
        arguments: [
            ("49", 49, true), ("30.0", 30, true), ("0", 0, false), ("0.00", 0, false), ("0.5", 0, true),
            ("1e3", 1_000, true),
            ("1.7729714458e+12", 1_772_971_445_800, true), ("NaN", nil, false), ("+Inf", nil, true),
            ("-Inf", nil, false),
            ("-1", nil, false), ("1e400", nil, false),
        ] as [(String, Int64?, Bool)])
    func `a value is a whole number or none`(value: String, whole: Int64?, isPositive: Bool) {
        let sample = MetricSample(name: "a", labels: [:], value: value)
        #expect(sample.whole == whole)
        #expect(sample.isPositive == isPositive)
    }

    @Test(arguments: 1...5) func `random bytes are no trouble`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("a{}=\"\\,# \n1.eN\u{FF}".utf8)
        for _ in 0..<200 {
            let bytes = (0..<60).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let page = MetricsText.page(bytes)
            #expect(page.samples.count + page.unusable.count <= 61)
        }
    }

    @Test func `grinder's own page is read whole`() throws {
        let text = try sample("run_trading.prom")
        #expect(!text.hasSuffix("\n"))
        let page = MetricsText.page(Array(text.utf8))
        #expect(page.unusable == [])
        #expect(page.samples.count == text.split(separator: "\n").filter { !$0.hasPrefix("#") }.count)
        #expect(page.sample("grinder_ha_role", ["role": "unknown"])?.value == "1")
    }
}
