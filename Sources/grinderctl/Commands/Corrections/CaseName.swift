import AuditLog
import TriageCore

/// An incident or investigation as somebody typed it: an incident in any case, an investigation by its beginning.
struct CaseName {
    let store: AuditStore

    private static let mostIncidents = 10_000
    private static let shortest = 4

    /// As it is recorded; what was typed where nothing is.
    func incident(_ typed: String) throws(CommandError) -> String {
        try reading { () throws(AuditFailure) in
            guard try !store.holds(typed, in: .incident) else { return typed }
            let known = try store.values(of: .incident, near: typed, limit: Self.mostIncidents)
            let same = known.filter { $0.lowercased() == typed.lowercased() }
            return same.count == 1 ? same[0] : typed
        }
    }

    /// - Throws: 64 where several investigations begin so.
    func incidentOrInvestigation(_ typed: String) throws(CommandError) -> String {
        let incident = try self.incident(typed)
        let (isKnown, found) = try reading { () throws(AuditFailure) in
            let isKnown = try store.holds(incident, in: .incident)
            let beginning = typed.lowercased()
            return (
                isKnown,
                isKnown || beginning.count < Self.shortest
                    ? [] : try store.investigations(beginning: beginning, limit: 5)
            )
        }
        if isKnown || found.isEmpty || found.contains(typed) { return incident }
        guard found.count == 1 else {
            throw CommandError(
                .usage, "\(typed) could be any of these investigations: \(found.joined(separator: ", "))",
                try: "grinderctl audit show \(found[0])")
        }
        return found[0]
    }
}
