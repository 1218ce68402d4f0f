import ExchangeSandbox
import JSON
import TriageCore

/// One scenario worked by the real commands, each answer compared with the scenario's truth.
struct DrillCheck {
    let context: CommandContext
    let auditDB: String?

    /// What a key of a scenario's truth is about: a bare id is the verdict of `triage unexpected`.
    enum Claim: Sendable, Hashable {
        case unexpected(String)
        case missing(String)
        case divergence(String)
        /// A hedge account is judged by side: `position BTCUSDT LONG`.
        case position(String, side: String?)
        case cancel(String)
        /// With a side, `--side` is given.
        case flatten(String, side: String?)
        /// With `after a crash` it dies between its first cancel and its end, and is resumed.
        case reset(only: Bool, afterCrash: Bool)
        /// Planned by one, approved by another (`four-eyes cancel CID`).
        case fourEyes(String)
        /// The order or position once the actions are done.
        indirect case then(Claim)

        init?(_ key: String) {
            let words = key.split(separator: " ").map(String.init)
            if words.first == "then" {
                guard let claim = Claim(String(key.dropFirst("then ".count))), claim.turn == 0 else { return nil }
                self = .then(claim)
                return
            }
            if words.first == "reset" {
                self = .reset(only: words.contains("--only"), afterCrash: words.contains("crash"))
                return
            }
            switch words.count {
            case 1: self = .unexpected(words[0])
            case 2 where words[0] == "missing": self = .missing(words[1])
            case 2 where words[0] == "divergence": self = .divergence(words[1])
            case 2 where words[0] == "position": self = .position(words[1], side: nil)
            case 3 where words[0] == "position": self = .position(words[1], side: words[2])
            case 2 where words[0] == "cancel": self = .cancel(words[1])
            case 2 where words[0] == "flatten": self = .flatten(words[1], side: nil)
            case 3 where words[0] == "flatten": self = .flatten(words[1], side: words[2])
            case 3 where words[0] == "four-eyes" && words[1] == "cancel": self = .fourEyes(words[2])
            default: return nil
            }
        }

        /// Actions come after every triage of the scenario, and what they left after them.
        var turn: Int {
            switch self {
            case .unexpected, .missing, .divergence, .position: 0
            case .cancel, .flatten, .reset, .fourEyes: 1
            case .then: 2
            }
        }
    }

    func run(_ scenario: DrillScenario) async throws -> DrillResult {
        let stage = try await DrillStage.set(scenario, auditDB: auditDB, at: context)
        let claims = scenario.truth.sorted { $0.key < $1.key }.compactMap { key, truth in
            Claim(key).map { (claim: $0, truth: truth) }
        }
        var checks: [DrillResult.Check] = []
        for turn in 0...2 {
            if turn == 1 { stage.exchange.add(faults: scenario.actionFaults) }
            for (claim, truth) in claims where claim.turn == turn {
                checks += await check(claim, truth, on: stage)
            }
        }
        checks.append(await verify(on: stage))
        await stage.strike()
        return DrillResult(scenario: scenario, checks: checks)
    }

    private func check(_ claim: Claim, _ truth: String, on stage: DrillStage) async -> [DrillResult.Check] {
        switch claim {
        case .unexpected(let id):
            let arguments =
                ["triage", "unexpected", id, "--symbol", symbol(of: id, on: stage)] + answers(of: stage.scenario)
            return await check("triage unexpected \(id)", arguments, truth, on: stage) { $0["verdict"]?["code"] }
        case .missing(let id):
            let arguments = ["triage", "missing", id, "--symbol", symbol(of: id, on: stage)]
            return await check("triage missing \(id)", arguments, truth, on: stage) { $0["verdict"]?["code"] }
        case .divergence(let id):
            let arguments = ["triage", "divergence", id, "--symbol", symbol(of: id, on: stage), "--grace", "200ms"]
            return await check("triage divergence \(id)", arguments, truth, on: stage) { $0["verdict"]?["code"] }
        case .position(let symbol, let side):
            let what = ["triage position", symbol, side].compactMap(\.self).joined(separator: " ")
            return await check(
                what, ["triage", "position", symbol] + answers(of: stage.scenario), truth, on: stage
            ) { answer in
                guard let side else { return answer["verdict"]?["code"] }
                let finding = answer["findings"]?.arrayValue?.first {
                    $0["subject"]?["positionSide"]?.stringValue == side
                }
                return finding?["verdict"]?["code"]
            }
        case .cancel(let id):
            let arguments = [
                "cancel", id, "--execute", "--confirm", id, "--reason", "drill", "--max-notional", "100000",
            ]
            return await check("cancel \(id)", arguments, truth, on: stage) { $0["outcome"] }
        case .flatten(let symbol, let side):
            let sided = side.map { ["--side", $0.lowercased()] } ?? []
            let arguments =
                ["flatten", symbol] + sided + answers(of: stage.scenario)
                + ["--execute", "--confirm", symbol, "--reason", "drill", "--max-notional", "100000"]
            let what = (["flatten", symbol] + sided).joined(separator: " ")
            return await check(what, arguments, truth, on: stage) { $0["outcome"] }
        case .reset(let only, let afterCrash):
            return await checkReset(only: only, afterCrash: afterCrash, truth, on: stage)
        case .then(let claim):
            return await check(claim, truth, on: stage).map { found in
                DrillResult.Check(what: "then \(found.what)", truth: found.truth, found: found.found)
            }
        case .fourEyes(let id): return await DrillFourEyes(stage: stage, context: context, id: id).play(truth)
        }
    }

    private func check(
        _ what: String, _ arguments: [String], _ truth: String, on stage: DrillStage,
        found: (JSONValue) -> JSONValue?
    ) async -> [DrillResult.Check] {
        let answer = await stage.run(arguments + ["--json", "--quiet"])
        let word =
            (try? JSONReader.value(answer.output.utf8)).flatMap(found)?.stringValue
            ?? "exit \(answer.exit): \(answer.error)"
        return [DrillResult.Check(what: what, truth: truth, found: word)]
    }

    private func checkReset(
        only: Bool, afterCrash: Bool, _ truth: String, on stage: DrillStage
    ) async -> [DrillResult.Check] {
        var arguments = ["reset", "--execute", "--confirm", "reset", "--reason", "drill"]
        if only { arguments += ["--only", "cancel"] }
        arguments += answers(of: stage.scenario)
        guard afterCrash else {
            return await check("reset" + (only ? " --only cancel" : ""), arguments, truth, on: stage) { $0["outcome"] }
        }
        _ = await stage.run(arguments + ["--json", "--quiet"]) { phase in
            if phase == .outcomeRecorded { throw Crash() }
        }
        let list = try? JSONReader.value(await stage.run(["audit", "list", "--json"]).output.utf8)
        let id = list?["entries"]?.arrayValue?.last { $0["kind"]?.stringValue == "reset.step" }?["investigation"]?
            .stringValue
        return await check("reset after a crash", arguments + ["--resume", id ?? "?"], truth, on: stage) {
            $0["outcome"]
        }
    }

    /// As if the process had died.
    private struct Crash: Error {}

    private func verify(on stage: DrillStage) async -> DrillResult.Check {
        let answer = await stage.run(["audit", "verify", "--json"])
        return DrillResult.Check(what: "audit verify", truth: "exit 0", found: "exit \(answer.exit)")
    }

    /// What an operator of the scenario would answer.
    private func answers(of scenario: DrillScenario) -> [String] {
        scenario.bot.answers.sorted { $0.key < $1.key }.flatMap { ["--answer", "\($0.key)=\($0.value)"] }
    }

    private func symbol(of id: String, on stage: DrillStage) -> String {
        ClientOrderIDParts(ClientOrderID(id), prefix: "grinder_")?.symbol.rawValue
            ?? stage.scenario.state.symbol(of: id) ?? "BTCUSDT"
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

    var json: JSONValue {
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
