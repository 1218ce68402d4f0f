import Testing
import TriageCore

struct PolicyGateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        /// What the refusal says; `nil`: it passes.
        let refusal: String?
        let request: GateRequest
        var testDescription: String { what }

        init(_ what: String, _ refusal: String?, _ change: (inout GateRequest) -> Void) {
            self.what = what
            self.refusal = refusal
            var request = GateRequest()
            change(&request)
            self.request = request
        }
    }

    private static let hash = String(repeating: "ab", count: 32)

    /// The plan of the request as it is, drawn by ada and approved by bob, with one thing otherwise.
    private static func planStatus(
        _ request: GateRequest, hash: String = hash, isCanonical: Bool = true,
        drawn: PlanStatus.RecordedPlan? = PlanStatus.RecordedPlan(seq: 9, operator: "ada"), executed: Int64? = nil,
        planner: String = "ada", approver: String = "bob@example.com", principals: [String] = ["bob@example.com"],
        approves: String = hash, age: Int64 = 60_000, lifetime: Int64 = 600_000
    ) -> PlanStatus {
        let now = request.facts.exchangeNow
        let created = now.advanced(byMilliseconds: -age)
        let statement = ApprovalStatement(
            plan: approves, approver: approver, created: created, expires: created.advanced(byMilliseconds: lifetime))
        return PlanStatus(
            plan: PlanFile(request.facts, planner: PlanFile.Planner(operator: planner, host: "oncall-1")), hash: hash,
            isCanonical: isCanonical, path: "plan.json", drawn: drawn, executed: executed,
            approval: .signed(statement, by: principals))
    }

    private static func demandsApproval(_ change: @escaping (GateRequest) -> PlanStatus?) -> (inout GateRequest) ->
        Void
    {
        { request in
            request.policy.needsSecondOperator = true
            request.planStatus = change(request)
        }
    }

    static let cases = demands + plans + approvals

    private static let demands = [
        Case("a ticket is there", nil) { $0.policy.needsTicket = true },
        Case("no ticket", "a ticket is required") {
            $0.policy.needsTicket = true
            $0.ticket = nil
        },
        Case("a blank ticket", "a ticket is required") {
            $0.policy.needsTicket = true
            $0.ticket = "  "
        },
        Case("a verdict of a minute", nil) { $0.policy.freshTriageMinutes = 1 },
        Case("a verdict of a second more", "is 1 minutes old, 1 are allowed") {
            $0.policy.freshTriageMinutes = 1
            $0.targets[0].triages = [GateRequest.triage(age: 61_000)]
        },
        Case("no verdict", "a triage of grinder_d_BTCUSDT_1_1772971200_1 within 5 minutes is required") {
            $0.policy.freshTriageMinutes = 5
            $0.targets[0].triages = []
        },
        Case("without a triage", "--without-triage is not accepted") {
            $0.policy.freshTriageMinutes = 5
            $0.withoutTriage = true
        },
        Case("no plan", "draw a plan file") { $0.policy.needsSecondOperator = true },
    ]

    private static let plans = [
        Case("a plan without a policy", nil) { $0.planStatus = planStatus($0) },
        Case("formatted anew", "not canonical") { $0.planStatus = planStatus($0, isCanonical: false) },
        Case("unknown here", "was drawn in this audit log") { $0.planStatus = planStatus($0, drawn: nil) },
        Case("carried out", "already carried out (intent 12)") { $0.planStatus = planStatus($0, executed: 12) },
        Case("another planner than recorded", "the plan says eve drew it, the audit log (seq 9) ada") {
            $0.planStatus = planStatus($0, planner: "eve")
        },
        Case("an order the plan does not name", "the plan is for \(Given.id), not") { request in
            request.planStatus = planStatus(request)
            request.targets.append(
                GateRequest.Target(.normal(Given.order(ClientOrderID("grinder_d_BTCUSDT_1_1_2"), orderID: 4))))
        },
        Case("an order less than planned", "the plan is for") { request in
            var more = request
            more.targets.append(
                GateRequest.Target(.normal(Given.order(ClientOrderID("grinder_d_BTCUSDT_1_1_2"), orderID: 4))))
            request.planStatus = planStatus(more)
        },
        Case("another reason", "the plan's reason is") { request in
            request.planStatus = planStatus(request)
            request.reason = "another"
        },
        Case("an override nobody saw", "without --without-triage") { request in
            request.planStatus = planStatus(request)
            request.withoutTriage = true
        },
    ]

    private static let approvals = [
        Case("approved", nil, demandsApproval { planStatus($0) }),
        Case(
            "a plan without approval", "must approve the plan",
            demandsApproval { request in
                let whole = planStatus(request)
                return PlanStatus(
                    plan: whole.plan, hash: whole.hash, isCanonical: true, path: whole.path, drawn: whole.drawn,
                    executed: nil, approval: nil)
            }),
        Case("of another plan", "is for the plan ffff, not for", demandsApproval { planStatus($0, approves: "ffff") }),
        Case(
            "by the planner", "bob approves what bob planned",
            demandsApproval {
                planStatus($0, drawn: PlanStatus.RecordedPlan(seq: 9, operator: "bob"), planner: "bob", approver: "bob")
            }),
        Case(
            "by the planner with sudo", "approves what bob as root planned",
            demandsApproval {
                planStatus($0, drawn: PlanStatus.RecordedPlan(seq: 9, operator: "bob as root"), planner: "bob as root")
            }),
        Case("by a key of the planner", "also ada's", demandsApproval { planStatus($0, principals: ["bob", "ada"]) }),
        Case("by a pattern", "names no person", demandsApproval { planStatus($0, principals: ["*"]) }),
        Case("to the last moment", nil, demandsApproval { planStatus($0, age: 599_999) }),
        Case("expired", "expired", demandsApproval { planStatus($0, age: 600_000) }),
        Case(
            "for too long", "is for 31 minutes, 30 are allowed",
            demandsApproval { planStatus($0, lifetime: 31 * 60_000) }
        ),
        Case("a little ahead of us", nil, demandsApproval { planStatus($0, age: -60_000) }),
        Case("from the future", "made in the future", demandsApproval { planStatus($0, age: -60_001) }),
        Case("that does not hold, though none is demanded", "it was edited") { request in
            let whole = planStatus(request)
            request.planStatus = PlanStatus(
                plan: whole.plan, hash: whole.hash, isCanonical: true, path: whole.path, drawn: whole.drawn,
                executed: nil, approval: .unusable("it was edited"))
        },
    ]

    @Test(arguments: cases)
    func `what the policy demands is there, or is named`(_ row: Case) throws {
        let result = Gates.judge(row.request.facts).first { $0.code == .policy }
        let judged = try #require(result)
        if let refusal = row.refusal {
            #expect(judged.isRefused)
            #expect(judged.detail.contains(refusal), "\(judged.detail)")
        } else {
            #expect(!judged.isRefused, "\(judged.detail)")
        }
    }

    @Test func `without a policy and a plan file the gate does not apply`() {
        #expect(!Gates.judge(GateRequest().facts).contains { $0.code == .policy })
    }

    @Test func `expiry counts by the exchange's clock`() {
        var request = GateRequest()
        request.policy.needsSecondOperator = true
        request.planStatus = Self.planStatus(request, age: 0)
        #expect(!request.refusals.contains(.policy))
        request.clock = ClockReading(exchangeTime: GateRequest.now, offsetMilliseconds: 700_000, errorMilliseconds: 1)
        #expect(request.refusals.contains(.policy))
    }

    @Test func `a plan drawn elsewhere is an environment mismatch, and changed facts are a stale plan`() {
        var request = GateRequest()
        request.planStatus = Self.planStatus(request)
        var elsewhere = request
        elsewhere.accountContext = AccountContext(
            environment: "demo", baseURL: "https://demo-fapi.binance.com", account: "ff")
        elsewhere.targets[0].triages = [GateRequest.triage(accountContext: elsewhere.accountContext)]
        #expect(elsewhere.refusals == [.environmentMismatch])
        request.targets[0].order = .normal(Given.order(status: "PARTIALLY_FILLED", executedQty: "0.004"))
        guard case .refused(let results) = Gates.clear(request.facts) else {
            Issue.record("cleared")
            return
        }
        let refused = results.filter(\.isRefused)
        #expect(refused.map(\.code) == [.stalePlan])
        #expect(refused[0].detail.contains("executedQty 0 → 0.004"))
    }
}
