import ExchangeSandbox
import Testing
import TriageCore

@testable import grinderctl

@Suite struct DrillTests {
    @Test func `each line of a scenario's truth is one that the drill checks`() throws {
        let scenarios = try Scenario.all
        #expect(scenarios.count >= 24)
        for scenario in scenarios {
            for key in scenario.truth.keys where !key.hasPrefix("flatten ") {
                #expect(DrillCheck.Claim(key) != nil, "\(scenario.name): \(key)")
            }
        }
    }

    @Test func `the scenarios hold every verdict of the four procedures`() throws {
        var codes: [String: Set<String>] = [:]
        for (key, code) in try Scenario.all.flatMap(\.truth) {
            let procedure = key.contains(" ") ? String(key.prefix { $0 != " " }) : "unexpected"
            codes[procedure, default: []].insert(code)
        }
        #expect(codes["unexpected"] == Set(UnexpectedVerdict.allCases.map(\.rawValue)))
        #expect(codes["missing"] == Set(MissingVerdict.allCases.map(\.rawValue)))
        #expect(codes["divergence"] == Set(DivergenceVerdict.allCases.map(\.rawValue)))
        #expect(codes["position"] == Set(PositionVerdict.allCases.map(\.rawValue)))
    }
}
