import Foundation

/// Every action, planned, refused, done and unknown.
extension ActionScene {
    private static let botless: [String: String?] = ["GRINDERCTL_HEALTH": nil]
    private static let orphan = States.orphanID
    private static let twelve = (1...12).map(States.many)
    private static let confirmed = ["--execute", "--confirm", orphan, "--reason", "left behind"]
    private static let triaged = [["triage", "unexpected"]]
    private static let position = [["triage", "position", "BTCUSDT"]]
    private static var protected: PositionAccount {
        var state = PositionAccount()
        state.orders = [
            PositionAccount.order(PositionAccount.takeProfit, "SELL", "64000.00", "0.005", reduceOnly: true)
        ]
        return state
    }
    private static var crowded: PositionAccount {
        var state = PositionAccount()
        state.positions = [.init("BTCUSDT", "BOTH", "0.012", "grinder_d_BTCUSDT_1_1772964000_71")]
        state.orders = (1...12).map { number in
            PositionAccount.order(
                "grinder_tp_BTCUSDT_\(number)_1772964000_\(number)", "SELL", "64000.00", "0.001", reduceOnly: true)
        }
        return state
    }
    private static var both: PositionAccount {
        var state = PositionAccount(hedge: true)
        state.positions = [
            .init("BTCUSDT", "LONG", "0.005", "grinder_d_BTCUSDT_1_1772964000_71"),
            .init("BTCUSDT", "SHORT", "-0.002", "grinder_d_BTCUSDT_1_1772964000_72"),
        ]
        return state
    }
    private static let flatten = ["flatten", "BTCUSDT", "--execute", "--confirm", "BTCUSDT", "--reason", "left behind"]

    package static let cancels = [
        ActionScene(
            name: "a plan without a verdict", state: States.orphan, words: ["cancel", orphan], first: "planned ",
            says: ["FAIL  fresh triage:", "FAIL  reason:", "FAIL  confirmation: add --confirm \(orphan)"],
            last: "grinderctl triage unexpected \(orphan)", leads: "orphaned"),
        ActionScene(
            name: "a plan with its verdict", state: States.orphan, before: triaged, words: ["cancel", orphan],
            first: "planned ", says: ["fresh triage: orphaned", "nothing sent"],
            last: "grinderctl cancel \(orphan) --reason '…' --confirm \(orphan) --execute", leads: "verified"),
        ActionScene(
            name: "a plan of twelve", state: States.orphans(12), before: triaged, words: ["cancel"] + twelve,
            first: "planned ", says: twelve + ["--max-orders 12: 12 orders, limit 10"],
            last: "grinderctl cancel \(twelve[0]) ", leads: "verified"),
        ActionScene(
            name: "a plan of twelve without a verdict", state: States.orphans(12), words: ["cancel"] + twelve,
            first: "planned ", says: twelve, last: "grinderctl triage unexpected"),
        ActionScene(
            name: "a wrong confirmation", state: States.orphan, before: triaged,
            words: ["cancel", orphan, "--execute", "--confirm", "yes", "--reason", "left behind"], first: "refused ",
            says: ["FAIL  confirmation:", "yes"], last: "grinderctl cancel \(orphan) --execute --confirm \(orphan)",
            leads: "verified"),
        ActionScene(
            name: "a placeholder for a reason", state: States.orphan, before: triaged,
            words: ["cancel", orphan, "--execute", "--confirm", orphan, "--reason", "WHY"], first: "refused ",
            says: ["FAIL  reason:"], last: "grinderctl cancel \(orphan) ", leads: "verified"),
        ActionScene(
            name: "verified", state: States.orphan, before: triaged, words: ["cancel", orphan] + confirmed,
            first: "verified ", says: [orphan, "CANCELED"], last: nil),
        ActionScene(
            name: "twelve verified", state: States.orphans(12), before: triaged,
            words: ["cancel"] + twelve + [
                "--execute", "--confirm", "12", "--reason", "all of them", "--max-orders", "12",
            ],
            first: "verified ", says: twelve, last: nil),
        ActionScene(
            name: "ended before", state: States.orphan, words: ["cancel", States.endedID], first: "verified ",
            says: ["already CANCELED; nothing sent"], last: nil),
        ActionScene(
            name: "filled before", state: States.orphan, words: ["cancel", States.filledID], first: "verified ",
            says: ["already FILLED; nothing sent"], last: "grinderctl triage position BTCUSDT", leads: "flat"),
        ActionScene(
            name: "not known", state: States.orphan, words: ["cancel", States.unknownID], first: "failed ",
            says: ["knows no such order"], last: nil),
        ActionScene(
            name: "unknown", state: States.orphan, faults: ["-1007@DELETE:/fapi/v1/order*1"], before: triaged,
            words: ["cancel", orphan] + confirmed, first: "unknown ", says: ["may have been executed"],
            last: "grinderctl audit resolve", leads: "settled"),
        ActionScene(
            name: "not executed", state: States.orphan, faults: ["503-unavailable@DELETE:/fapi/v1/order*1"],
            before: triaged, words: ["cancel", orphan] + confirmed, first: "failed ", says: ["still NEW"],
            last: "grinderctl triage unexpected \(orphan)", leads: "orphaned"),
        ActionScene(
            name: "not ours", state: States.orphan, words: ["cancel", States.personsID, "--symbol", "BTCUSDT"],
            first: "refused ", says: ["FAIL  owner:"], last: nil),
        ActionScene(
            name: "mainnet", state: States.orphan,
            words: ["cancel", orphan, "--env", "mainnet", "--reason", "left behind", "--without-triage"],
            first: "planned ", says: ["ALLOW_MAINNET_TRADE=1", "[mainnet]"],
            last: "grinderctl triage unexpected \(orphan)"),
        ActionScene(
            name: "a policy", state: States.orphan, before: triaged, words: ["cancel", orphan],
            config: "policy: {actions: {cancel: {ticket: required}}}\n", first: "planned ",
            says: ["FAIL  policy: a ticket is required: add --ticket '…'"], last: "grinderctl cancel \(orphan) "),
    ]

    package static let flattens = [
        ActionScene(
            name: "a plan beside a running bot", words: ["flatten", "BTCUSDT"], first: "planned ",
            says: ["FAIL  bot stopped:", "entry 60000", "mark 60000", "unrealised PnL 0", "GET /fapi/v1/depth"],
            last: "grinderctl triage position BTCUSDT"),
        ActionScene(
            name: "a plan, the bot's state unknown", before: position, words: ["flatten", "BTCUSDT"],
            changes: botless, first: "planned ", says: ["instance-stopped=yes once you have seen it stopped"],
            last: "grinderctl flatten BTCUSDT --answer instance-stopped=… --reason '…'", leads: "verified"),
        ActionScene(
            name: "a protected position", state: protected.json, before: position, words: ["flatten", "BTCUSDT"],
            changes: botless, first: "planned ", says: ["cancel \(PositionAccount.takeProfit)", "close"],
            last: "grinderctl flatten BTCUSDT ", leads: "verified"),
        ActionScene(
            name: "a position with twelve orders", state: crowded.json, words: ["flatten", "BTCUSDT"], changes: botless,
            first: "planned ", says: ["and 7 more (-v shows them)"], last: "grinderctl triage position BTCUSDT"),
        ActionScene(
            name: "over the cap", before: position, words: flatten + ["--max-notional", "100"], changes: botless,
            first: "refused ", says: ["300 USDT at mark price, cap 100"], last: "grinderctl flatten BTCUSDT ",
            leads: "verified"),
        ActionScene(
            name: "both sides", state: both.json, words: ["flatten", "BTCUSDT"], changes: botless, first: "refused ",
            says: ["--side long or --side short"], last: "grinderctl flatten BTCUSDT --side short"),
        ActionScene(
            name: "closed", before: position, words: flatten + ["--answer", "instance-stopped=yes"], changes: botless,
            first: "verified ", says: ["FILLED", "BTCUSDT is flat"], last: nil),
        ActionScene(
            name: "flat already", state: #"{"marks":{"BTCUSDT":"60000"}}"#, words: ["flatten", "BTCUSDT"],
            changes: botless, first: "verified ", says: ["flat", "nothing sent"], last: nil),
        ActionScene(
            name: "stopped between take-profit and close", state: protected.json,
            faults: ["503-throttled@POST:/fapi/v1/order*1"], before: position,
            words: flatten + ["--answer", "instance-stopped=yes"], changes: botless, first: "failed ",
            says: ["UNPROTECTED: BTCUSDT 0.005", PositionAccount.takeProfit],
            last: "grinderctl triage position BTCUSDT",
            leads: "untracked-fills"),
        ActionScene(
            name: "an unknown close", faults: ["-1007@POST:/fapi/v1/order*1"], before: position,
            words: flatten + ["--answer", "instance-stopped=yes"], changes: botless, first: "unknown ",
            says: ["not sent again"], last: "grinderctl audit resolve", leads: "settled"),
        ActionScene(
            name: "a book that is not read", faults: ["503-unavailable@GET:/fapi/v1/depth"], before: position,
            words: ["flatten", "BTCUSDT"], changes: botless, first: "planned ", says: ["book not read"],
            last: "grinderctl flatten BTCUSDT ", leads: "verified"),
    ]

    package static let resets = [
        ActionScene(
            name: "a reset's plan", state: resetAccount.json, words: ["reset"], changes: silent,
            first: "planned ", says: ["instance-stopped=yes once you have seen it stopped", "close"],
            last: "grinderctl reset --answer instance-stopped=… --reason '…' --confirm reset --execute",
            leads: "verified"),
        ActionScene(
            name: "a reset of twelve orders", state: States.orphans(12), words: ["reset", "--only", "cancel"],
            changes: silent, first: "planned ", says: twelve, last: "grinderctl reset --only cancel ",
            leads: "verified"),
        ActionScene(
            name: "a reset", state: resetAccount.json,
            words: [
                "reset", "--answer", "instance-stopped=yes", "--execute", "--confirm", "reset", "--reason", "lost",
            ],
            changes: silent, first: "verified ", says: ["CANCELED"], last: nil),
        ActionScene(
            name: "a reset that is not known to have ended", state: resetAccount.json,
            faults: ["-1007@DELETE:/fapi/v1/order*1"],
            words: [
                "reset", "--answer", "instance-stopped=yes", "--execute", "--confirm", "reset", "--reason", "lost",
            ],
            changes: silent, first: "unknown ", says: ["instance-stopped=yes once you have seen it stopped"],
            last: "grinderctl reset --resume ", leads: "verified"),
    ]

    package static let reconnects = [
        ActionScene(
            name: "a reconnect's plan", state: #"{"marks":{"BTCUSDT":"60000"}}"#, words: ["stream", "reconnect"],
            config: "instances: [{name: bot-1, stop: 'true', start: 'true'}]\n", changes: botless, first: "planned ",
            says: ["stop: true", "FAIL  confirmation: add --confirm reconnect"],
            last: "grinderctl stream reconnect --reason '…' --confirm reconnect --execute"),
        ActionScene(
            name: "nothing to settle", before: [["cancel", States.unknownID]], words: ["audit", "resolve"],
            first: "settled ", says: ["no unresolved requests"],
            last: nil),
    ]
    /// The default bot answers; here nothing does.
    private static let silent: [String: String?] = ["GRINDERCTL_HEALTH": "http://127.0.0.1:9"]
    /// Two orders and a stop of grinder's, a person's order, a position of grinder's own fills.
    private static var resetAccount: PositionAccount {
        var state = PositionAccount()
        state.marks = ["BTCUSDT": "60000", "ETHUSDT": "3000"]
        state.orders = [
            PositionAccount.order("grinder_d_BTCUSDT_1_1772964000_301", "BUY", "58000.00", "0.002"),
            PositionAccount.order("web_Kp3vLx9QmTz2RbYc5NfA", "BUY", "57000.00", "0.002"),
            PositionAccount.order("grinder_d_ETHUSDT_1_1772964000_302", "BUY", "2800.00", "0.020").replacing(
                "BTCUSDT", with: "ETHUSDT", maxReplacements: 1),
        ]
        state.algos = [
            #"{"algoId":4000000230628001,"clientAlgoId":"grinder_tp_BTCUSDT_1_1772964000_303","orderType":"STOP_MARKET","#
                + #""symbol":"BTCUSDT","side":"SELL","quantity":"0.005","triggerPrice":"55000.00","#
                + #""workingType":"MARK_PRICE","createTime":"-2h"}"#
        ]
        return state
    }
}
