/// The verdict on one order that grinder did not expect, from everything that was read.
package struct OrphanRule: Sendable {
    package let subject: Subject
    package let order: ObservedOrder
    package let ownership: Ownership
    package let expected: [ExpectedOrder]
    package let instances: InstanceRule
    /// Inputs that were named but could not be read (an unreadable log): `orphaned` needs every read answered.
    package let unread: [Unavailable]

    package init(
        subject: Subject, order: ObservedOrder, ownership: Ownership, expected: [ExpectedOrder],
        instances: InstanceRule, unread: [Unavailable]
    ) {
        self.subject = subject
        self.order = order
        self.ownership = ownership
        self.expected = expected
        self.instances = instances
        self.unread = unread
    }

    package func judge() -> Verdict {
        if case .notGrinders(let reason) = ownership { return UnexpectedWording.notOurs(order, reason: reason) }
        guard order.isLive else { return UnexpectedWording.ended(order) }
        if let entry = expected.first(where: { $0.clientOrderID == order.clientOrderID && $0.isActive }) {
            return UnexpectedWording.activeInExpected(order, entry)
        }
        let finding = instances.judge(placedAt: order.placedAt)
        switch finding {
        case .placedByRunning(let name, let start):
            return UnexpectedWording.placedByRunning(order, name: name, start: start)
        case .undecided(let doubt):
            return UnexpectedWording.undecided(order, doubt, contradicted: instances.isContradicted)
        case .predates, .allStopped:
            guard let problem = unread.first else { return UnexpectedWording.orphaned(order, finding) }
            return UnexpectedWording.unread(subject, problem)
        }
    }

    /// A person's word could still change the verdict.
    package var needsOperator: Bool {
        guard ownership.isGrinders, order.isLive, unread.isEmpty, instances.needsOperator else { return false }
        return !expected.contains { $0.clientOrderID == order.clientOrderID && $0.isActive }
    }
}
