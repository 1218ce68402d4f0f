/// How one instance stood when a verdict was reached: recorded with the verdict, and compared with what it answers
/// right before an action.
package struct InstanceSnapshot: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case answering
        /// By its status command or the operator's word.
        case stopped
        /// Nothing of grinder's answered, and nothing said why.
        case silent
    }

    /// Said of one whose pages cannot be asked for a second time.
    static let unaskable = "cannot be read again"
    /// Two reads of one start differ by the rounding of the uptime and the error of the exchange's clock.
    package static let startToleranceMilliseconds: Int64 = 2_000

    package let name: String
    /// Where it is asked again; `nil` where that must not be written down.
    package let addresses: InstanceAddresses?
    package let state: State
    package let trades: Bool
    /// Of an answering one, when its `/healthz` told.
    package let startedAt: Timestamp?
    /// `nil`: it was not known.
    package let syncs: Bool?

    package init(
        name: String, addresses: InstanceAddresses?, state: State, trades: Bool, startedAt: Timestamp?, syncs: Bool?
    ) {
        self.name = name
        self.addresses = addresses
        self.state = state
        self.trades = trades
        self.startedAt = startedAt
        self.syncs = syncs
    }

    package init(_ report: InstanceReport, word: InstanceRule.OperatorStatement?) {
        name = report.name
        addresses = report.addresses
        state =
            switch report.presence {
            case .running, .anotherMode: .answering
            case .stopped: .stopped
            case .silent: word == .saysStopped ? .stopped : .silent
            }
        trades = report.trades
        startedAt = (try? report.health.get()).flatMap { $0.isAtLatest ? nil : $0.startedAt }
        syncs = state == .answering ? report.syncing.isSyncing : nil
    }

    /// How the instance was seen to change so that the verdict no longer covers it. Falling silent changes nothing, where
    /// it was asked.
    package func outgrown(by now: InstanceReport) -> String? {
        guard state == .answering else {
            let before = state == .stopped ? "was stopped" : "was silent"
            switch now.presence {
            case .running(let by): return "\(name) \(before) and runs now: \(by)"
            case .anotherMode(let mode): return "\(name) \(before) and answers now, with mode \(mode)"
            case .stopped, .silent: return nil
            }
        }
        if let startedAt, case .success(let health) = now.health,
            health.startedAt.milliseconds(since: startedAt) > Self.startToleranceMilliseconds
        {
            return "\(name) was started anew: since \(health.startedAt), and the verdict knew \(startedAt)"
        }
        // Not asked at all, which is no silence of the instance's.
        if startedAt != nil, case .silent = now.presence, case .failure(let problem) = now.health,
            problem.kind == .unreadable || problem.kind == .notAsked
        {
            return "\(name) \(Self.unaskable): \(problem.source): \(problem.detail)"
        }
        if now.trades, !trades { return "\(name) trades now, and did not when the verdict was reached" }
        // What it says of itself on another page does not have to be read for that.
        if trades || now.trades, syncs != true, case .yes(let by) = now.syncing {
            return "\(name) syncs the account now, and takes over what it finds: \(by)"
        }
        return nil
    }
}

/// Where an instance's pages were asked: URLs or files, as they were given.
package struct InstanceAddresses: Sendable, Hashable {
    package let health: String?
    package let metrics: String?
    /// The same for two ways to write one address, without what may be a token: what tells instances apart. `nil` for a
    /// pipe, and where no page is known.
    package let place: String?

    package init(health: String?, metrics: String?, place: String? = nil) {
        self.health = health
        self.metrics = metrics
        self.place = place ?? health ?? metrics
    }
}

extension InstanceSnapshot {
    /// Which of the reports is of this very instance: the one of its place. A name is a word of the configuration or of
    /// one command, and may be another instance's by now: it tells only where neither has a place.
    package func report(among reports: [InstanceReport]) -> InstanceReport? {
        guard let place = addresses?.place else {
            // The pipe of another command has the same name by chance.
            guard !name.hasPrefix("/dev/"), !name.hasPrefix("/proc/") else { return nil }
            return reports.first { $0.name == name && $0.addresses?.place == nil }
        }
        let there = reports.filter { $0.addresses?.place == place }
        // Places that differ in a token alone are told apart by their names.
        return there.count == 1 ? there.first : there.first { $0.name == name }
    }
}

extension [InstanceSnapshot] {
    /// Why a verdict that stood on these no longer holds, by what the instances answer now. One that the verdict did not
    /// know of and that runs may own what it judged.
    package func outgrown(by reports: [InstanceReport]) -> String? {
        for snapshot in self {
            guard let now = snapshot.report(among: reports) else {
                return
                    "\(snapshot.name) \(InstanceSnapshot.unaskable): its address was not recorded; name it in the "
                    + "configuration or GRINDERCTL_HEALTH"
            }
            if let why = snapshot.outgrown(by: now) { return why }
        }
        let known = compactMap { $0.report(among: reports)?.name }
        for report in reports where !known.contains(report.name) {
            guard case .running(let by) = report.presence else { continue }
            return "\(report.name) runs (\(by)), and the verdict did not know of it"
        }
        return nil
    }
}
