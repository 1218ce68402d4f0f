import ExchangeSandbox
import TriageCore

/// One scenario worked by the real commands, each answer compared with the scenario's truth.
struct DrillCheck {
    let bench: Bench
    let auditDB: String?

    func run(_ scenario: DrillScenario) async throws -> DrillResult {
        let stage = try await DrillStage.set(scenario, auditDB: auditDB, at: bench)
        var checks: [DrillResult.Check] = []
        for (subject, truth) in scenario.truth.sorted(by: { $0.key < $1.key }) where !subject.contains(" ") {
            checks.append(await triage(subject, truth, on: stage))
        }
        stage.exchange.add(faults: scenario.actionFaults)
        for (subject, truth) in scenario.truth.sorted(by: { $0.key < $1.key }) where subject.hasPrefix("cancel ") {
            checks.append(await cancel(String(subject.dropFirst("cancel ".count)), truth, on: stage))
        }
        checks.append(await verify(on: stage))
        await stage.strike()
        return DrillResult(scenario: scenario, checks: checks)
    }

    private func triage(_ id: String, _ truth: String, on stage: DrillStage) async -> DrillResult.Check {
        var arguments = ["triage", "unexpected", id, "--symbol", symbol(of: id), "--json", "--quiet"]
        for (step, text) in stage.scenario.bot.answers.sorted(by: { $0.key < $1.key }) {
            arguments += ["--answer", "\(step)=\(text)"]
        }
        let answer = await stage.run(arguments)
        let found = JSONAnswer(answer.output)?["verdict"]?["code"]?.text ?? "exit \(answer.exit): \(answer.error)"
        return DrillResult.Check(what: "triage unexpected \(id)", truth: truth, found: found)
    }

    private func cancel(_ id: String, _ truth: String, on stage: DrillStage) async -> DrillResult.Check {
        let answer = await stage.run([
            "cancel", id, "--execute", "--confirm", id, "--reason", "drill", "--max-notional", "100000", "--json",
            "--quiet",
        ])
        let found = JSONAnswer(answer.output)?["outcome"]?.text ?? "exit \(answer.exit): \(answer.error)"
        return DrillResult.Check(what: "cancel \(id)", truth: truth, found: found)
    }

    private func verify(on stage: DrillStage) async -> DrillResult.Check {
        let answer = await stage.run(["audit", "verify", "--json"])
        return DrillResult.Check(what: "audit verify", truth: "exit 0", found: "exit \(answer.exit)")
    }

    private func symbol(of id: String) -> String {
        ClientOrderIDParts(ClientOrderID(id), prefix: "grinder_")?.symbol.rawValue ?? "BTCUSDT"
    }
}

struct DrillResult: Sendable {
    struct Check: Sendable, Hashable {
        let what: String
        let truth: String
        let found: String
        var isRight: Bool { truth == found }
    }

    let scenario: DrillScenario
    let checks: [Check]
    var isRight: Bool { checks.allSatisfy(\.isRight) }

    func text(_ palette: Palette) -> String {
        var lines = [palette.bold("\(scenario.name): \(scenario.title)")]
        for check in checks {
            let mark = check.isRight ? palette.green("ok   ") : palette.red("WRONG")
            let found = check.isRight ? check.found : "\(check.found), in truth \(check.truth)"
            lines.append("  \(mark) \(check.what): \(Printable.line(found))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var json: OrderedJSON {
        .object([
            ("name", .string(scenario.name)), ("title", .string(scenario.title)), ("ok", .bool(isRight)),
            (
                "checks",
                .array(
                    checks.map {
                        .object([
                            ("what", .string($0.what)), ("truth", .string($0.truth)), ("found", .string($0.found)),
                            ("ok", .bool($0.isRight)),
                        ])
                    })
            ),
        ])
    }
}
