/// A named precondition of an action.
package protocol Gate: Sendable {
    static var code: GateCode { get }
    /// `nil` when the gate does not apply.
    static func judge(_ facts: GateFacts) -> GateJudgement?
}

/// The refusal codes, in the order the gates are asked and shown.
package enum GateCode: String, Sendable, Hashable, CaseIterable {
    case environmentMismatch = "environment-mismatch"
    case mainnetNotAllowed = "mainnet-not-allowed"
    case notOurs = "not-ours"
    case symbolNotAllowed = "symbol-not-allowed"
    case openIntent = "open-intent"
    case noFreshTriage = "no-fresh-triage"
    case instanceRunning = "instance-running"
    case symbolNotTrading = "symbol-not-trading"
    case sideRequired = "side-required"
    case orderLimit = "order-limit"
    case notionalCap = "notional-cap"
    case clockSkew = "clock-skew"
    case weightBudget = "weight-budget"
    case reasonMissing = "reason-missing"
    case policy
    case confirmationMissing = "confirmation-missing"
    case confirmationMismatch = "confirmation-mismatch"
    case stalePlan = "stale-plan"

    /// No flag can satisfy it: a plan that meets it is refused too.
    package var isFinal: Bool {
        switch self {
        case .notOurs, .openIntent, .symbolNotTrading, .sideRequired: true
        default: false
        }
    }

    /// What satisfies it lies outside of the command: the same command passes once that is done.
    package var passesLater: Bool {
        switch self {
        case .mainnetNotAllowed, .weightBudget: true
        default: false
        }
    }
}

package enum GateJudgement: Sendable, Hashable {
    case passed(String)
    /// The value seen, and the one thing that would satisfy the gate, where there is one.
    case refused(String, remedy: Remedy?)
}

package enum Remedy: Sendable, Hashable {
    /// A command to run first.
    case command(NextCommand)
    /// The same command again with these words appended.
    case again([String])
    /// The same command again without this flag and its value.
    case leavingOut(String)
    /// Nothing of this tool's: the configured `stop` of the instances that run, as it is typed in a shell.
    case outside(String)
}

package struct GateResult: Sendable, Hashable {
    package let code: GateCode
    package let judgement: GateJudgement

    package init(code: GateCode, judgement: GateJudgement) {
        self.code = code
        self.judgement = judgement
    }

    package var isRefused: Bool {
        if case .refused = judgement { return true }
        return false
    }

    package var detail: String {
        switch judgement {
        case .passed(let detail), .refused(let detail, _): detail
        }
    }

    package var remedy: Remedy? {
        if case .refused(_, let remedy) = judgement { return remedy }
        return nil
    }
}
