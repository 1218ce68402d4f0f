import TriageCore

/// A position that an action left open after cancelling what would have closed it: the take-profit is gone and the close
/// has not come. Whoever is on call must read it, and one command.
struct UnprotectedPosition {
    /// `BTCUSDT`, `BTCUSDT LONG`
    let name: String
    let symbol: Symbol
    let amount: Quantity
    /// Cancelled here, and each would have reduced the position.
    let cancelled: [ObservedOrder]
    /// Still resting, and can reduce it.
    let resting: [ObservedOrder]
    /// Whether the amount is what is known to be left.
    let isCertain: Bool

    /// `nil` while nothing was taken away, or nothing is left that could be unprotected.
    init?(_ progress: FlattenProgress, _ results: [ActionReport.Result]) {
        let plan = progress.plan
        let gone = plan.cancels.filter { $0.wasCancelled(by: results) && $0.hasQuantityLeft }
        guard !gone.isEmpty, progress.next != nil, !progress.expected.amount.isZero else { return nil }
        name = plan.preconditions.name
        symbol = plan.symbol
        amount = progress.expected.amount
        cancelled = gone
        resting = plan.cancels.filter { !$0.wasCancelled(by: results) } + plan.staying.filter(\.canOnlyReduce)
        isCertain = !results.contains { $0.outcome == .unknown }
    }

    init(
        name: String, symbol: Symbol, amount: Quantity, cancelled: [ObservedOrder], resting: [ObservedOrder],
        isCertain: Bool
    ) {
        self.name = name
        self.symbol = symbol
        self.amount = amount
        self.cancelled = cancelled
        self.resting = resting
        self.isCertain = isCertain
    }

    var words: String {
        let state = isCertain ? "is still open" : "may still be open"
        let gone = cancelled.map { "\($0.clientOrderID) (\($0.sketch))" }.joined(separator: ", ")
        let kept =
            resting.isEmpty
            ? "no grinder order closes it now"
            : "what still rests: \(resting.map(\.clientOrderID.rawValue).joined(separator: ", "))"
        return "UNPROTECTED: \(name) \(amount) \(state) without \(gone), cancelled here; \(kept)"
    }

    /// What settles it: an open intent first, a read of the position after a refusal or failure, else the same again.
    func next(_ report: ActionReport) -> NextCommand {
        if report.results.contains(where: { $0.outcome == .unknown }) { return NextCommand("audit", "resolve") }
        if let told = report.results.last(where: { $0.outcome == .failed && !$0.next.isEmpty })?.next.first {
            return told
        }
        let words = TypedCommand(report.typed).sober.without(TypedCommand.contextFlags + ["--format"])
            .without(valueless: TypedCommand.screenFlags)
        return NextCommand(words.words)
    }
}

extension ObservedOrder {
    func wasCancelled(by results: [ActionReport.Result]) -> Bool {
        results.contains {
            $0.clientOrderID == clientOrderID.rawValue && $0.symbol == symbol.rawValue && $0.outcome == .verified
                && $0.exchangeID == exchangeID
        }
    }
}
