import TriageCore

/// What makes an alert the same again: its name, its labels and when it began to fire. Annotations, `endsAt` and who
/// tells it do not count.
struct AlertIdentity: Sendable, Hashable {
    /// 32 hexadecimal digits: the first half of a SHA-256.
    let text: String

    init(_ alert: AlertPayload.Alert) {
        // Webhook and API write one moment with other fractions.
        let begin = alert.startsAt.map { Timestamp(iso8601: $0)?.description ?? $0 } ?? ""
        let labels = alert.labels.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        self.init(["alert", begin] + labels)
    }

    /// Of alerts that a payload left out: they have no name of their own.
    init(leftOutOf group: String, _ count: Int, beside alerts: [AlertIdentity]) {
        self.init(["left out", group, String(count)] + alerts.map(\.text).sorted())
    }

    init(recorded text: String) { self.text = text }

    private init(_ words: [String]) {
        // Each with its length: no two lists of words are written alike.
        let bytes = words.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }
        text = String(ContentDigest.sha256(bytes).prefix(32))
    }
}
