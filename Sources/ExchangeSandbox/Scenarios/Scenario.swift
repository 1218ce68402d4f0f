package import Foundation
import JSON

/// Why a scenario cannot be used.
package struct ScenarioProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let name: String
    package let what: String

    package var description: String { "scenario \(name): \(what)" }
}

/// A state with the truth about it: what a triage of each order must find.
///
/// Its times are shifted so that its `now` is the present.
package struct Scenario: Sendable {
    package let name: String
    package let title: String
    package let state: SandboxState
    /// In force from the start.
    package let faults: [Fault]
    /// To be added once the triage is done, right before the action.
    package let actionFaults: [Fault]
    /// `CID`: the verdict of `triage unexpected CID`. A key may name another command instead, as in `missing CID`,
    /// `divergence CID`, `position SYMBOL`, on a hedge account `position SYMBOL LONG` (verdicts), `cancel CID` and
    /// `flatten SYMBOL`, with `--side` `flatten SYMBOL LONG`, `four-eyes cancel CID` (outcomes), and after the actions
    /// `then position SYMBOL`.
    package let truth: [String: String]
    package let bot: ScenarioBot

    package static var names: [String] { ScenarioLibrary.names }

    /// All of them, as of now.
    package static var all: [Scenario] {
        get throws(ScenarioProblem) {
            var all: [Scenario] = []
            for name in names { all.append(try named(name)) }
            return all
        }
    }

    /// - Parameter now: the present in milliseconds, by default the system's.
    package static func named(
        _ name: String, now: Int64 = SandboxClock.system.now()
    ) throws(ScenarioProblem) -> Scenario {
        guard let bytes = ScenarioLibrary.bytes(name) else {
            let hint = nearest(to: name, among: names).map { "; did you mean \($0)" } ?? ""
            throw ScenarioProblem(name: name, what: "there is none\(hint)")
        }
        return try Scenario(json: Data(bytes), name: name, now: now)
    }

    /// Reads a scenario file. `name` is used in messages and where the file names none.
    package init(json: Data, name: String, now: Int64) throws(ScenarioProblem) {
        do {
            try self.init(try SandboxState.read(json), name: name, now: now)
        } catch {
            throw ScenarioProblem(name: name, what: error.description)
        }
    }

    private init(_ value: JSONValue, name: String, now: Int64) throws(StateProblem) {
        guard let members = value.objectValue else { throw StateProblem(path: "", what: "a JSON object is expected") }
        var clock = StateClock(now: now)
        if let present = value["now"] { clock.shift = now - (try clock.time(present, path: "now")) }
        let own = ["name", "title", "now", "truth", "faults", "actionFaults", "bot"]
        let rest = JSONValue.object(members.filter { !own.contains($0.name) })
        self.name = value["name"]?.stringValue ?? name
        title = value["title"]?.stringValue ?? self.name
        state = try SandboxState(rest, clock: clock)
        faults = try Self.faults(value, "faults")
        actionFaults = try Self.faults(value, "actionFaults")
        var truth: [String: String] = [:]
        for member in value["truth"]?.objectValue ?? [:] {
            truth[member.name] = member.value.stringValue ?? member.value.compactText
        }
        self.truth = truth
        bot = try ScenarioBot(value["bot"], clock: clock)
    }

    private static func faults(_ value: JSONValue, _ name: String) throws(StateProblem) -> [Fault] {
        var faults: [Fault] = []
        for (index, element) in (value[name]?.arrayValue ?? []).enumerated() {
            do {
                faults.append(try Fault(spec: element.stringValue ?? element.compactText))
            } catch {
                throw StateProblem(path: "\(name)[\(index)]", what: error.description)
            }
        }
        return faults
    }
}
