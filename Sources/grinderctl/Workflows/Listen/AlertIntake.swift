import AuditLog
import FoundationEssentials
import Listening
import TriageCore

/// Takes payloads one at a time: what is new waits for its investigation, what is told again changes nothing, what is
/// resolved is noted.
actor AlertIntake {
    private var inbox: AlertInbox
    private let incidents: GroupIncidents
    private let metrics: ListenMetrics
    private var isStopped = false
    private var waiter: CheckedContinuation<Void, Never>?

    /// Seconds after which a sender is to try again.
    private static let whenFull = 30
    private static let whenUnwritable = 60

    init(_ incidents: GroupIncidents, metrics: ListenMetrics, remembering earlier: [AlertIdentity]) {
        self.incidents = incidents
        self.metrics = metrics
        inbox = AlertInbox(remembering: earlier)
    }

    var length: Int { inbox.waiting.count }

    /// The answer to one payload. Alertmanager sends again what was answered 503; what of it waits already is a repeat
    /// then.
    func take(_ bytes: [UInt8]) -> Reply {
        guard !isStopped else { return .busy("this listener is ending", retryAfter: Self.whenFull) }
        let payload: AlertPayload
        do throws(CommandError) {
            payload = try AlertPayload.read(Data(bytes))
        } catch {
            return .problem(400, "these are no alerts")
        }
        var tally = Tally(group: payload.group ?? Self.group(of: payload.alerts))
        do throws(AuditFailure) {
            for alert in payload.alerts { try take(alert, &tally) }
            try takeGaps(of: payload, &tally)
        } catch {
            metrics.count(.refused)
            return .busy("the audit log cannot be written", retryAfter: Self.whenUnwritable)
        }
        if tally.counts[.refused] != nil {
            return .busy("\(AlertInbox.most) investigations wait already", retryAfter: Self.whenFull)
        }
        let counts = ListenMetrics.Fate.allCases.map { "\"\($0.rawValue)\":\(tally.counts[$0, default: 0])" }
        return Reply(202, "{\(counts.joined(separator: ","))}\n")
    }

    /// Waits for the next one; `nil` once ``stop()`` was called.
    func next() async -> AlertInbox.Waiting? {
        while !isStopped {
            if let next = inbox.next() { return next }
            await withCheckedContinuation { waiter = $0 }
        }
        return nil
    }

    /// Takes no more; returns what nobody will come to.
    func stop() -> [AlertInbox.Waiting] {
        isStopped = true
        wake()
        return inbox.clear()
    }

    /// They came to no verdict that is recorded: told again, they are new.
    func forget(_ waiting: AlertInbox.Waiting) { inbox.forget(waiting.identities) }

    private struct Tally {
        let group: String
        var incident: String?
        var identities: [AlertIdentity] = []
        var counts: [ListenMetrics.Fate: Int] = [:]
    }

    private func take(_ alert: AlertPayload.Alert, _ tally: inout Tally) throws(AuditFailure) {
        let identity = AlertIdentity(alert)
        tally.identities.append(identity)
        guard AlertPayload.isOurs(alert) else { return count(.skipped, &tally) }
        if alert.status == "resolved" { return try resolve(alert, identity, &tally) }
        guard let matter = AlertInbox.Matter(alert) else { return count(.skipped, &tally) }
        let kept = alert.bounded.recordable(incidents.redaction)
        try take(kept, identity, about: AlertInbox.Matter(kept) ?? matter, leftOut: 0, &tally)
    }

    private func take(
        _ alert: AlertPayload.Alert?, _ identity: AlertIdentity, about matter: AlertInbox.Matter, leftOut: Int,
        _ tally: inout Tally
    ) throws(AuditFailure) {
        if inbox.isKnown(identity) { return count(.repeated, &tally) }
        guard inbox.hasRoom(for: matter) else { return count(.refused, &tally) }
        let incident: String
        if let known = tally.incident {
            incident = known
        } else {
            incident = try incidents.join(tally.group, title: "alerts: \(matter.words)")
            tally.incident = incident
        }
        switch inbox.take(alert, identity, about: matter, leftOut: leftOut, incident: incident) {
        case .queued:
            count(.queued, &tally)
            wake()
        case .joined: count(.joined, &tally)
        case .repeated: count(.repeated, &tally)
        case .full: count(.refused, &tally)
        }
    }

    /// Alerts that the payload does not show: what they asked for is not known.
    private func takeGaps(of payload: AlertPayload, _ tally: inout Tally) throws(AuditFailure) {
        let count = payload.truncated + payload.unreadable
        guard count > 0 else { return }
        let identity = AlertIdentity(leftOutOf: tally.group, count, beside: tally.identities)
        let matter = AlertInbox.Matter(type: "alerts left out", instance: incidents.key(tally.group))
        try take(nil, identity, about: matter, leftOut: count, &tally)
    }

    /// Recorded, and nothing else: that a rule no longer fires closes neither an incident nor an investigation.
    private func resolve(
        _ alert: AlertPayload.Alert, _ identity: AlertIdentity, _ tally: inout Tally
    ) throws(AuditFailure) {
        guard inbox.resolve(identity) else { return count(.repeated, &tally) }
        let kept = alert.bounded.recordable(incidents.redaction)
        var incident = tally.incident
        if incident == nil { incident = try incidents.open(tally.group) }
        let words = [kept.name, kept.labels["type"], kept.labels["symbol"], kept.labels["instance"]]
            .compactMap(\.self).joined(separator: " ")
        var note = NoteRecord(
            "\(words) is resolved, says its sender. That closes nothing: the findings remain.", listen: .resolved)
        note.alert = RecordedAlert(kept)
        _ = try incidents.store.append(EntryDraft(.note, incident: incident, note))
        count(.resolved, &tally)
    }

    private func count(_ fate: ListenMetrics.Fate, _ tally: inout Tally) {
        tally.counts[fate, default: 0] += 1
        metrics.count(fate)
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }

    /// Of a payload that names no group: alerts of the same names belong together.
    private static func group(of alerts: [AlertPayload.Alert]) -> String {
        let names = Set(alerts.map(\.name)).sorted().prefix(10)
        return "without a group: \(names.joined(separator: ", "))"
    }
}

extension AlertInbox {
    /// Another alert about this could wait.
    func hasRoom(for matter: Matter) -> Bool { waiting.count < Self.most || waiting.contains { $0.matter == matter } }
}

extension AlertPayload.Alert {
    /// Without what looks like a secret: the audit log would refuse all of it.
    func recordable(_ redaction: ArgumentRedaction) -> AlertPayload.Alert {
        var copy = self
        copy.labels = Dictionary(
            labels.map { name, value in
                let pair = "\(name)=\(value)"
                let isSafe = redaction.redacted(pair) == pair && redaction.redacted(value) == value
                return (redaction.redacted(name), isSafe ? value : ArgumentRedaction.mark)
            }, uniquingKeysWith: { first, _ in first })
        copy.mutedBy = mutedBy.map { redaction.redacted($0) }
        copy.startsAt = startsAt.map { redaction.redacted($0) }
        copy.endsAt = endsAt.map { redaction.redacted($0) }
        return copy
    }
}
