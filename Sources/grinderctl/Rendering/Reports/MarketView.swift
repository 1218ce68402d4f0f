import FoundationEssentials
import TriageCore

/// What stands beside a plan to close a position: what it was entered at, what it is worth now, what the book would take.
/// Nothing is decided by it.
struct MarketView: Sendable, Hashable {
    let position: Position
    let mark: Price
    /// As `exchangeInfo` names it.
    let quoteAsset: String?
    let closing: Side
    var book: BookView?

    /// `entry 59000.00, mark 60000.00, unrealised PnL 5.00 USDT`
    var words: String {
        let quote = quoteAsset.map { " \($0)" } ?? ""
        return "entry \(position.entryPrice), mark \(mark), unrealised PnL \(Self.rounded(profit, 2))\(quote)"
    }

    /// In the quote asset.
    var profit: Decimal { (mark.value - position.entryPrice.value) * position.amount.value }

    /// At most so many places, half up, without zeros at the end.
    static func rounded(_ value: Decimal, _ places: Int) -> String {
        let scale = (0..<places).reduce(Decimal(1)) { scale, _ in scale * 10 }
        let size = value < 0 ? -value : value
        let whole = "\(size * scale + Decimal(1) / 2)".prefix { $0 != "." }
        let digits = String(repeating: "0", count: max(0, places + 1 - whole.count)) + whole
        var text = digits.dropLast(places) + (places > 0 ? "." : "") + digits.suffix(places)
        while places > 0, text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return (value < 0 && text.contains { $0 != "0" && $0 != "." } ? "-" : "") + text
    }
}

/// The book as the plan saw it, or why it did not.
struct BookView: Sendable, Hashable {
    /// Levels asked for; weight 2.
    static let limit = 50

    let size: Quantity
    let mark: Price
    let read: Result<OrderBook.Taking, Unavailable>

    var words: String {
        switch read {
        case .failure(let problem): return "not read (\(problem.source): \(problem.detail))"
        case .success(let taking):
            guard let average = taking.average, let worst = taking.worst else {
                return "nothing rests on that side within \(Self.limit) levels (GET /fapi/v1/depth, weight 2)"
            }
            let away = mark.value > 0 ? (average - mark.value) / mark.value * 100 : 0
            let found =
                taking.covers(size) ? "takes all of \(size)" : "takes only \(Amount(taking.quantity)) of \(size)"
            return
                "\(found) at \(MarketView.rounded(average, 8)) on average (\(MarketView.rounded(away, 3)) % from the mark), "
                + "\(worst) at worst, \(Count.of(taking.levels, "level")) (GET /fapi/v1/depth, weight 2)"
        }
    }
}
