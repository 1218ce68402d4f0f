import AuditLog
import TriageCore

/// A reset that an earlier command began, as the audit log tells it.
struct PreviousReset {
    let id: String
    /// Where it was begun.
    let accountContext: AccountContext
    let progress: ResetProgress
    /// Its own requests that may have been executed.
    let openIntents: [UnresolvedIntent]

    /// `--resume ID`: nothing of that name ends 66, something else of that name 64.
    static func read(_ id: String, from store: AuditStore, in session: Session) throws -> PreviousReset {
        let (entries, open) = try reading(nothingSent: true) { () throws(AuditFailure) in
            (
                try store.entries(matching: EntryFilter(kinds: [.investigationOpened, .resetStep], investigation: id)),
                try store.openIntents()
            )
        }
        guard let opening = entries.first(where: { $0.kind == .investigationOpened }) else {
            throw CommandError(
                .inputMissing, "there is no reset \(id) in this audit log. Nothing was sent.",
                try: session.attempt("audit", "list"))
        }
        let opened = try reading(nothingSent: true) { () throws(AuditFailure) in
            try store.record(OpenedRecord.self, of: opening)
        }
        let command = opened.command ?? "another command"
        guard command == Reset.name, let accountContext = opened.accountContext else {
            throw CommandError(
                .usage, "\(id) is the investigation of \(command), not of a reset. Nothing was sent.",
                try: session.attempt("audit", "show", id))
        }
        // What a row says that is not understood may be that something was done already.
        let rows = try reading(nothingSent: true) { () throws(AuditFailure) in
            var rows: [ResetStepRecord] = []
            for entry in entries where entry.kind == .resetStep {
                rows.append(try store.record(ResetStepRecord.self, of: entry))
            }
            return rows
        }
        let progress = ResetProgress(events: rows.compactMap(\.event))
        guard progress.hasBegun else {
            throw CommandError(
                .usage, "\(id) was only a plan or was refused: it never started. Nothing was sent.",
                try: session.attempt("reset"))
        }
        return PreviousReset(
            id: id, accountContext: accountContext, progress: progress,
            openIntents: open.filter { $0.entry.investigation == id }.map { UnresolvedIntent($0.entry) })
    }
}
