import JSON
import Testing
import TriageCore

struct PlanFileTests {
    private static func plan(_ change: (inout GateRequest) -> Void = { _ in }) -> PlanFile {
        var request = GateRequest()
        change(&request)
        return PlanFile(request.facts, planner: PlanFile.Planner(operator: "ada", host: "oncall-1"))
    }

    @Test(arguments: [
        plan(), plan { $0.reason = nil }, plan { $0.withoutTriage = true }, plan { $0.ticket = nil },
        plan { $0.targets = [GateRequest.Target(.algo(Given.algo())), GateRequest.Target()] },
    ])
    func `what a plan file says is what was planned`(_ plan: PlanFile) throws {
        let text = try CanonicalJSON.text(of: plan.json)
        #expect(CanonicalJSON.isCanonical(text))
        #expect(PlanFile(try CanonicalJSON.parse(text)) == plan)
    }

    @Test func `it carries the verdicts it stands on, the facts and what will be sent`() {
        let plan = Self.plan()
        #expect(plan.verdicts == [7])
        #expect(plan.targets[0].requests == ["DELETE /fapi/v1/order orderId 851230066745"])
        #expect(plan.json["targets"]?.arrayValue?[0]["preconditions"]?["status"]?.stringValue == "NEW")
        #expect(Self.plan { $0.withoutTriage = true }.verdicts.isEmpty)
        #expect(Self.plan { $0.withoutTriage = true }.overrides == ["without-triage"])
    }

    @Test func `every member is needed`() throws {
        let members = try #require(Self.plan().json.objectValue)
        for name in members.names where !["reason", "ticket"].contains(name) {
            var less = members
            less[name] = nil
            #expect(PlanFile(.object(less)) == nil, "\(name)")
        }
        var other = members
        other["schema"] = "grinderctl-plan/2"
        #expect(PlanFile(.object(other)) == nil)
        other = members
        other["targets"] = []
        #expect(PlanFile(.object(other)) == nil)
    }
}
