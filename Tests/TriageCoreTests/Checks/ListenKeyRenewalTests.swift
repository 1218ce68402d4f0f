import Testing
import TriageCore

struct ListenKeyRenewalTests {
    private static let minute: Int64 = 60_000

    @Test func `a key is extended half-way through its life, over and over`() {
        var keeping = ListenKeyRenewal(madeAt: 0)
        #expect(!keeping.isDue(at: 29 * Self.minute) && keeping.isDue(at: 30 * Self.minute))
        #expect(keeping.receive(.extended, at: 31 * Self.minute) == .goOn)
        #expect(!keeping.isDue(at: 60 * Self.minute) && keeping.isDue(at: 61 * Self.minute))
    }

    @Test func `a key that cannot be extended is warned about until its hour is over`() {
        var keeping = ListenKeyRenewal(madeAt: 0)
        guard case .warn(let words) = keeping.receive(.unanswered("refused"), at: 30 * Self.minute) else {
            Issue.record("no warning")
            return
        }
        #expect(words.contains("refused") && words.contains("ends in 30 minutes"))
        #expect(!keeping.isDue(at: 30 * Self.minute + 59_000) && keeping.isDue(at: 31 * Self.minute))
        // One answer, and all is well again.
        var mended = keeping
        #expect(mended.receive(.extended, at: 59 * Self.minute) == .goOn)
        guard case .lost(let why) = keeping.receive(.unanswered("refused"), at: 60 * Self.minute) else {
            Issue.record("not lost")
            return
        }
        #expect(why.contains("could not be extended for an hour"))
    }

    @Test(arguments: [ListenKeyRenewal.Answer.gone, .another])
    func `a key that is gone is lost at once, and asked for again soon`(answer: ListenKeyRenewal.Answer) {
        var keeping = ListenKeyRenewal(madeAt: 0)
        guard case .lost = keeping.receive(answer, at: 30 * Self.minute) else {
            Issue.record("not lost")
            return
        }
        #expect(keeping.isDue(at: 31 * Self.minute))
    }
}
