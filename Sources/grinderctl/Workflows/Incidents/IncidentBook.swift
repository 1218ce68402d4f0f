import AuditLog
import TriageCore

/// An incident as the audit log tells it: what was opened and closed under its id, and what belongs to it.
struct Incident: Sendable, Hashable {
    enum Status: String, Sendable, Hashable, CaseIterable {
        case open, closed
        /// Investigations name it, but nobody opened it.
        case neverOpened = "never-opened"
    }

    struct Moment: Sendable, Hashable {
        let time: String
        let by: String
    }

    let id: String
    var status = Status.neverOpened
    var title: String?
    var opened: Moment?
    var closed: Moment?
    var reason: String?
    var investigations = 0
    var actions = 0

    fileprivate mutating func take(_ entry: AuditEntry) {
        switch entry.kind {
        case .incidentOpened?:
            status = .open
            title = entry.understood(as: IncidentOpenedRecord.self).title ?? title
            opened = opened ?? Moment(time: entry.ts, by: entry.operator)
            closed = nil
            reason = nil
        case .incidentClosed?:
            status = .closed
            closed = Moment(time: entry.ts, by: entry.operator)
            reason = entry.understood(as: IncidentClosedRecord.self).reason
        case .investigationOpened?: investigations += 1
        case .actionIntent?: actions += 1
        default: break
        }
    }
}

/// The incidents of an audit log.
struct IncidentBook {
    let store: AuditStore

    /// What is known of one id; its status is `never-opened` where nothing is.
    func incident(_ id: String) throws(AuditFailure) -> Incident {
        var incident = Incident(id: id)
        for entry in try store.entries(matching: EntryFilter(kinds: Self.telling, incident: id)) {
            incident.take(entry)
        }
        return incident
    }

    /// In the order in which they first appear. Of investigations and requests only the number is read: they are most of
    /// a long log, and few of them belong to an incident.
    func all() throws(AuditFailure) -> [Incident] {
        var incidents: [String: Incident] = [:]
        var first: [String: Int64] = [:]
        for count in try store.incidentCounts(of: [.investigationOpened, .actionIntent]) {
            var incident = incidents[count.incident] ?? Incident(id: count.incident)
            if count.kind == .actionIntent {
                incident.actions = count.count
            } else {
                incident.investigations = count.count
            }
            incidents[count.incident] = incident
            first[count.incident] = min(first[count.incident] ?? count.first, count.first)
        }
        for entry in try store.entries(matching: EntryFilter(kinds: [.incidentOpened, .incidentClosed])) {
            guard let id = entry.incident else { continue }
            incidents[id, default: Incident(id: id)].take(entry)
            first[id] = min(first[id] ?? entry.seq, entry.seq)
        }
        return incidents.values.sorted { first[$0.id, default: 0] < first[$1.id, default: 0] }
    }

    private static let telling: Set<AuditKind> = [
        .incidentOpened, .incidentClosed, .investigationOpened, .actionIntent,
    ]

    /// Warns when an id that a command is attached to was never opened or is closed: a typing error would scatter a case.
    func pointOut(_ id: String, as environment: String, _ notes: Notes) throws(AuditFailure) {
        let incident = try incident(id)
        switch incident.status {
        case .open: return
        case .neverOpened:
            notes.warn(
                "no incident \(id) was opened in \(environment); this is recorded under it anyway. "
                    + "Open it with grinderctl incident open \(Printable.shellWord(id)) --title TEXT")
        case .closed:
            let closing = incident.closed.map { " at \($0.time) by \($0.by)" } ?? ""
            notes.warn("the incident \(id) was closed\(closing); this is recorded under it anyway")
        }
    }
}
