import TestSupport
import Testing
import TriageCore

struct TimelineTests {
    private static func event(_ name: String, _ offset: Int64?, _ kind: TimelineEvent.Kind = .log) -> TimelineEvent {
        TimelineEvent(
            kind, at: offset.map(Given.at), .exact, source: "a source", clientOrderID: nil, text: name)
    }

    private static func names(
        _ strands: [[TimelineEvent]], isWanted: (TimelineEvent, Timestamp?) -> Bool = { _, _ in true }
    ) -> String {
        Timeline(merging: strands, isWanted: isWanted).events.map(\.text).joined(separator: " ")
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let strands: [[(String, Int64?)]]
        let merged: String
        var testDescription: String { what }
    }

    @Test(arguments: [
        Case(what: "nothing", strands: [[], []], merged: ""),
        Case(what: "two strands interleave", strands: [[("a", 0), ("c", 20)], [("b", 10)]], merged: "a b c"),
        Case(what: "a tie keeps the order of the strands", strands: [[("a", 5)], [("b", 5)]], merged: "a b"),
        Case(what: "a tie within one keeps its own", strands: [[("b", 5), ("a", 5)]], merged: "b a"),
        Case(
            what: "without a time it stays after the one before it",
            strands: [[("a", 0), ("?", nil), ("c", 20)], [("b", 10)]], merged: "a ? b c"),
        Case(
            what: "several without a time stay in their order",
            strands: [[("b", 10), ("?", nil), ("!", nil)], [("a", 0), ("c", 20)]], merged: "a b ? ! c"),
        Case(
            what: "before the first that has one, in front of that",
            strands: [[("a", 0)], [("?", nil), ("b", 10)]], merged: "a ? b"),
        Case(what: "a strand without times is at the end", strands: [[("?", nil)], [("a", 0)]], merged: "a ?"),
        Case(
            what: "a corrected clock may turn lines around", strands: [[("b", 10), ("?", nil), ("a", 0)]],
            merged: "a b ?"),
    ])
    func `strands are merged`(row: Case) {
        #expect(Self.names(row.strands.map { $0.map { Self.event($0.0, $0.1) } }) == row.merged)
    }

    @Test func `an event outside the span takes those without a time with it`() {
        let strand = [Self.event("a", 0), Self.event("?", nil), Self.event("b", 50), Self.event("!", nil)]
        #expect(Self.names([strand]) { _, place in place.map { $0 >= Given.at(10) } ?? true } == "b !")
    }

    @Test func `without a moment the certainty is unknown`() {
        let event = TimelineEvent(.log, at: nil, .exact, source: "s", clientOrderID: nil, text: "t")
        #expect(event.certainty == .unknown)
    }

    @Test func `any merge loses nothing, is in order of time, and keeps each strand's equals in order`() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let strands = (0..<Int.random(in: 0...4, using: &random)).map { strand in
                (0..<Int.random(in: 0...8, using: &random)).map { place in
                    Self.event("\(strand).\(place)", random.pick([nil, 0, 1, 2, 3, 4]))
                }
            }
            let merged = Timeline(merging: strands).events
            #expect(merged.map(\.text).sorted() == strands.joined().map(\.text).sorted())
            let moments = merged.compactMap(\.moment)
            #expect(moments == moments.sorted())
            for strand in strands {
                for (index, event) in strand.enumerated() where event.moment == nil && index > 0 {
                    let own = merged.filter { shown in strand.contains { $0.text == shown.text } }.map(\.text)
                    let at = own.firstIndex(of: event.text) ?? 0
                    #expect(at > 0 && own[at - 1] == strand[index - 1].text)
                }
            }
        }
    }
}
