import TriageCore

/// A gate's judgement as a sentence: what passed in a few words, what failed with the value seen and the flag that
/// satisfies it. Its code is in `--json`, under `-v` and in `explain`.
struct GateSentence {
    let gate: GateResult

    /// `reason given`; `nil` where another gate says as much.
    var passed: String? {
        switch gate.code {
        case .environmentMismatch: "environment \(gate.detail)"
        case .mainnetNotAllowed: gate.detail.hasPrefix("environment") ? nil : gate.detail
        case .notOurs: gate.detail
        case .symbolNotAllowed: "symbol allowed"
        case .openIntent: "no unresolved request"
        case .noFreshTriage:
            gate.detail.hasPrefix("overridden") ? "triage \(gate.detail)" : "fresh triage: \(gate.detail)"
        case .instanceRunning: "bot: \(gate.detail)"
        case .symbolNotTrading: gate.detail
        case .sideRequired: "side: \(gate.detail)"
        case .orderLimit: "\(gate.detail) orders"
        case .notionalCap, .policy: gate.detail
        case .clockSkew: "clock in sync"
        case .weightBudget: gate.detail
        case .reasonMissing: "reason given"
        case .confirmationMissing: nil
        case .confirmationMismatch: "confirmed"
        case .stalePlan: gate.detail
        }
    }

    /// `confirmation: add --confirm BTCUSDT`
    var failed: String {
        switch gate.code {
        case .mainnetNotAllowed: "\(name): to trade real money, set ALLOW_MAINNET_TRADE=1 for this one command"
        case .confirmationMissing: "\(name): \(addition ?? gate.detail)"
        case .reasonMissing where gate.detail == "no reason given": "\(name): \(addition ?? gate.detail)"
        case .confirmationMismatch: "\(name): \(typed) was given\(addition.map { "; \($0)" } ?? "")"
        case .reasonMissing, .sideRequired, .orderLimit, .notionalCap, .policy:
            "\(name): \(gate.detail)" + (addition.map { ": \($0)" } ?? "")
        default: "\(name): \(gate.detail)"
        }
    }

    private var name: String {
        switch gate.code {
        case .environmentMismatch: "environment"
        case .mainnetNotAllowed: "mainnet"
        case .notOurs: "owner"
        case .symbolNotAllowed: "symbol"
        case .openIntent: "unresolved request"
        case .noFreshTriage: "fresh triage"
        case .instanceRunning: "bot stopped"
        case .symbolNotTrading: "symbol trading"
        case .sideRequired: "side"
        case .orderLimit: "number of orders"
        case .notionalCap: "value"
        case .clockSkew: "clock"
        case .weightBudget: "request weight"
        case .reasonMissing: "reason"
        case .policy: "policy"
        case .confirmationMissing, .confirmationMismatch: "confirmation"
        case .stalePlan: "plan unchanged"
        }
    }

    /// Of `confirmed yes, expected BTCUSDT`.
    private var typed: String {
        let words = gate.detail.hasPrefix("confirmed ") ? gate.detail.dropFirst("confirmed ".count) : gate.detail[...]
        return String(words.ranges(of: ", expected ").last.map { words[..<$0.lowerBound] } ?? words)
    }

    private var addition: String? {
        switch gate.remedy {
        case .again where gate.code == .sideRequired: "add --side long or --side short"
        case .again(let more)?: "add \(Printable.shellLine(more))"
        case .leavingOut(let flag)?: "leave out \(flag)"
        case .command?, .outside?, nil: nil
        }
    }
}

extension Report {
    /// A gate with its code and all it says, as `-v` shows it, and what to type where it refuses.
    func add(_ gate: GateResult, typed: [String], to screen: inout Screen) {
        screen.item(
            gate.isRefused ? "FAIL" : "pass", gate.isRefused ? .bad : .good, " \(gate.code.rawValue): \(gate.detail)",
            indent: 0)
        if let remedy = gate.remedy { screen.say("try: \(commandLine(remedy, of: typed))", indent: 6) }
    }
}
