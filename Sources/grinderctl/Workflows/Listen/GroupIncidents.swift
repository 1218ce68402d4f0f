import AuditLog
import TriageCore

/// The incident of each group of alerts: the open one that was opened for it, else a new one.
struct GroupIncidents: Sendable {
    let store: AuditStore
    let environment: String
    let context: CommandContext
    /// What a new one's first entry says of who opened it.
    let opening: Opening
    /// Every group's, where the operator has named one.
    let named: String?
    /// Secrets in a group's key must not keep it from being recorded.
    let redaction: ArgumentRedaction

    private static let longestKey = 400

    /// A group's key as it is recorded and compared: bounded, and without what looks like a secret.
    func key(_ group: String) -> String {
        let digest = ContentDigest.sha256(group.utf8).prefix(16)
        let text = redaction.redacted(String(group.prefix(Self.longestKey)))
        return text == group ? text : "\(text)… \(digest)"
    }

    /// The open incident of a group; `nil` where there is none.
    func open(_ group: String) throws(AuditFailure) -> String? {
        if let named { return named }
        let key = key(group)
        let filter = EntryFilter(kinds: [.incidentOpened])
        let ids = try store.entries(matching: filter).filter { entry in
            entry.environment == environment && entry.understood(as: IncidentOpenedRecord.self).group == key
        }.compactMap(\.incident)
        let book = IncidentBook(store: store)
        for id in ids.reversed() where try book.incident(id).status == .open { return id }
        return nil
    }

    /// The open incident of a group, or a new one.
    func join(_ group: String, title: String) throws(AuditFailure) -> String {
        if let id = try open(group) { return id }
        let book = IncidentBook(store: store)
        var id = IncidentID.made(at: context.now(), from: context.newID())
        while try book.incident(id).status != .neverOpened {
            id = IncidentID.made(at: context.now(), from: context.newID())
        }
        let record = IncidentOpenedRecord(title: redaction.redacted(title), group: key(group))
        _ = try store.append(EntryDraft(.incidentOpened, incident: id, record.made(by: opening)))
        return id
    }
}
