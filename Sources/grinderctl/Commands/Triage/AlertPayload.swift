import FoundationEssentials
import JSON
import TriageCore

/// The alerts of one payload: Alertmanager's webhook (version 4), its `GET /api/v2/alerts`, `amtool -o json`, Prometheus'
/// `GET /api/v1/alerts`, Grafana's webhook. Fields that a triage does not need are not read.
struct AlertPayload: Sendable {
    let alerts: [Alert]
    /// Entries of the list that are no alerts.
    var unreadable = 0
    /// Alerts that Alertmanager left out of the webhook (`truncatedAlerts`).
    var truncated = 0
    /// `groupKey` of a webhook: what Alertmanager tells together, again and again.
    var group: String?

    struct Alert: Sendable, Hashable {
        /// `firing`, `resolved`, `pending`, or another word as it came. A silenced alert fires all the same.
        let status: String
        var labels: [String: String]
        /// As it came; it tells one firing from the next.
        var startsAt: String?
        var endsAt: String?
        /// `silenced by 4f1c…`, `inhibited by …`; nobody is paged for such an alert.
        var mutedBy: String?

        var name: String { labels["alertname"] ?? "an alert without a name" }
    }

    static func read(_ data: Data) throws(CommandError) -> AlertPayload {
        guard let json = json(data), let list = json.alertList, json["status"]?.told != "error" else {
            throw notAlerts
        }
        let alerts = list.compactMap(Alert.init)
        let truncated = leftOut(json["truncatedAlerts"])
        guard !alerts.isEmpty || list.isEmpty else { throw notAlerts }
        return AlertPayload(
            alerts: alerts, unreadable: list.count - alerts.count, truncated: truncated, group: json["groupKey"]?.told)
    }

    /// Read as widely as is safe: whoever saves one from a Windows shell may have saved it as UTF-16, whoever cuts alerts out
    /// by hand leaves a comma behind the last.
    private static func json(_ data: Data) -> JSONValue? {
        let rules = JSONRules(
            refusesRepeatedNames: false, maximumDepth: 512, allowsByteOrderMark: true, allowsTrailingComma: true)
        let text = encoding(data).flatMap { String(data: data, encoding: $0) }
        return try? JSONReader.value(text.map { Array($0.utf8) } ?? Array(data), rules)
    }

    /// `nil` for UTF-8. UTF-16 begins with its mark, or with a NUL in the first character, which JSON has in ASCII.
    private static func encoding(_ data: Data) -> String.Encoding? {
        let first = Array(data.prefix(2))
        switch (first.first, first.last) {
        case (0xFF, 0xFE), (0xFE, 0xFF): return .utf16
        case (0, _): return .utf16BigEndian
        case (_, 0): return .utf16LittleEndian
        default: return nil
        }
    }

    /// A number that cannot be read still says that some were left out.
    private static func leftOut(_ json: JSONValue?) -> Int {
        switch json {
        case nil, .null?: 0
        case let stated?: stated.told.flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 } ?? 1
        }
    }

    private static var notAlerts: CommandError {
        CommandError(
            .badData,
            "this isn't an alert payload: expected an Alertmanager or Grafana webhook, or a list of alerts with labels. "
                + "Nothing was asked.")
    }

    /// What a firing alert asks for; every alert has its line, one that asks for nothing says why.
    enum Task: Sendable, Hashable {
        /// With the id and the symbol its labels name, where they do.
        case triage(Mismatch, ClientOrderID?, Symbol?)
        case checkState
        /// One of ours that does not say what to look at.
        case unclear(String)
        case skipped(String)
    }

    /// By `alertname`.
    static let ofMismatches: Set<String> = ["ReconcileMismatchDetected", "ReconcileMismatchSpike"]
    static let ofState: Set<String> = ["ReconcileSnapshotStale", "ReconcileLoopDown", "ReconcileNotRunning"]

    /// It means something to this tool, whatever its status.
    static func isOurs(_ alert: Alert) -> Bool {
        alert.mismatch != nil || ofMismatches.contains(alert.name) || ofState.contains(alert.name)
    }

    static func task(of alert: Alert) -> Task {
        guard isOurs(alert) else { return .skipped("\(alert.name): grinderctl doesn't handle this alert") }
        guard alert.status != "resolved", alert.status != "pending", alert.status != "inactive" else {
            return .skipped("\(alert.name) is \(alert.status)")
        }
        guard alert.status == "firing" else { return .unclear("\(alert.name) has the unknown status \(alert.status)") }
        if let word = alert.strangeSymbol { return .unclear("\(alert.name) names \(word), which isn't a symbol") }
        if let word = alert.strangeID {
            return .unclear("\(alert.name) names \(word), which isn't a client order id")
        }
        if let mismatch = alert.mismatch { return .triage(mismatch, alert.clientOrderID, alert.symbol) }
        if ofState.contains(alert.name) { return .checkState }
        let type = alert.labels["type"].flatMap { $0.isEmpty ? nil : $0 }
        return .unclear(
            type.map { "\(alert.name) names the unknown type \($0)" }
                ?? "\(alert.name) has no type label, so it's unclear which mismatch it means")
    }
}

extension AlertPayload.Alert {
    /// `type` first; whoever relabels calls it otherwise.
    fileprivate var mismatch: Mismatch? {
        labels["type"].flatMap(Mismatch.init(rawValue:))
            ?? labels.sorted { $0.key < $1.key }.lazy.compactMap { Mismatch(rawValue: $0.value) }.first
    }

    fileprivate var clientOrderID: ClientOrderID? {
        ["client_order_id", "clientOrderId", "cid"].lazy.compactMap { labels[$0] }.first { !$0.isEmpty }
            .map { ClientOrderID($0) }
    }

    /// The exchange takes no other ids than of these bytes, and one that begins with a dash is a flag in a command.
    fileprivate var strangeID: String? {
        guard let text = clientOrderID?.rawValue else { return nil }
        let isPossible = text.utf8.count <= 36 && !text.hasPrefix("-") && text.isPlain(with: ".:/_-")
        return isPossible ? nil : text
    }

    fileprivate var symbol: Symbol? {
        labels["symbol"].flatMap { Symbol($0) ?? Symbol($0.uppercased()) ?? PastedText.symbol(typed: $0) }
    }

    /// Left out, the alert would be taken for one of all symbols.
    fileprivate var strangeSymbol: String? {
        labels["symbol"].flatMap { $0.isEmpty || symbol != nil ? nil : $0 }
    }

    /// `nil` for what has no labels, or nothing else of an alert.
    fileprivate init?(_ json: JSONValue) {
        guard case .object(let members) = json, case .object(let labels)? = members["labels"] else { return nil }
        let marks = ["status", "state", "startsAt", "activeAt", "fingerprint"]
        guard labels["alertname"] != nil || marks.contains(where: { members[$0] != nil }) else { return nil }
        self.labels = Dictionary(
            uniqueKeysWithValues: labels.compactMap { label in label.value.told.map { (label.name, $0) } })
        let word = members["status"]?["state"]?.told ?? members["status"]?.told ?? members["state"]?.told
        // `active`, `suppressed` (silenced or inhibited) and `unprocessed` are Alertmanager's words for what fires.
        let firing = ["active", "suppressed", "unprocessed", "alerting"]
        status = word.map { firing.contains($0.lowercased()) ? "firing" : $0.lowercased() } ?? "firing"
        startsAt = (members["startsAt"] ?? members["activeAt"])?.told
        endsAt = members["endsAt"]?.told
        mutedBy = Self.muting(members["status"], isSuppressed: word?.lowercased() == "suppressed")
    }

    private static func muting(_ status: JSONValue?, isSuppressed: Bool) -> String? {
        let ways = [("silencedBy", "silenced by"), ("inhibitedBy", "inhibited by")].compactMap {
            key, words -> String? in
            guard case .array(let names)? = status?[key], !names.isEmpty else { return nil }
            return "\(words) \(names.compactMap(\.told).joined(separator: " "))"
        }
        if !ways.isEmpty { return ways.joined(separator: ", ") }
        return isSuppressed ? "silenced or inhibited" : nil
    }
}

extension JSONValue {
    /// Numbers are told as text.
    fileprivate var told: String? { stringValue ?? numberText ?? boolValue.map { $0 ? "true" : "false" } }

    /// A list, or the list of a webhook or of an answer of Prometheus'; of `GET /api/v2/alerts/groups` those of all groups.
    fileprivate var alertList: [JSONValue]? {
        if let list = arrayValue {
            return list.flatMap { entry in
                entry["receiver"] == nil ? [entry] : entry["alerts"]?.arrayValue ?? [entry]
            }
        }
        return self["alerts"]?.arrayValue ?? self["data"]?["alerts"]?.arrayValue
    }
}
