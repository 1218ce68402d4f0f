import Testing
import TriageCore

@testable import grinderctl

@Suite struct AlertInboxTests {
    private func alert(_ labels: [String: String], startsAt: String? = nil) -> AlertPayload.Alert {
        AlertPayload.Alert(
            status: "firing", labels: ["alertname": "ReconcileMismatchDetected"].merging(labels) { $1 },
            startsAt: startsAt)
    }

    private func take(_ alert: AlertPayload.Alert, into inbox: inout AlertInbox, _ incident: String = "i") throws
        -> AlertInbox.Arrival
    {
        inbox.take(
            alert, AlertIdentity(alert), about: try #require(AlertInbox.Matter(alert)), incident: incident)
    }

    @Test func `labels and the moment it began make an alert the same, nothing else does`() {
        let one = alert(["type": "a", "b": "c"], startsAt: "2026-03-08T12:00:00Z")
        var other = one
        other.endsAt = "2026-03-08T13:00:00Z"
        other.mutedBy = "silenced by x"
        #expect(AlertIdentity(one) == AlertIdentity(other))
        #expect(
            AlertIdentity(one) == AlertIdentity(alert(["type": "a", "b": "c"], startsAt: "2026-03-08T12:00:00.000Z")))
        for different in [
            alert(["type": "a", "b": "c"], startsAt: "2026-03-08T12:00:01Z"), alert(["type": "a", "b": "c"]),
            alert(["type": "ab", "": "c"], startsAt: "2026-03-08T12:00:00Z"),
            alert(["type": "a", "b": "c", "d": ""], startsAt: "2026-03-08T12:00:00Z"),
        ] {
            #expect(AlertIdentity(one) != AlertIdentity(different))
        }
    }

    @Test func `the same matter waits once, and again once it is taken out`() throws {
        var inbox = AlertInbox()
        let first = alert(["type": "ORDER_MISSING_ON_EXCHANGE", "instance": "a"])
        let alike = alert(["type": "ORDER_MISSING_ON_EXCHANGE", "instance": "a", "replica": "2"])
        #expect(try take(first, into: &inbox) == .queued)
        #expect(try take(first, into: &inbox) == .repeated)
        #expect(try take(alike, into: &inbox, "j") == .joined)
        #expect(try take(alert(["type": "ORDER_MISSING_ON_EXCHANGE", "instance": "b"]), into: &inbox) == .queued)
        let taken = inbox.next()
        let next = try #require(taken)
        #expect(next.alerts == [first, alike] && next.incidents == ["i", "j"])
        #expect(try take(first, into: &inbox) == .repeated)
        inbox.forget(next.identities)
        #expect(try take(first, into: &inbox) == .queued)
    }

    @Test func `what it holds is bounded, however long it listens and whatever it is sent`() throws {
        var inbox = AlertInbox()
        let long = String(repeating: "x", count: 100_000)
        for number in 0..<5_000 {
            _ = try take(
                alert(["type": "ORDER_MISSING_ON_EXCHANGE", "instance": "a", "n": "\(number)", "long": long]),
                into: &inbox)
        }
        #expect(inbox.waiting.count == 1)
        #expect(inbox.waiting[0].alerts.count == AlertInbox.mostAlike)
        #expect(inbox.waiting[0].payload.truncated == 4_900)
        #expect(inbox.waiting[0].alerts.allSatisfy { ($0.labels["long"] ?? "").count <= 300 })
        for number in 0..<(AlertInbox.most + 10) {
            _ = try take(alert(["type": "ORDER_MISSING_ON_EXCHANGE", "instance": "\(number)"]), into: &inbox)
        }
        #expect(inbox.waiting.count == AlertInbox.most)
    }

    @Test func `the oldest alert is forgotten first`() throws {
        var inbox = AlertInbox()
        let first = alert(["type": "ORDER_MISSING_ON_EXCHANGE", "n": "first"])
        _ = try take(first, into: &inbox)
        for number in 0..<(AlertInbox.mostRemembered * 12 / 10) {
            _ = try take(alert(["type": "ORDER_MISSING_ON_EXCHANGE", "n": "\(number)"]), into: &inbox)
        }
        #expect(!inbox.isKnown(AlertIdentity(first)))
        #expect(inbox.isKnown(AlertIdentity(alert(["type": "ORDER_MISSING_ON_EXCHANGE", "n": "23999"]))))
    }
}
