import FoundationEssentials
import TestSupport
import TriageCore

/// Generated fills played forwards in whole thousandths, with the truth noted on the way: which fills the present
/// position consists of. The rule under test walks backwards in decimals.
struct PositionHistory {
    struct Part: Hashable {
        let tradeID: Int64
        let thousandths: Int
    }

    private struct Book {
        var amount = 0
        /// Since the position was last zero.
        var episode: [Part] = []
        var origins: Set<Int> = []
        var began: Int64 = 0
    }

    private(set) var world = PositionWorld()
    let maxWindows: Int
    private(set) var wanted: [PositionSide: (code: String, parts: [Part]?)] = [:]
    private var books: [PositionSide: Book] = [:]

    private static let ids = [
        Given.id.rawValue, "grinder_tp_BTCUSDT_0_1772971200_12", "web_abc", "x-15PC4ZJy1", "autoclose-159610762004",
    ]

    init(using generator: inout SeededGenerator) {
        maxWindows = generator.pick([1, 2, 5, 13])
        world.isHedge = Bool.random(using: &generator)
        let sides: [PositionSide] = world.isHedge ? [.long, .short] : [.both]
        let ages = Self.ages(using: &generator)
        for side in sides { books[side] = Book() }
        let palette = generator.pick([[0], [0, 1], [2, 3], [0, 1, 2, 3], [0, 4]])
        for (index, age) in ages.enumerated() {
            play(Int64(index + 1), age: age, side: generator.pick(sides), origin: generator.pick(palette), &generator)
        }
        for side in sides { finish(side) }
    }

    /// Distinct, oldest first, away from the edges of windows and memory.
    private static func ages(using generator: inout SeededGenerator) -> [Int64] {
        let reach = generator.pick([hour, 3 * day, 20 * day, 100 * day])
        var ages: Set<Int64> = []
        for _ in 0..<Int.random(in: 0...25, using: &generator) {
            let age = Int64.random(in: 2 * minute..<reach, using: &generator)
            let edge = min(age % (7 * day), 7 * day - age % (7 * day), abs(age - 89 * day))
            if edge > 3 * minute { ages.insert(age) }
        }
        return ages.sorted(by: >)
    }

    private mutating func play(
        _ number: Int64, age: Int64, side: PositionSide, origin: Int, _ generator: inout SeededGenerator
    ) {
        guard var book = books[side] else { return }
        var signed = generator.pick([1, 2, 3, 10, 500]) * generator.pick([1, -1])
        // Now and then exactly to zero.
        if Int.random(in: 0..<4, using: &generator) == 0, book.amount != 0 { signed = -book.amount }
        // LONG holds nothing negative, SHORT nothing positive.
        if side == .long, book.amount + signed < 0 { signed = abs(signed) }
        if side == .short, book.amount + signed > 0 { signed = -abs(signed) }
        let before = book.amount
        book.amount += signed
        if book.amount == 0 {
            book.episode = []
            book.origins = []
        } else if before == 0 || (before < 0) != (book.amount < 0) {
            book.episode = [Part(tradeID: number, thousandths: book.amount)]
            book.origins = [origin]
            book.began = age
        } else {
            book.episode.append(Part(tradeID: number, thousandths: signed))
            book.origins.insert(origin)
        }
        books[side] = book
        world.trades.append(
            Given.trade(
                number, order: number, side: signed < 0 ? .sell : .buy, Self.text(abs(signed)), ago: age,
                positionSide: side))
        world.orders.append(
            Given.order(
                ClientOrderID(Self.ids[origin]), orderID: number, status: "FILLED", time: Given.at(-age - 1)))
    }

    private mutating func finish(_ side: PositionSide) {
        guard let book = books[side] else { return }
        guard book.amount != 0 else {
            wanted[side] = ("flat", nil)
            return
        }
        world.hold(Self.text(book.amount), side)
        let isSeen = book.began < min(89 * day, Int64(maxWindows) * 7 * day)
        wanted[side] = isSeen ? (Self.code(book.origins), book.episode) : ("inconclusive", nil)
    }

    private static func code(_ origins: Set<Int>) -> String {
        if origins.contains(4) { return "forced" }
        if origins.isSubset(of: [0, 1]) { return "untracked-fills" }
        return origins.isDisjoint(with: [0, 1]) ? "external" : "mixed"
    }

    static func text(_ thousandths: Int) -> String {
        let size = String(abs(thousandths))
        let padded = String(repeating: "0", count: max(0, 4 - size.count)) + size
        return (thousandths < 0 ? "-" : "") + padded.dropLast(3) + "." + padded.suffix(3)
    }
}
