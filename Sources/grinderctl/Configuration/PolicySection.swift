import TriageCore

/// `policy:` of the configuration: what actions demand beyond the gates everybody has, in general and for one of them.
struct PolicySection: Sendable, Hashable {
    enum Demand: String, CaseIterable, Sendable {
        case required, optional

        fileprivate func atLeast(_ other: Demand?) -> Demand { other == .required ? .required : self }
    }

    struct Demands: Sendable, Hashable {
        var ticket: Demand?
        var secondOperator: Demand?
        /// Minutes a verdict counts as fresh.
        var freshTriage: Int?

        /// Where both say something, the stricter: what a profile demands in general is not loosened by what the file
        /// says of one action.
        fileprivate func atLeast(_ general: Demands) -> Demands {
            Demands(
                ticket: ticket.map { $0.atLeast(general.ticket) },
                secondOperator: secondOperator.map { $0.atLeast(general.secondOperator) },
                freshTriage: freshTriage.map { min($0, general.freshTriage ?? $0) })
        }

        fileprivate func over(_ other: Demands) -> Demands {
            Demands(
                ticket: ticket ?? other.ticket, secondOperator: secondOperator ?? other.secondOperator,
                freshTriage: freshTriage ?? other.freshTriage)
        }
    }

    var general: Demands
    var actions: [String: Demands]
    var allowedSigners: String?
    /// `30m`
    var approvalLifetime: String?

    init(_ written: WrittenValue) {
        let section = ConfigurationSection<PolicyRows>(written)
        general = Demands(ConfigurationSection(written))
        actions = (section.actions ?? [:]).mapValues { Demands($0) }
        allowedSigners = section.allowedSigners
        approvalLifetime = section.approvalLifetime
    }

    /// Each key for itself: what a profile does not say holds as the file says it, so that no demand is dropped unsaid.
    func over(_ other: PolicySection) -> PolicySection {
        var section = self
        section.general = general.over(other.general)
        for (name, demands) in other.actions {
            section.actions[name] = (actions[name] ?? Demands()).over(demands.atLeast(general))
        }
        section.allowedSigners = allowedSigners ?? other.allowedSigners
        section.approvalLifetime = approvalLifetime ?? other.approvalLifetime
        return section
    }
}

extension PolicySection.Demands {
    init(_ section: ConfigurationSection<DemandRows>) {
        self.init(
            ticket: section.ticket, secondOperator: section.secondOperator, freshTriage: section.freshTriage)
    }
}

extension ValueKind where Value == PolicySection {
    static var policy: Self {
        Self(shape: .section(PolicyRows.table.keys), read: { $0.members == nil ? nil : PolicySection($0) })
    }
}

/// The policy as a command weighs it.
struct Policy: Sendable, Hashable {
    var section: PolicySection?
    /// With `~` resolved.
    var allowedSigners: String?
    var lifetimeMilliseconds = ActionPolicy.standardLifetimeMilliseconds

    static let actionNames = ["cancel", "flatten", "reset", "reconnect"]

    init() {}

    init(_ section: PolicySection?, home: (String) -> String) throws(CommandError) {
        self.section = section
        allowedSigners = section?.allowedSigners.map(home)
        guard let text = section?.approvalLifetime else { return }
        guard let lifetime = LifetimeFlag.milliseconds(text) else {
            throw CommandError(
                .configuration, "the configuration's policy.approval-lifetime \(text) is not 1m to 24h, like 30m")
        }
        lifetimeMilliseconds = lifetime
    }

    /// What holds for `cancel`, `flatten`, `reset` or `reconnect`: its own demands, else the general ones.
    func demands(of action: String) -> ActionPolicy {
        let own = section?.actions[action]
        let general = section?.general
        var policy = ActionPolicy()
        policy.needsTicket = (own?.ticket ?? general?.ticket) == .required
        policy.needsSecondOperator = (own?.secondOperator ?? general?.secondOperator) == .required
        policy.freshTriageMinutes = own?.freshTriage ?? general?.freshTriage
        policy.approvalLifetimeMilliseconds = lifetimeMilliseconds
        return policy
    }
}

/// `--for 30m` and `approval-lifetime: 30m`.
enum LifetimeFlag {
    static func milliseconds(_ text: String) -> Int64? {
        guard let match = text.wholeMatch(of: /([0-9]{1,5})(s|m|h)/), let number = Int64(match.1) else { return nil }
        let unit: Int64 = match.2 == "h" ? 3_600_000 : match.2 == "m" ? 60_000 : 1_000
        let milliseconds = number * unit
        return (1_000...86_400_000).contains(milliseconds) ? milliseconds : nil
    }
}
