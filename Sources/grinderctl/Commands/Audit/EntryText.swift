import AuditLog
import TriageCore

/// An entry for a person.
struct EntryText {
    let entry: AuditEntry
    let palette: Palette

    /// Columns as stored.
    static func json(_ entry: AuditEntry) -> OrderedJSON {
        .object(entry.columns.map { ($0.name, OrderedJSON($0.value)) })
    }

    /// `12  2026-03-08T12:00:00.000Z  verdict  orphaned  grinder_d_…`
    var line: String {
        let isOfIncident = entry.investigation == nil
        let subject = entry.clientOrderID ?? entry.symbol ?? (isOfIncident ? entry.incident : nil) ?? ""
        let parts = [String(entry.seq), entry.ts, palette.bold(Printable.line(entry.kindText)), gist, subject]
        return ([parts[0], parts[1], parts[2]] + parts[3...].map(Printable.line).filter { !$0.isEmpty })
            .joined(separator: "  ")
    }

    var block: String {
        var lines = [line, "    by \(entry.operator) on \(entry.host), \(entry.environment)"]
        if let investigation = entry.investigation { lines.append("    investigation \(investigation)") }
        if let incident = entry.incident { lines.append("    incident \(incident)") }
        lines += outline(isInItsCase: false).map { "    \($0)" }
        lines.append("    hash \(entry.hash)")
        return ([lines[0]] + lines.dropFirst().map(Printable.line)).joined(separator: "\n") + "\n"
    }

    /// The payload for people; what cannot be read as one of ours is shown as it is stored.
    /// - Parameter isInItsCase: what is absent, or stands in the heading of its case or beside it, is left out.
    func outline(isInItsCase: Bool) -> [String] {
        guard let payload = try? entry.payload() else { return [entry.payloadText] }
        guard var members = payload.objectValue else { return PayloadOutline.lines(payload) }
        if isInItsCase {
            members = members.filter { ![.null, .array([]), .object([:])].contains($0.value) }
            for name in ["station"] + told { members[name] = nil }
        }
        guard let who = Opening.line(of: payload) else { return PayloadOutline.lines(.object(members)) }
        var lines = ["who: \(who)"]
        if let words = members["argv"]?.arrayValue?.compactMap(\.stringValue) {
            lines.append("typed: \(Printable.shellLine(words))")
        }
        members["who"] = nil
        members["argv"] = nil
        return lines + PayloadOutline.lines(.object(members))
    }

    /// The members that ``gist`` tells.
    private var told: [String] {
        switch entry.kind {
        case .verdict?: ["code"]
        case .step?: ["id", "status"]
        case .answer?: ["step", "text"]
        case .investigationOpened?: ["command", "version"]
        case .actionPlanned?, .actionIntent?: ["action"]
        case .actionOutcome?, .actionVerified?: ["outcome", "action"]
        case .actionResolved?: ["detail"]
        case .incidentOpened?: ["title", "version"]
        case .incidentClosed?: ["reason", "version"]
        case .note?: ["text", "version"]
        default: []
        }
    }

    /// The word of the payload that says most.
    var gist: String {
        guard let payload = try? entry.payload() else { return "" }
        switch entry.kind {
        case .verdict?: return payload["code"]?.stringValue ?? ""
        case .step?: return "\(payload["id"]?.stringValue ?? ""): \(payload["status"]?.stringValue ?? "")"
        case .answer?: return "\(payload["step"]?.stringValue ?? "")=\(payload["text"]?.stringValue ?? "unanswered")"
        case .investigationOpened?: return payload["command"]?.stringValue ?? ""
        case .actionPlanned?, .actionIntent?:
            let overrides = (payload["overrides"]?.arrayValue ?? []).compactMap(\.stringValue)
            let loosened = overrides.contains("policy-loosened") ? " --policy-loosened" : ""
            return (payload["action"]?.stringValue ?? "") + loosened
        case .actionRefused?: return refusals(payload)
        case .actionOutcome?, .actionVerified?: return payload["outcome"]?.stringValue ?? ""
        case .actionResolved?: return payload["detail"]?.stringValue ?? ""
        case .incidentOpened?: return payload["title"]?.stringValue ?? ""
        case .incidentClosed?: return payload["reason"]?.stringValue ?? ""
        case .note?: return payload["text"]?.stringValue ?? ""
        default: return ""
        }
    }

    private func refusals(_ payload: JSONValue) -> String {
        let gates = payload["gates"]?.arrayValue ?? []
        let refused = gates.filter { $0["status"]?.stringValue == "refused" }.compactMap { $0["code"]?.stringValue }
        return refused.isEmpty ? payload["because"]?.stringValue ?? "" : refused.joined(separator: ", ")
    }
}
