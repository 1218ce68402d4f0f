import FoundationEssentials
import TriageCore

/// Alertmanager's webhook JSON (version 4), as far as a triage needs it.
struct AlertPayload: Decodable, Sendable {
    let alerts: [Alert]

    struct Alert: Decodable, Sendable {
        let status: String
        let labels: [String: String]

        var name: String { labels["alertname"] ?? "without a name" }
    }

    static func read(_ data: Data) throws(Complaint) -> AlertPayload {
        guard let payload = try? JSONDecoder().decode(AlertPayload.self, from: data), !payload.alerts.isEmpty else {
            throw Complaint(
                .badData,
                "this is no Alertmanager webhook payload: no alerts with status and labels. Nothing was asked.")
        }
        return payload
    }

    /// What a firing alert asks for; every alert has its line, one that asks for nothing says why.
    enum Task: Sendable, Hashable {
        case triage(Mismatch)
        case checkState
        case skipped(String)
    }

    static func task(of alert: Alert) -> Task {
        guard alert.status == "firing" else { return .skipped("\(alert.name) is \(alert.status)") }
        switch alert.name {
        case "ReconcileMismatchDetected":
            guard let type = alert.labels["type"] else { return .skipped("\(alert.name) names no type") }
            return Mismatch(rawValue: type).map(Task.triage) ?? .skipped("\(alert.name) names an unknown type \(type)")
        case "ReconcileSnapshotStale", "ReconcileNotRunning":
            return .checkState
        default:
            return .skipped("\(alert.name) is not an alert of this tool's")
        }
    }
}
