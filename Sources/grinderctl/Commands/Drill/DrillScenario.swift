import ExchangeSandbox

typealias DrillScenario = Scenario

extension Scenario {
    /// A scenario by its name; an unknown one is a usage error.
    static func named(_ name: String) throws(CommandError) -> Scenario {
        do throws(ScenarioProblem) {
            return try Scenario.named(name, now: SandboxClock.system.now())
        } catch {
            throw CommandError(.usage, "\(error)", try: "grinderctl drill --list")
        }
    }

    /// Those whose truth a command of this tool can be held against.
    static func all() throws(CommandError) -> [Scenario] {
        do throws(ScenarioProblem) {
            return try Scenario.all.filter { scenario in
                scenario.truth.keys.contains { DrillCheck.Claim($0) != nil }
            }
        } catch {
            throw CommandError(.bug, "\(error)")
        }
    }
}
