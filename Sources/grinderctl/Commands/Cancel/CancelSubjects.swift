import AuditLog
import Binance
import TriageCore

/// From what was typed to the orders a cancel is about: whole ids as they are, a part of one where it means exactly one
/// of the ids that are open or in the audit log.
struct CancelSubjects {
    let session: Session
    let given: Symbol?

    private var identity: Identity { session.settings.identity }

    func named(_ typed: [String]) async throws -> (wanted: [CancelPerformer.Wanted], requests: [RequestRecord]) {
        var wanted: [CancelPerformer.Wanted] = []
        let isWhole = typed.map { ClientOrderIDParts(ClientOrderID($0), prefix: identity.prefix) != nil }
        // A list that could not be read leaves the audit log's ids; the plan shows what was meant, and `--confirm` wants it
        // whole.
        let open = isWhole.contains(false) ? await session.exchange.openIDs(on: given) : OpenIDs()
        for (text, isWhole) in zip(typed, isWhole) {
            let id = isWhole ? ClientOrderID(text) : try unabbreviated(text, open)
            let symbol = try SymbolFlag.symbol(
                of: id, given: given, identity: identity, command: Cancel.name)
            wanted.append(CancelPerformer.Wanted(id: id, symbol: symbol))
        }
        let twice = Set(wanted.map(\.id)).filter { id in wanted.filter { $0.id == id }.count > 1 }.sorted()
        guard twice.isEmpty else {
            throw CommandError(
                .usage, "\(twice.map(\.rawValue).joined(separator: ", ")) is given twice. Nothing was sent.")
        }
        return (wanted, open.requests)
    }

    private func unabbreviated(_ text: String, _ open: OpenIDs) throws -> ClientOrderID {
        var ids = open.symbols.keys.map { ClientOrderID($0) }
        if let store = session.investigation.store {
            ids += try reading(nothingSent: true) { () throws(AuditFailure) in try store.orders(naming: text) }.map {
                ClientOrderID($0)
            }
        }
        switch AbbreviatedID(text, prefix: identity.prefix, among: ids) {
        case .none:
            if let problem = open.unread, given == nil, text.hasPrefix(identity.prefix) {
                throw CommandError.incomplete(text, problem, consequence: "Nothing was sent.")
            }
            return ClientOrderID(text)
        case .whole: return ClientOrderID(text)
        case .one(let id):
            if let problem = open.unread {
                throw CommandError(
                    unanswered: problem, what: "\(text) could be \(id), and another open order may be meant",
                    consequence: "Nothing was sent.")
            }
            session.notes.note("\(text) is read as \(id), the only match; --confirm takes the whole id")
            return id
        case .several(let ids):
            throw CommandError(
                .usage,
                "\(text) could mean \(ids.prefix(5).map(\.rawValue).joined(separator: ", "))"
                    + (ids.count > 5 ? " or one of \(ids.count - 5) more" : "") + ": type more of it. Nothing was sent."
            )
        }
    }
}
