import Foundation
import JSON

/// The bot's side of a scenario: its instances, what it logged, what it expects, and what an operator would answer.
package struct ScenarioBot: Sendable {
    package struct Instance: Sendable {
        package let name: String
        /// Seconds as `/healthz` gives them (`uptime_s`), or nil: nothing listens.
        package let uptimeSeconds: String?
        /// `/readyz`'s mode, nil where it names none.
        package let mode: String?
        package let ready: Bool
        /// `/readyz`'s `ha_role`, nil where it names none.
        package let role: String?
        /// Whether it syncs the account, and so takes over the orders it finds; nil where its page does not tell.
        package let syncs: Bool?
        /// Its path behind the one gateway of all that name one; nil: a server of its own.
        package let gateway: String?
        /// It has commands that stop and start it, and a status command.
        package let isKept: Bool
    }

    package let instances: [Instance]
    /// Log lines; a time in them was written `@{-2h}`.
    package let logs: [String]
    /// Lines of an expected-orders file; a time in them was written `@ms{-2h}`.
    package let expected: [String]
    /// `--answer` by step.
    package let answers: [String: String]

    init(_ value: JSONValue?, clock: StateClock) throws(StateProblem) {
        var instances: [Instance] = []
        for (index, element) in (value?["instances"]?.arrayValue ?? []).enumerated() {
            instances.append(try Instance(element, path: "bot.instances[\(index)]"))
        }
        self.instances = instances
        logs = try Self.lines(value, "logs", clock)
        expected = try Self.lines(value, "expected", clock)
        var answers: [String: String] = [:]
        for member in value?["answers"]?.objectValue ?? [:] { answers[member.name] = member.value.stringValue }
        self.answers = answers
    }

    private static func lines(
        _ value: JSONValue?, _ name: String, _ clock: StateClock
    ) throws(StateProblem) -> [String] {
        var lines: [String] = []
        for (index, element) in (value?[name]?.arrayValue ?? []).enumerated() {
            let path = "bot.\(name)[\(index)]"
            guard let line = element.stringValue else { throw StateProblem(path: path, what: "a string is expected") }
            lines.append(try timed(line, path: path, clock))
        }
        return lines
    }

    /// `@{-2h}` becomes `2026-03-08 10:00:00,000` (UTC), `@ms{-2h}` milliseconds.
    private static func timed(_ line: String, path: String, _ clock: StateClock) throws(StateProblem) -> String {
        var text = line
        for (mark, asMilliseconds) in [("@{", false), ("@ms{", true)] {
            while let start = text.range(of: mark), let end = text[start.upperBound...].firstIndex(of: "}") {
                let time = try clock.time(.string(String(text[start.upperBound..<end])), path: path)
                text.replaceSubrange(
                    start.lowerBound...end, with: asMilliseconds ? String(time) : logTime(time))
            }
        }
        return text
    }

    private static func logTime(_ milliseconds: Int64) -> String {
        let date = Date(timeIntervalSince1970: TimeInterval(milliseconds / 1000))
        let text = date.formatted(Date.ISO8601FormatStyle()).replacing("T", with: " ")
        let fraction = String(1000 + milliseconds % 1000).dropFirst()
        return text.prefix(19) + "," + fraction
    }
}

extension ScenarioBot.Instance {
    fileprivate init(_ value: JSONValue, path: String) throws(StateProblem) {
        name = value["name"]?.stringValue ?? path
        let uptime = value["health"]?["uptime_s"]
        uptimeSeconds = uptime?.numberText
        if uptime != nil, uptimeSeconds == nil {
            throw StateProblem(path: "\(path).health.uptime_s", what: "a number is expected")
        }
        mode = value["ready"]?["mode"]?.stringValue
        ready = value["ready"]?["ready"] == .bool(true)
        role = value["ready"]?["ha_role"]?.stringValue
        isKept = value["kept"] == .bool(true)
        syncs = value["syncs"] == .string("untold") ? nil : value["syncs"] == .bool(true)
        gateway = value["gateway"]?.stringValue
    }
}
