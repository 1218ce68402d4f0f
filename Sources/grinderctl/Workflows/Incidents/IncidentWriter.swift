import AuditLog
import Binance
import JSON
import TriageCore

/// What the commands that write about an incident hold open: the audit log, and nothing that speaks to the exchange.
struct IncidentWriter {
    let store: AuditStore
    let book: IncidentBook
    private let opening: Opening

    /// - Parameter access: only opening an incident may begin a log.
    ///
    /// A note is taken although an entry far from the end was tampered with, which is warned about: what a person saw
    /// is worth more in such a log than lost. The last entry itself must be sound, for the note is chained to it.
    static func open(
        _ shared: SharedOptions, at context: CommandContext, access: AuditStore.Access = .amend
    ) throws -> IncidentWriter {
        let reader = try SettingsReader(shared, environment: context.environment)
        // No key is needed; one that is there must not be written down. Nobody is asked for one.
        let secrets = reader.credentials.atHand
        let store = try AuditOpening(context: context, environment: reader.label.rawValue)
            .open(try reader.auditPath(), access, forbidding: secrets)
        let found = try reading { () throws(AuditFailure) in try store.checkEnd() }
        if let why = found.why {
            context.console.error(
                "warning: the audit log was tampered with (\(Printable.line(why))); see grinderctl audit verify\n")
        }
        return IncidentWriter(
            store: store, book: IncidentBook(store: store),
            opening: Opening(at: context, secrets: secrets, configuration: reader.configuration.digest))
    }

    /// Appends an entry about the incident that says who wrote it.
    func record<Members: MakingMembers>(
        _ kind: AuditKind, _ id: String, _ record: Record<Members>
    ) throws(CommandError) -> AuditPosition {
        do throws(AuditFailure) {
            return try store.append(EntryDraft(kind, incident: id, record.made(by: opening)))
        } catch {
            guard error.kind == .secret else { throw CommandError(error, nothingSent: true) }
            throw CommandError(
                .usage, "this looks like it contains a key, secret or signature. Nothing was recorded.")
        }
    }

    func incident(_ id: String) throws(CommandError) -> Incident {
        try reading { () throws(AuditFailure) in try book.incident(id) }
    }

    /// The incident, when it was opened and not closed since.
    func openIncident(_ id: String, toBe what: String) throws -> Incident {
        let incident = try self.incident(id)
        switch incident.status {
        case .open: return incident
        case .closed:
            let closing = incident.closed.map { " at \($0.time) by \($0.by)" } ?? ""
            throw CommandError(
                .usage, "the incident \(id) was closed\(closing). Nothing was \(what).",
                try: "grinderctl incident open \(Printable.shellWord(id))")
        case .neverOpened:
            throw CommandError(
                .inputMissing, "no incident \(id) was opened. Nothing was \(what).", try: "grinderctl incident list")
        }
    }
}

/// An incident's id as it may be written.
enum IncidentID {
    static let longest = 100

    /// - Parameter origin: where it stands, if not among the arguments.
    static func read(_ text: String, from origin: SettingOrigin? = nil) throws(CommandError) -> String {
        let id = text.trimmed
        guard !id.isEmpty, id.utf8.count <= longest, !id.hasPrefix("-"),
            !id.unicodeScalars.contains(where: { Printable.isUnsafe($0) || $0.properties.isWhitespace })
        else {
            throw CommandError(
                .usage,
                "\(origin.map { "\($0): " } ?? "")an incident id has 1 to \(longest) characters and no spaces: "
                    + "for example INC-42")
        }
        return id
    }

    /// `inc-20260308-1200-3f2a`: sorts by time, and can be said on the telephone.
    static func made(at now: Timestamp, from seed: String) -> String {
        let digits = now.description.filter(\.isNumber)
        return "inc-\(digits.prefix(8))-\(digits.dropFirst(8).prefix(4))-\(seed.filter(\.isHexDigit).prefix(4))"
    }
}

extension Incident {
    var json: JSONValue {
        .object([
            ("id", .string(id)), ("status", .string(status.rawValue)), ("title", .string(orNull: title)),
            ("openedAt", .string(orNull: opened?.time)), ("openedBy", .string(orNull: opened?.by)),
            ("closedAt", .string(orNull: closed?.time)), ("closedBy", .string(orNull: closed?.by)),
            ("reason", .string(orNull: reason)), ("investigations", .integer(Int64(investigations))),
            ("actions", .integer(Int64(actions))),
        ])
    }
}

extension AuditPosition {
    /// As `audit` in JSON, of an entry that belongs to no investigation.
    var json: JSONValue {
        .object([
            ("investigation", .null), ("firstSeq", .integer(seq)), ("lastSeq", .integer(seq)),
            ("head", .string(description)),
        ])
    }
}
