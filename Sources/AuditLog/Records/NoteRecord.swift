package import TriageCore

/// `note`: anything else worth keeping, attempts that settled nothing among it.
package struct NoteMembers: MakingMembers {
    package static let kinds: [AuditKind] = [.note]
    package static let schema = RecordSchema(NoteMembers())

    package let text = Member<String>("text")
    /// Of an intent that was looked into and left open: its seq, what looked, `false`.
    package let intent = Member<Int64>("intent")
    package let by = Member<RecordedLook>("by")
    package let settled = Member<Bool>("settled")
    /// Of a step with `--step`; of a handover also the steps still open.
    package let step = Member<String>("step")
    package let handover = Member<Bool>("handover")
    package let open = Member<[String]>("open")
    /// A head that an anchor did not note.
    package let anchor = Member<String>("anchor")
    package let head = Member<String>("head")
    /// Of `listen`.
    package let listen = Member<ListenNote>("listen", since: .policyKept)
    package let alert = Member<RecordedAlert>("alert", since: .policyKept)
    package let alerts = Member<[RecordedAlert]>("alerts", since: .policyKept)
    /// Of `timeline`: how much was shown, not what.
    package let command = Member<String>("command")
    package let events = Member<[String: Int64]>("events")
    package let gaps = Member<Int64>("gaps")
    package let weight = Member<Int64>("weight")
    package let from = Member<Timestamp>("from")
    package let to = Member<Timestamp>("to")
    /// A reserve that was not as it was written, and what came by one.
    package let damagedReserve = Member<String>("damagedReserve")
    package let kept = Member<RecordedDetour>("kept")
    package let intentElsewhere = Member<Int64>("intentElsewhere")
    package let who = Member<RecordedActor>("who")
    package let version = Member<String>("version")
    package let config = Member<String>("config")
    package let argv = Member<[String]>("argv")
}

package typealias NoteRecord = Record<NoteMembers>

/// What looked into an intent and left it open.
package enum RecordedLook: String, RecordValue, CaseIterable {
    case resolve
    case readBack = "read back"
}

/// What `listen` notes.
package enum ListenNote: String, RecordValue, CaseIterable {
    /// The sender says that an alert is resolved.
    case resolved
    /// It ended before these were looked at.
    case left
    /// Another incident investigates the same.
    case joined
    /// The verdict could not be told.
    case notify
    /// It was cut short, or the exchange answered nothing: an alert that is sent again is new.
    case unsettled
}

extension NoteRecord {
    package init(text: String?) {
        self.init()
        self.text = text
    }

    init(damagedReserve reason: String) {
        self.init()
        self.damagedReserve = reason
    }

    /// - Parameter step: before which somebody noted it.
    package init(text: String, at step: StepID) {
        self.init(text: text)
        self.step = step.rawValue
    }

    /// An investigation that somebody else goes on with.
    package init(handOver text: String?, after step: StepID, open: [String]) {
        self.init(text: text)
        self.handover = true
        self.step = step.rawValue
        self.open = open
    }

    package init(head: String, notNotedAt anchor: String, _ why: String) {
        self.init(text: "the head \(head) was not noted at the anchor \(anchor): \(why)")
        self.anchor = anchor
        self.head = head
    }

    package init(_ text: String, listen: ListenNote) {
        self.init(text: text)
        self.listen = listen
    }

    /// An intent that was looked into without an answer that settles it.
    package init(unread intent: Int64, by look: RecordedLook, _ why: String) {
        self.init(text: "intent \(intent) is left open: \(why)")
        self.intent = intent
        self.by = look
        self.settled = false
    }
}
