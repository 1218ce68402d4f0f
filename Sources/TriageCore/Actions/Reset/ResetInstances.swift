/// Whether every instance is stopped: checked, not believed. What answers runs; what is silent proves nothing until its
/// status command, its own stop command or the operator's word says so.
package struct ResetInstances: Sendable, Hashable {
    package struct Instance: Sendable, Hashable {
        package let name: String
        package let hasStop: Bool
        package let hasStart: Bool
        /// From the configuration, and so to run again; one named by a flag is only looked at.
        package let isConfigured: Bool

        package init(name: String, hasStop: Bool, hasStart: Bool, isConfigured: Bool) {
            self.name = name
            self.hasStop = hasStop
            self.hasStart = hasStart
            self.isConfigured = isConfigured
        }
    }

    package enum Finding: Sendable, Hashable {
        /// Nothing runs, by what each says.
        case stopped
        /// To be stopped by their commands, in this order: a standby first, the leader last, so that none takes over.
        case stopFirst([String])
        /// Somebody must say whether these are stopped; none: whether any instance runs at all.
        case unproven([String])
        /// They run, and there is no command to stop them by.
        case running([String])
    }

    package let known: [Instance]
    package var reports: [String: InstanceReport] = [:]
    /// Stopped by their command, which ended well.
    package var stoppedByCommand: Set<String> = []
    package var word: InstanceRule.OperatorStatement?

    package init(_ known: [Instance], word: InstanceRule.OperatorStatement? = nil) {
        self.known = known
        self.word = word
    }

    package func presence(_ instance: Instance) -> InstancePresence {
        reports[instance.name]?.presence ?? .silent("it was not asked")
    }

    package var finding: Finding {
        let running = known.filter(runs)
        let stubborn = running.filter { !$0.hasStop }
        guard stubborn.isEmpty else { return .running(stubborn.map(\.name)) }
        let open = known.filter { runs($0) || isUnproven($0) }
        let stoppable = open.filter { $0.hasStop && (runs($0) || !stoppedByCommand.contains($0.name)) }
        if !stoppable.isEmpty { return .stopFirst(standbyFirst(stoppable).map(\.name)) }
        switch word {
        case .saysRunning: return .running(["an instance, the operator says"])
        case .saysStopped: return .stopped
        case .unclear, nil: break
        }
        let proven = known.contains { presence($0) == .stopped || stoppedByCommand.contains($0.name) }
        return open.isEmpty && proven ? .stopped : .unproven(open.map(\.name))
    }

    /// What nobody has said to be stopped, in words.
    package func words(ofUnproven names: [String]) -> String {
        guard names.isEmpty else { return "\(names.joined(separator: ", ")): silent" }
        guard !known.isEmpty else { return "no instance is known" }
        return "no instance that trades is known (\(answering.joined(separator: ", ")): another mode)"
    }

    /// In another mode than the one that trades.
    package var answering: [String] {
        known.filter { if case .anotherMode = presence($0) { true } else { false } }.map(\.name)
    }

    /// It runs and may trade. One whose `/readyz` names another mode places nothing.
    private func runs(_ instance: Instance) -> Bool {
        if case .running = presence(instance) { return true }
        return false
    }

    private func isUnproven(_ instance: Instance) -> Bool {
        guard case .silent = presence(instance) else { return false }
        return !stoppedByCommand.contains(instance.name)
    }

    private func standbyFirst(_ instances: [Instance]) -> [Instance] {
        instances.filter { !leads($0) } + instances.filter(leads)
    }

    private func leads(_ instance: Instance) -> Bool { reports[instance.name]?.leads == true }

    /// The leading instance by `/readyz` or `grinder_ha_role`, where one says so.
    package var leader: String? { known.first(where: leads)?.name }

    /// What each was seen to be, for the record.
    package var facts: [Fact] {
        known.map { instance in
            let role = reports[instance.name]?.role.map { ", role \($0)" } ?? ""
            return Fact(instance.name, presence(instance).words + role, source: "instance")
        }
    }
}

extension InstancePresence {
    package var words: String {
        switch self {
        case .running(let by): "runs: \(by)"
        case .anotherMode(let mode): "answers with mode \(mode), which doesn't trade"
        case .stopped: "stopped, by its status command"
        case .silent(let why): "silent: \(why)"
        }
    }
}
