import TriageCore

/// The alerts that wait for their investigation, and those that were told before. A value without clock or effects: what
/// is to be recorded or answered is for whoever asks.
struct AlertInbox: Sendable {
    /// So many investigations may wait.
    static let most = 64
    /// So many alerts are remembered; the oldest is forgotten first.
    static let mostRemembered = 20_000
    /// Alerts kept of one that waits; they mean the same thing.
    static let mostAlike = 100

    /// Waiting alerts of one type, symbol and instance are one.
    struct Matter: Sendable, Hashable {
        let type: String
        let symbol: String
        let instance: String

        init(type: String, symbol: String = "", instance: String = "") {
            self.type = type
            self.symbol = symbol
            self.instance = instance
        }

        /// `nil` for what asks for nothing.
        init?(_ alert: AlertPayload.Alert) {
            let labels = alert.labels
            let type: String
            switch AlertPayload.task(of: alert) {
            case .triage(let mismatch, _, _): type = mismatch.rawValue
            case .checkState: type = "check state"
            case .unclear(let why): type = why
            case .skipped: return nil
            }
            self.init(type: type, symbol: labels["symbol"] ?? "", instance: labels["instance"] ?? "")
        }

        var words: String { [type, symbol, instance].filter { !$0.isEmpty }.joined(separator: " ") }
    }

    struct Waiting: Sendable, Hashable {
        let matter: Matter
        private(set) var alerts: [AlertPayload.Alert] = []
        private(set) var identities: [AlertIdentity] = []
        /// Alerts that are not among `alerts`.
        fileprivate(set) var leftOut = 0
        /// The incidents of the groups that told them, the first one first.
        private(set) var incidents: [String] = []

        fileprivate init(_ matter: Matter) { self.matter = matter }

        fileprivate mutating func take(_ alert: AlertPayload.Alert?, _ identity: AlertIdentity, _ incident: String) {
            if !incidents.contains(incident) { incidents.append(incident) }
            if identities.count < AlertInbox.mostAlike { identities.append(identity) }
            guard let alert else { return }
            if alerts.count < AlertInbox.mostAlike { alerts.append(alert.bounded) } else { leftOut += 1 }
        }

        var payload: AlertPayload { AlertPayload(alerts: alerts, truncated: leftOut) }
    }

    enum Arrival: Sendable, Hashable {
        /// A new investigation waits, or one that waits is about this too.
        case queued, joined
        /// Told before: nothing changes.
        case repeated
        case full
    }

    private(set) var waiting: [Waiting] = []
    private var known = Remembered(AlertInbox.mostRemembered)
    private var over = Remembered(AlertInbox.mostRemembered)

    /// What earlier runs have investigated.
    init(remembering earlier: [AlertIdentity] = []) {
        for identity in earlier { known.insert(identity) }
    }

    func isKnown(_ identity: AlertIdentity) -> Bool { known.contains(identity) }

    /// - Parameter alert: `nil` of alerts that were left out of a payload.
    mutating func take(
        _ alert: AlertPayload.Alert?, _ identity: AlertIdentity, about matter: Matter, leftOut: Int = 0,
        incident: String
    ) -> Arrival {
        guard !known.contains(identity) else { return .repeated }
        if let place = waiting.firstIndex(where: { $0.matter == matter }) {
            known.insert(identity)
            waiting[place].take(alert, identity, incident)
            waiting[place].leftOut += leftOut
            return .joined
        }
        guard waiting.count < Self.most else { return .full }
        known.insert(identity)
        var new = Waiting(matter)
        new.take(alert, identity, incident)
        new.leftOut = leftOut
        waiting.append(new)
        return .queued
    }

    /// Whether this resolved alert is told for the first time.
    mutating func resolve(_ identity: AlertIdentity) -> Bool {
        guard !over.contains(identity) else { return false }
        over.insert(identity)
        return true
    }

    mutating func next() -> Waiting? { waiting.isEmpty ? nil : waiting.removeFirst() }

    /// All that wait: nobody will come to them.
    mutating func clear() -> [Waiting] {
        defer { waiting = [] }
        return waiting
    }

    /// They came to no verdict: told again, they are new.
    mutating func forget(_ identities: [AlertIdentity]) {
        for identity in identities { known.remove(identity) }
    }

    /// The newest of what was seen.
    private struct Remembered: Sendable {
        private let most: Int
        private var members: Set<AlertIdentity> = []
        private var order: [AlertIdentity] = []

        init(_ most: Int) { self.most = most }

        func contains(_ identity: AlertIdentity) -> Bool { members.contains(identity) }

        mutating func insert(_ identity: AlertIdentity) {
            guard members.insert(identity).inserted else { return }
            order.append(identity)
            guard order.count > most + most / 10 else { return }
            let old = order.prefix(order.count - most)
            members.subtract(old)
            order.removeFirst(old.count)
        }

        mutating func remove(_ identity: AlertIdentity) {
            guard members.remove(identity) != nil else { return }
            order.removeAll { $0 == identity }
        }
    }
}

extension AlertPayload.Alert {
    private static let longest = 300
    private static let mostLabels = 40

    /// As much of it as is kept: no label that a triage understands is longer.
    var bounded: AlertPayload.Alert {
        var copy = self
        let kept = labels.sorted { $0.key < $1.key }.prefix(Self.mostLabels)
        let needed = labels.filter { Self.needed.contains($0.key) }
        copy.labels = Dictionary(
            (kept.map { ($0.key, $0.value) } + needed.map { ($0.key, $0.value) }).map {
                (String($0.0.prefix(Self.longest)), String($0.1.prefix(Self.longest)))
            }, uniquingKeysWith: { first, _ in first })
        copy.startsAt = startsAt.map { String($0.prefix(Self.longest)) }
        copy.endsAt = endsAt.map { String($0.prefix(Self.longest)) }
        copy.mutedBy = mutedBy.map { String($0.prefix(Self.longest)) }
        return copy
    }

    private static let needed: Set<String> = [
        "alertname", "type", "symbol", "instance", "client_order_id", "clientOrderId", "cid",
    ]
}
