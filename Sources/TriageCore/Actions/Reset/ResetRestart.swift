/// Step 5: what was stopped is started, the former leader first, and the account looked at once more.
extension FullStateReset {
    private var restartQuestion: Question {
        Question(
            step: ResetStep.restart.definition.id,
            text: "Start \(byHand.map(\.name).joined(separator: ", ")) now. Started?", choices: ["yes", "no"])
    }

    func nextOfRestart() -> ResetEffect {
        guard work.hasLookedAgain else { return .lookAtInstances }
        if let name = toStart.first { return .start(name) }
        if !byHand.isEmpty, !work.hasAskedToStart { return .ask(restartQuestion) }
        if work.orders == nil { return .readOrders }
        return .readPositions
    }

    private func runs(_ instance: ResetInstances.Instance) -> Bool {
        switch instances.presence(instance) {
        case .running, .anotherMode: true
        case .stopped, .silent: false
        }
    }

    /// What this reset stopped; when it stopped nothing, whatever has a start command.
    private var wanted: [ResetInstances.Instance] {
        let byCommand = instances.stoppedByCommand.union(progress.stopped)
        let stopped = instances.known.filter { byCommand.contains($0.name) }
        let all = stopped.isEmpty ? instances.known.filter { $0.hasStart || $0.isConfigured } : stopped
        let leader = work.leader ?? progress.leader
        return all.filter { $0.name == leader } + all.filter { $0.name != leader }
    }

    private var toStart: [String] {
        wanted.filter { ($0.hasStart || work.isSaidStarted) && !runs($0) && !work.tried.contains($0.name) }.map(\.name)
    }

    private var byHand: [ResetInstances.Instance] { wanted.filter { !$0.hasStart && !runs($0) } }

    mutating func receiveRestart(_ event: ResetEvent) {
        switch event {
        case .instances(let reports):
            work.hasLookedAgain = true
            for report in reports { instances.reports[report.name] = report }
        case .answered(let text):
            work.hasAskedToStart = true
            work.isSaidStarted = text.map(InstanceRule.OperatorStatement.init) == .saysStopped
        default: break
        }
    }

    mutating func receiveStart(_ name: String, _ report: InstanceReport?, _ failure: String?) {
        work.tried.insert(name)
        if let report { instances.reports[name] = report }
        if let failure {
            facts[.restart, default: []].append(Fact("not started", failure, source: name))
            left.append(.instance(name, failure))
        } else {
            work.started.append(name)
            let seen = report?.presence.words ?? "it answers"
            facts[.restart, default: []].append(Fact("started", seen, source: name))
        }
    }

    /// Nothing of it is begun while grinder would only find its own leavings again.
    private var hindrance: String? {
        let own = left.filter(\.isGrinders)
        return own.isEmpty ? nil : "nothing was started: \(Count.of(own.count, "thing")) of grinder's left"
    }

    mutating func settleRestart() -> Bool {
        if !work.hasLookedAgain {
            if !progress.isRestarting, let hindrance {
                end(.restart, .skipped, hindrance)
                return true
            }
            guard !instances.known.isEmpty else {
                end(.restart, .skipped, "no instance is known: start grinder yourself, then grinderctl scan")
                return true
            }
            // The account was read a moment ago; it is read again once something runs.
            work.orders = nil
            work.positions = nil
            return false
        }
        guard toStart.isEmpty, byHand.isEmpty || work.hasAskedToStart else { return false }
        let running = instances.known.filter(runs)
        if !progress.leftPositions.isEmpty, work.positions == nil { return false }
        if progress.isRestarting { left += stillLeft }
        guard !running.isEmpty else {
            endWithoutStart()
            return true
        }
        guard work.orders != nil, work.positions != nil else { return false }
        endWithScan(running)
        return true
    }

    /// What the run before this one left to others, as far as it is still there.
    private var stillLeft: [ResetLeftover] {
        (work.positions ?? []).filter { progress.leftPositions.contains($0.key.words) }.map {
            .position($0, "left before the start, and still there", .others)
        }
    }

    private mutating func endWithoutStart() {
        let names = byHand.map(\.name).joined(separator: ", ")
        left += byHand.filter(\.isConfigured).map { .instance($0.name, "it is not started, and has no start command") }
        if left.contains(where: { if case .instance = $0 { true } else { false } }) {
            end(
                .restart, byHand.isEmpty ? .failed : .unanswered,
                "nothing is running" + (names.isEmpty ? "" : ": start \(names)"))
        } else {
            end(.restart, .unanswered, "no start command is configured: start grinder yourself, then grinderctl scan")
        }
    }

    /// Orders and positions that were not there before the start are the started bot's own.
    private mutating func endWithScan(_ running: [ResetInstances.Instance]) {
        left += byHand.filter(\.isConfigured).map { .instance($0.name, "it is not started, and has no start command") }
        let starts = running.compactMap { try? instances.reports[$0.name]?.health.get().startedAt }
        let earlier = (work.orders?.grinders ?? []).filter { order in
            guard let first = starts.min(), let placed = order.placedAt else { return false }
            return placed.milliseconds(since: first) < -InstanceRule.startMarginMilliseconds
        }
        left += earlier.map { .order($0, "placed before the start, but still open") }
        let orders = work.orders?.grinders.count ?? 0
        let positions = work.positions?.count ?? 0
        facts[.restart, default: []] += [
            Fact("open grinder orders", "\(orders)", source: "after the start"),
            Fact("positions", "\(positions)", source: "after the start"),
        ]
        let names = running.map(\.name).joined(separator: ", ")
        let isClean = !left.contains { if case .instance = $0 { true } else { false } } && earlier.isEmpty
        end(
            .restart, isClean ? .ok : .attention,
            "\(names) \(running.count == 1 ? "answers" : "answer"); the account was read again")
    }
}
