import OperatorStage
import TestSupport

/// When a process is killed.
enum KillMoment: Sendable, Hashable {
    /// So long after it was started.
    case after(Duration)
    /// So long after the exchange has done what the nth request asks for; without delay, before it is answered.
    case request(Int, Duration)
    /// When the nth mutating request has arrived; the exchange will do what it asks for.
    case arrival(Int)
    /// At the nth change to the audit log's files.
    case change(Int)

    /// - Parameters:
    ///   - requests: how many the command sends that is to be killed.
    ///   - changes: how many it makes to the log's files, at least.
    static func drawn(_ dice: inout SeededGenerator, requests: Int, changes: Int) -> KillMoment {
        switch Int.random(in: 0..<10, using: &dice) {
        case 0...1: .after(.microseconds(Int.random(in: 0..<250_000, using: &dice)))
        case 2...3: .request(Int.random(in: 1...requests, using: &dice), .zero)
        case 4...5:
            .request(
                Int.random(in: 1..<requests, using: &dice), .microseconds(Int.random(in: 0..<8_000, using: &dice)))
        case 6: .arrival(Int.random(in: 1...max(1, requests / 9), using: &dice))
        default: .change(Int.random(in: 1...changes, using: &dice))
        }
    }
}

/// Commands that are killed one after the other on one account and one audit log, and then what is left is settled.
struct KillRound: Sendable {
    /// One command line and when it is killed.
    struct Command: Sendable {
        let words: [String]
        let moment: KillMoment
        /// Whether it is typed again right after, and left alone.
        let isRepeated: Bool
    }

    let seed: UInt64
    let isReset: Bool
    let deeds: [Command]
    /// Settles with `audit resolve`; a reset may also do it by itself when it is resumed.
    let resolves: Bool
    /// A reset's bot: kept by shell commands, or said to be stopped.
    let keepsBot: Bool

    /// As many rounds as have a thousand deeds that are killed; a few are over before.
    static let full = 300
    /// Both kinds of reset are among them.
    static let few = 12

    static func number(_ number: Int) -> KillRound {
        var dice = SeededGenerator(seed: 20_260_308, "kills", number)
        let isReset = number % 14 < 3
        return isReset ? reset(&dice, number) : actions(&dice, number)
    }

    private static func reset(_ dice: inout SeededGenerator, _ number: Int) -> KillRound {
        let keepsBot = dice.chance(500)
        let words = keepsBot ? KillAccount.reset : KillAccount.reset + ["--answer", "instance-stopped=yes"]
        return KillRound(
            seed: UInt64(number), isReset: true,
            deeds: (0..<2).map { _ in
                Command(words: words, moment: .drawn(&dice, requests: 80, changes: 400), isRepeated: false)
            },
            resolves: dice.chance(500), keepsBot: keepsBot)
    }

    private static func actions(_ dice: inout SeededGenerator, _ number: Int) -> KillRound {
        var orders = KillAccount.orders.shuffled(using: &dice)
        var stops = KillAccount.stops.shuffled(using: &dice)
        var flattens = false
        var deeds: [Command] = []
        while deeds.count < 4 {
            let words: [String]
            var requests = 10
            switch Int.random(in: 0..<6, using: &dice) {
            case 0...1: words = KillAccount.cancel([orders.removeLast()])
            case 2 where !stops.isEmpty: words = KillAccount.cancel([stops.removeLast()])
            case 3 where orders.count > 4:
                words = KillAccount.cancel((0..<3).map { _ in orders.removeLast() })
                requests = 22
            case 4...5 where !flattens:
                words = KillAccount.flatten
                flattens = true
            default: continue
            }
            deeds.append(
                Command(
                    words: words, moment: .drawn(&dice, requests: requests, changes: 11 * requests),
                    isRepeated: dice.chance(250)))
        }
        return KillRound(seed: UInt64(number), isReset: false, deeds: deeds, resolves: true, keepsBot: false)
    }
}

/// Orders and conditional orders that a bot left behind in BTCUSDT, and a position of its fills in ETHUSDT.
enum KillAccount {
    static let orders = (1...9).map { "grinder_d_BTCUSDT_1_1772964000_\($0)" }
    static let stops = (21...22).map { "grinder_d_BTCUSDT_1_1772964000_\($0)" }
    private static let opening = "grinder_d_ETHUSDT_1_1772964000_31"

    static var all: [String] { orders + stops }

    static var state: String {
        let orders = orders.map { id in
            #"{"symbol":"BTCUSDT","clientOrderId":"\#(id)","side":"BUY","type":"LIMIT","price":"59000.10","#
                + #""origQty":"0.005","time":"-2h"}"#
        }
        let stops = stops.enumerated().map { index, id in
            #"{"algoId":\#(4_000_000_230_627_801 + index),"clientAlgoId":"\#(id)","orderType":"STOP_MARKET","#
                + #""symbol":"BTCUSDT","side":"SELL","quantity":"0.005","triggerPrice":"50000.00","#
                + #""createTime":"-2h","algoStatus":"NEW"}"#
        }
        let opened =
            #"{"symbol":"ETHUSDT","clientOrderId":"\#(opening)","side":"BUY","type":"LIMIT","price":"3000.00","#
            + #""origQty":"0.050","time":"-2h","orderId":8389765612825190400,"status":"FILLED","updateTime":"-40m"}"#
        return """
            {"marks":{"BTCUSDT":"60000","ETHUSDT":"3000"},
            "orders":[\((orders + [opened]).joined(separator: ","))],
            "trades":[{"symbol":"ETHUSDT","id":6512340011,"orderId":8389765612825190400,"side":"BUY",
            "price":"3000.00","qty":"0.050","time":"-40m"}],
            "positions":[{"symbol":"ETHUSDT","positionAmt":"0.050","entryPrice":"3000.00","updateTime":"-40m"}],
            "algoOrders":[\(stops.joined(separator: ","))]}
            """
    }

    private static let demands = [
        "--execute", "--reason", "left behind", "--max-orders", "50", "--max-notional", "100000", "--weight-budget",
        "100%", "--json", "--quiet",
    ]

    static func cancel(_ ids: [String]) -> [String] {
        ["cancel"] + ids + demands + ["--without-triage", "--confirm", ids.count == 1 ? ids[0] : "\(ids.count)"]
    }

    static let flatten =
        ["flatten", "ETHUSDT"] + demands + ["--without-triage", "--while-running", "--confirm", "ETHUSDT"]
    static let reset = ["reset"] + demands + ["--confirm", "reset"]
}
