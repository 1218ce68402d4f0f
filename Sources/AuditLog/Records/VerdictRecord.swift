package import TriageCore

/// `verdict`: one a finding. It tells the exchange's own numbers of what it is about, which is what arms an action.
package struct VerdictMembers: RecordMembers {
    package static let kinds: [AuditKind] = [.verdict]
    package static let schema = RecordSchema(VerdictMembers())

    /// One of these three says what it is about.
    package let mismatch = Member<Mismatch>("mismatch")
    package let check = Member<EscalationCheck>("check")
    package let alert = Member<String>("alert")
    package let code = Member<String>("code")
    package let cause = Member<String>("cause")
    package let summary = Member<String>("summary")
    package let confidence = Member<Verdict.Confidence>("confidence")
    package let action = Member<Verdict.Advice>("action")
    package let positionSide = Member<PositionSide>("positionSide")
    package let positionAmt = Member<Quantity>("positionAmt")
    package let orderID = Member<String>("orderId")
    package let algoID = Member<String>("algoId")
    package let updateTime = Member<Timestamp>("updateTime")
    package let lastTradeID = Member<String>("lastTradeId")
    package let instances = Member<[RecordedInstance]>("instances")
    package let accountContext = Member<AccountContext>("station")
    /// SHA-256 of the runbook; empty without one.
    package let runbook = Member<String>("runbook")
}

package typealias VerdictRecord = Record<VerdictMembers>

extension VerdictRecord {
    /// - Parameter runbook: its SHA-256.
    package init(_ finding: Finding, accountContext: AccountContext, runbook: String?) {
        self.init()
        switch finding.subject.matter {
        case .mismatch(let mismatch): self.mismatch = mismatch
        case .check(let check): self.check = check
        case .alert(let name): self.alert = name
        }
        let verdict = finding.verdict
        self.code = verdict.code
        self.cause = verdict.cause
        self.summary = verdict.summary
        self.confidence = verdict.confidence
        self.action = verdict.action
        self.positionSide = finding.subject.positionSide
        self.positionAmt = finding.amount
        self.accountContext = accountContext
        self.runbook = runbook ?? ""
        switch finding.judged {
        case .order(let id, isAlgo: false)?: self.orderID = id
        case .order(let id, isAlgo: true)?: self.algoID = id
        case .position(let mark)?:
            self.updateTime = mark.updateTime
            self.lastTradeID = mark.lastFill.map { String($0) }
        case nil: break
        }
    }

    /// What it says it is about.
    package var judged: JudgedSubject? {
        if let id = self.orderID { return .order(id: id, isAlgo: false) }
        if let id = self.algoID { return .order(id: id, isAlgo: true) }
        guard let time = self.updateTime else { return nil }
        return .position(PositionVersion(updateTime: time, lastFill: self.lastTradeID.flatMap { Int64($0) }))
    }
}

package struct InstanceMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(InstanceMembers())

    package let name = Member<String>("name")
    package let health = Member<String>("health")
    package let metrics = Member<String>("metrics")
    package let place = Member<String>("place", since: .policyKept)
    package let state = Member<InstanceSnapshot.State>("state")
    package let trades = Member<Bool>("trades")
    package let startedAt = Member<Timestamp>("startedAt")
    package let syncs = Member<Bool>("syncs")
}

/// An instance as a verdict stood on it: compared with what it answers right before an action.
package typealias RecordedInstance = Record<InstanceMembers>

extension RecordedInstance {
    package init(_ snapshot: InstanceSnapshot) {
        self.init()
        self.name = snapshot.name
        self.health = snapshot.addresses?.health
        self.metrics = snapshot.addresses?.metrics
        self.place = snapshot.addresses?.place
        self.state = snapshot.state
        self.trades = snapshot.trades
        self.startedAt = snapshot.startedAt
        self.syncs = snapshot.syncs
    }

    /// - Parameter place: of the addresses, where the row does not tell it: it was written before places were.
    package func snapshot(place: (_ health: String?, _ metrics: String?) -> String?) -> InstanceSnapshot? {
        guard let name = self.name, let state = self.state else { return nil }
        let (health, metrics) = (self.health, self.metrics)
        return InstanceSnapshot(
            name: name,
            addresses: InstanceAddresses(
                health: health, metrics: metrics, place: self.place ?? place(health, metrics)),
            state: state, trades: self.trades == true, startedAt: self.startedAt, syncs: self.syncs)
    }
}
