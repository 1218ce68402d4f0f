/// Refuses a closing order on a symbol whose `status` in `exchangeInfo` lets none through: nothing is cancelled for a
/// close that cannot come. A status that is not known, or not said, is not TRADING. Cancels are let through everywhere.
enum SymbolNotTradingGate: Gate {
    static let code = GateCode.symbolNotTrading

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        let closing = facts.targets.compactMap(\.closing)
        guard !closing.isEmpty else { return nil }
        let halted = closing.filter { !$0.isTrading }
        guard !halted.isEmpty else {
            return .passed(Set(closing.map(\.symbol)).sorted().map { "\($0) is TRADING" }.joined(separator: ", "))
        }
        var seen: Set<Symbol> = []
        let states = halted.filter { seen.insert($0.symbol).inserted }.map(\.tradingStatus).joined(separator: ", ")
        let words = "\(states): no closing order is taken, and nothing is cancelled for one"
        guard facts.action == .reset else { return .refused(words, remedy: nil) }
        let others = Set(facts.targets.map(\.symbol)).subtracting(seen).sorted()
        let left = leftOut(seen, facts.targets)
        guard !others.isEmpty, facts.begun == nil else { return .refused("\(words); \(left) stays", remedy: nil) }
        return .refused(
            "\(words); the command below leaves out \(left)",
            remedy: .again(others.flatMap { ["--symbol", $0.rawValue] }))
    }

    /// `2 orders on SOLUSDT, the position SOLUSDT 12`
    private static func leftOut(_ symbols: Set<Symbol>, _ targets: [ActionTarget]) -> String {
        symbols.sorted().flatMap { symbol in
            let mine = targets.filter { $0.symbol == symbol }
            let orders = mine.filter { !$0.isPosition }.count
            let positions = mine.compactMap { target -> String? in
                guard case .flatten(let target) = target else { return nil }
                return "the position \(target.name)\(target.plan.map { " \($0.amount)" } ?? "")"
            }
            return (orders == 0 ? [] : ["\(Count.of(orders, "order")) on \(symbol)"]) + positions
        }.joined(separator: ", ")
    }
}

extension ActionTarget {
    /// A position that takes an order to be closed, or will once its side is named.
    fileprivate var closing: FlattenTarget? {
        guard case .flatten(let target) = self, target.plan.map({ !$0.closes.isEmpty }) ?? true else { return nil }
        return target
    }
}

extension FlattenTarget {
    fileprivate var isTrading: Bool { filters?.isTrading ?? false }

    /// `SOLUSDT is SETTLING`
    fileprivate var tradingStatus: String {
        "\(symbol) \(filters?.status.map { "is \($0)" } ?? "has no status that is known")"
    }
}
