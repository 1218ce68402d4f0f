import ExchangeSandbox
import Foundation
import OperatorStage
import Testing

@testable import grinderctl

/// Accounts with a position of grinder's own fills, the bot stopped.
typealias FlattenState = PositionAccount

extension PositionAccount {
    /// The stage with this account; the bot is stopped, and its position triaged.
    func play<T>(
        faults: [String] = [], triaged: Bool = true, keepsConnections: Bool = true,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)? = nil, _ play: (Stage) async throws -> T
    ) async throws -> T {
        try await Stage.set(
            state: json, keepsConnections: keepsConnections, beforeMutation: beforeMutation
        ) { stage async throws in
            if triaged { await stage.triagePosition() }
            stage.exchange.add(faults: try faults.map { try Fault(spec: $0) })
            return try await play(stage)
        }
    }
}

extension Stage {
    /// No instance is known.
    static let botless: [String: String?] = ["GRINDERCTL_HEALTH": nil]

    @discardableResult func triagePosition(_ symbol: String = "BTCUSDT") async -> String? {
        await run(["triage", "position", symbol, "--json"], with: Stage.botless).verdict
    }

    /// All flags a flatten demands, an operator's word that the bot is stopped among them.
    static func flatten(_ symbol: String = "BTCUSDT", more: [String] = []) -> [String] {
        [
            "flatten", symbol, "--execute", "--confirm", symbol, "--reason", "left behind", "--json", "--answer",
            "instance-stopped=yes",
        ] + more
    }

    func flatten(
        _ symbol: String = "BTCUSDT", more: [String] = [], interrupts: Interrupts = Stage.deaf(),
        atPhase: @escaping @Sendable (CommandContext.ActionPhase) async throws -> Void = { _ in }
    ) async -> Answer {
        await run(Stage.flatten(symbol, more: more), with: Stage.botless, interrupts: interrupts, atPhase: atPhase)
    }

    func resolve() async -> Answer { await run(["audit", "resolve", "--json"], with: Stage.botless) }

    var placed: [SeenRequest] { exchange.mutatingRequests().filter { $0.method == "POST" } }

    /// What the exchange holds, by `SYMBOL SIDE`, read the way anybody reads it.
    func held(_ symbol: String = "BTCUSDT", side: String = "BOTH") async -> String {
        let answer = await run(["triage", "position", symbol, "--json"], with: Stage.botless)
        let step = answer.json["steps"].elements.first { $0["id"].text == "position" } ?? .missing
        let fact = step["facts"].elements.first { $0["name"].text == side }
        return fact?["value"].text?.split(separator: " ").first.map(String.init) ?? "0"
    }
}
