/// The command that carries an action out, complete as it stands but for its reason: with every flag that the gates will
/// ask for, and none that overrides one or vouches for a fact.
package struct ActionCommand: Sendable, Hashable {
    package private(set) var words: [String]
    private let confirmation: String
    /// Why the configuration lets no command do all of it; `nil` where one can.
    package private(set) var obstacle: String?

    package init(cancel ids: [ClientOrderID]) {
        words = ["cancel"] + ids.map(\.rawValue)
        confirmation = ids.count == 1 ? ids[0].rawValue : "\(ids.count)"
    }

    package init(flatten symbol: Symbol, side: PositionSide?) {
        let sides = side.flatMap { $0 == .both ? nil : ["--side", $0.rawValue.lowercased()] } ?? []
        words = ["flatten", symbol.rawValue] + sides
        confirmation = symbol.rawValue
    }

    /// `reset --only cancel`, of one symbol or of all.
    package init(resetOrdersOf symbol: Symbol?) {
        words = ["reset", "--only", "cancel"] + (symbol.map { ["--symbol", $0.rawValue] } ?? [])
        confirmation = "reset"
    }

    package mutating func add(_ more: [String]) { words += more }

    /// `--max-orders`, where the default refuses that many.
    package mutating func allow(orders count: Int, _ ceilings: LimitCeilings) {
        guard count > ceilings.orders ?? LimitCeilings.defaultOrders else { return }
        guard ceilings.orders == nil else {
            obstacle = "\(count) orders: the configuration's limits.max-orders allows \(ceilings.orders ?? 0)"
            return
        }
        words += ["--max-orders", "\(count)"]
    }

    /// `--max-notional`, where the default refuses as much; rounded up to whole USDT, and by at least 1 %: marks move.
    package mutating func allow(notional: Amount, _ ceilings: LimitCeilings) {
        let cap = ceilings.notional ?? LimitCeilings.defaultNotional
        guard notional.value > cap.value else { return }
        guard ceilings.notional == nil else {
            obstacle = "\(notional) USDT: the configuration's limits.max-notional allows \(cap)"
            return
        }
        words += ["--max-notional", "\(Amount(LimitCeilings.roundedUp(notional.value)))"]
    }

    /// For a person to fill in once they have seen it; refused as it stands.
    package mutating func awaitWord() { words += ["--answer", AnswerPlaceholder.stopped] }

    /// Draws the plan file that a second operator signs.
    package var drawing: NextCommand {
        NextCommand(words + ["--reason", ReasonMissingGate.blank, "--out", "new-plan.json"])
    }

    /// As it is typed, its reason left to its reader.
    package var next: NextCommand {
        NextCommand(words + ["--execute", "--confirm", confirmation, "--reason", ReasonMissingGate.blank])
    }
}
