/// Everything the gates judge by: read, given or configured before they are asked.
package struct GateFacts: Sendable {
    package let action: ActionKind
    package let investigation: String
    package let accountContext: AccountContext
    package let mainnetAllowed: Bool
    package internal(set) var targets: [ActionTarget]
    /// Config `symbols`; empty allows every symbol.
    package let allowedSymbols: [Symbol]
    package let maxOrders: Int
    /// USDT at mark price.
    package let maxNotional: Amount
    package let clock: ClockReading?
    /// What grinder's instances answered, those that a verdict stood on among them; `nil` where the action does not ask
    /// them.
    package let instances: [InstanceReport]?
    /// The operator's `--answer instance-stopped=…`.
    package var word: InstanceRule.OperatorStatement?
    /// Of a reset: what is known of the instances, and which of them it would stop itself.
    package var standstill: ResetInstances?
    /// Of a reset that is resumed: where it was begun.
    package var begun: AccountContext?
    package let weight: WeightReading
    /// Request weight that what is still to come will take: re-reading, sending and reading back.
    package let weightNeeded: Int
    /// How much of it must find room in this minute, where the rest may wait for the next; `nil`: all of it.
    package var weightAtOnce: Int?
    /// Request weight this command has used so far.
    package var weightSpent = 0
    /// Request weight to be left of the IP's limit for an answer that takes many looks.
    package var weightReserve = 0
    /// The configuration's `limits`: no command that is proposed goes beyond them.
    package var ceilings = LimitCeilings()
    /// Requests that may have been executed, on what it is about: also where nothing of it is left to act on.
    package var unresolved: [UnresolvedIntent] = []
    package var flags: OperatorFlags
    /// Local clock, as the audit log's `ts`.
    package var now: Timestamp
    /// What the configuration demands of this action.
    package var policy = ActionPolicy.none
    /// All that it demands, as the intent records it.
    package var inForce = PolicyInForce()
    /// What the audit log last saw demanded in this environment.
    package var remembered: RememberedPolicy?
    /// The limits that a flag names.
    package var namedLimits = NamedLimits()
    /// The plan file it is to carry out.
    package var planStatus: PlanStatus?
    /// Where the plan is to be written.
    package var planOut: String?
    /// The configured `stop` of each instance that has one, by its name.
    package var stopCommands: [String: String] = [:]

    package init(
        action: ActionKind, investigation: String, accountContext: AccountContext, mainnetAllowed: Bool,
        targets: [ActionTarget],
        allowedSymbols: [Symbol], maxOrders: Int, maxNotional: Amount, clock: ClockReading?, weight: WeightReading,
        weightNeeded: Int, flags: OperatorFlags, now: Timestamp, instances: [InstanceReport]? = nil
    ) {
        self.instances = instances
        self.action = action
        self.investigation = investigation
        self.accountContext = accountContext
        self.mainnetAllowed = mainnetAllowed
        self.targets = targets
        self.allowedSymbols = allowedSymbols
        self.maxOrders = maxOrders
        self.maxNotional = maxNotional
        self.clock = clock
        self.weight = weight
        self.weightNeeded = weightNeeded
        self.flags = flags
        self.now = now
    }

    package var ids: [String] { targets.map(\.name) }

    /// Nothing is seen to run, nothing proves that nothing is running, and nobody has said so: a person's word decides.
    package var awaitsWord: Bool {
        guard action == .flatten, word == nil, !flags.whileRunning, let instances else { return false }
        let isSeenToRun = instances.contains { if case .running = $0.presence { true } else { false } }
        let isSilent = instances.contains { if case .silent = $0.presence { true } else { false } }
        return !isSeenToRun && (isSilent || instances.isEmpty)
    }

    /// Instances that are seen to run, while the operator says that none does.
    package var contradictingWord: [String] {
        let rule = InstanceRule(instances: instances ?? [], word: word)
        return rule.isContradicted ? rule.contradicting : []
    }

    /// A position waits for `--side`: there is no plan yet whose orders and size could be judged.
    package var isUndecided: Bool {
        targets.contains { target in
            if case .flatten(let target) = target { return target.progress == nil }
            return false
        }
    }
}

/// What the operator said on the command line or at the prompt.
package struct OperatorFlags: Sendable, Hashable {
    package var executes: Bool
    package var confirmation: String?
    /// What `--confirm` must say: the client order id, the count of several, the symbol.
    package var expectedConfirmation: String
    package var reason: String?
    package var ticket: String?
    package var withoutTriage: Bool
    package var whileRunning: Bool
    /// What the audit log remembers to have been demanded holds no more.
    package var policyLoosened = false

    package init(
        executes: Bool, confirmation: String?, expectedConfirmation: String, reason: String?, ticket: String?,
        withoutTriage: Bool, whileRunning: Bool = false
    ) {
        self.whileRunning = whileRunning
        self.executes = executes
        self.confirmation = confirmation
        self.expectedConfirmation = expectedConfirmation
        self.reason = reason
        self.ticket = ticket
        self.withoutTriage = withoutTriage
    }

    /// The flags that override a gate, as an intent records them: also where the gate would have passed.
    package var overrides: [String] {
        (withoutTriage ? ["without-triage"] : []) + (whileRunning ? ["while-running"] : [])
            + (policyLoosened ? ["policy-loosened"] : [])
    }
}
