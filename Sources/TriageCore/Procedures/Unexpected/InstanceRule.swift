/// What the instances prove about a live order of grinder's: the half of the `orphaned` rule that may cost money.
///
/// The obvious rule ("not in the expected state, so cancel it") would cancel a running bot's own grid: shipped grinder
/// starts with an empty expected state, so every order of a running bot looks unexpected.
package struct InstanceRule: Sendable {
    /// Placed closer than this to a start, an order may be either session's.
    package static let startMarginMilliseconds: Int64 = 2_000

    package enum Finding: Sendable, Hashable {
        /// Every instance answers, and every trading one started more than the margin after the order was placed.
        case predates(starts: [Timestamp])
        /// Every instance is stopped, by its status command or by the operator's word.
        case allStopped(byOperator: Bool)
        /// A trading instance started before the order was placed.
        case placedByRunning(name: String, start: Timestamp)
        case undecided(Doubt)
    }

    package enum Doubt: Sendable, Hashable {
        case placementUnknown
        case withinMargin(name: String, start: Timestamp)
        /// It was started then or any time before.
        case startUnknown(name: String, atLatest: Timestamp)
        case noInstanceKnown
        case unreachable(names: [String])
        /// Something answers at these addresses, and it is not grinder; each with what it said.
        case unusable(pages: [String])
        /// A standby that ran when the order was placed: it may have led then, and the order be of its grid.
        case mayHaveLed(name: String, start: Timestamp)
        /// Each with why it counts for none, where it says so.
        case noneTrades([String])
        /// It syncs the account, and so may have taken the order over; what says so.
        case takesOver(name: String, because: String)
        /// Whether it syncs the account is not known.
        case mayTakeOver(name: String, Unavailable)
    }

    package enum OperatorStatement: Sendable, Hashable {
        case saysStopped
        case saysRunning
        case unclear(String)

        package init(_ text: String) {
            switch text.lowercased() {
            case "yes", "y", "true", "stopped": self = .saysStopped
            case "no", "n", "false", "running": self = .saysRunning
            default: self = .unclear(text)
            }
        }
    }

    package let instances: [InstanceReport]
    package let word: OperatorStatement?

    package init(instances: [InstanceReport], word: OperatorStatement?) {
        self.instances = instances
        self.word = word
    }

    /// Instances that are seen to run, whatever anybody says.
    package var contradicting: [String] {
        instances.filter { $0.answersAnything || $0.service == .running }.map(\.name)
    }

    /// The operator says "stopped" while an instance runs: the answer counts for nothing.
    package var isContradicted: Bool { word == .saysStopped && !contradicting.isEmpty }

    /// Whether an operator's answer could decide: nothing is seen to run and nothing has said it is stopped.
    package var needsOperator: Bool { contradicting.isEmpty && !everyStatusSaysStopped }

    package func judge(placedAt: Timestamp?) -> Finding {
        let trading = instances.filter(\.trades)
        let placing = trading.filter { $0.idleness == nil }
        if let running = placedAt.flatMap({ starter(among: placing, before: $0) }) { return running }
        if contradicting.isEmpty {
            // An operator who says that one runs knows of something the status commands do not.
            if everyStatusSaysStopped, word != .saysRunning { return .allStopped(byOperator: false) }
            if word == .saysStopped { return .allStopped(byOperator: true) }
        }
        guard !instances.isEmpty else { return .undecided(.noInstanceKnown) }
        let silent = instances.filter { !$0.answers }
        guard silent.isEmpty else { return .undecided(Self.doubt(about: silent)) }
        guard !placing.isEmpty else { return .undecided(.noneTrades(instances.map(\.nameAndIdleness))) }
        guard let placedAt else { return .undecided(.placementUnknown) }
        return compare(placedAt, with: trading)
    }

    private func starter(among trading: [InstanceReport], before placedAt: Timestamp) -> Finding? {
        for instance in trading {
            guard case .success(let health) = instance.health, placedAt >= health.startedAt else { continue }
            return .placedByRunning(name: instance.name, start: health.startedAt)
        }
        return nil
    }

    private func compare(_ placedAt: Timestamp, with trading: [InstanceReport]) -> Finding {
        var starts: [Timestamp] = []
        for instance in trading {
            guard case .success(let health) = instance.health else { continue }
            guard !health.isAtLatest else {
                return .undecided(.startUnknown(name: instance.name, atLatest: health.startedAt))
            }
            guard health.startedAt.milliseconds(since: placedAt) > Self.startMarginMilliseconds else {
                if instance.idleness != nil {
                    return .undecided(.mayHaveLed(name: instance.name, start: health.startedAt))
                }
                return .undecided(.withinMargin(name: instance.name, start: health.startedAt))
            }
            starts.append(health.startedAt)
        }
        return takeover.map(Finding.undecided) ?? .predates(starts: starts)
    }

    /// A running instance that syncs the account may own an order that is older than its start, whatever it says of its
    /// mode.
    private var takeover: Doubt? {
        for instance in instances {
            switch instance.syncing {
            case .no: continue
            case .yes(let by): return .takesOver(name: instance.name, because: by)
            case .unknown(let problem): return .mayTakeOver(name: instance.name, problem)
            }
        }
        return nil
    }

    private static func doubt(about silent: [InstanceReport]) -> Doubt {
        guard silent.contains(where: { $0.foreignAnswer != nil }) else {
            return .unreachable(names: silent.map(\.name))
        }
        return .unusable(pages: silent.map { "\($0.name) (\($0.silence))" })
    }

    private var everyStatusSaysStopped: Bool {
        !instances.isEmpty && instances.allSatisfy { $0.service == .stopped }
    }
}

extension InstanceReport {
    /// Both pages answer; where there is no `/readyz` to ask (a saved file of `/healthz`), the config says whether it
    /// trades. A `/readyz` that fails is a failed read, whatever the config says.
    package var answers: Bool {
        guard case .success = health else { return false }
        switch readiness {
        case .success: return true
        case .failure(let problem): return problem.kind == .notAsked && statedTrading != nil
        }
    }

    /// `"mode":"trading_loop"` in `/readyz`, or the config entry's `trading: true`.
    package var trades: Bool {
        if statedTrading == true { return true }
        if case .success(let readiness) = readiness { return readiness.mode == Self.tradingMode }
        return false
    }

    /// Why it places nothing at this moment although it runs the trading loop, as grinder's standby does.
    package var idleness: String? {
        guard statedTrading != true, role?.lowercased() == "standby" else { return nil }
        return "it is on standby, so another instance trades"
    }

    /// It runs the loop and places no order, by its own metrics.
    package var isDryRun: Bool { metrics?.port == "noop" }

    fileprivate var nameAndIdleness: String { name + (idleness.map { " (\($0))" } ?? "") }
}
