import JSON
import TriageCore

/// One event of the stream as one line, for people and for machines.
struct EventLine {
    let event: StreamEvent
    /// Its fill was told before.
    let repeats: Bool
    /// `-v`: with the message itself, where it is not understood.
    var isVerbose = false

    var text: String {
        let body = isVerbose ? [event.body].compactMap(\.self) : []
        let words = [event.time?.description ?? "without a time", event.name] + details + body
        return Printable.line(words.joined(separator: " ") + (repeats ? " (the same fill again)" : ""))
    }

    private var details: [String] {
        switch event.content {
        case .order(let update):
            let fill = update.fill.map { ["trade \($0.tradeID): \($0.quantity) at \($0.price)"] } ?? []
            return [
                update.symbol.rawValue, update.clientOrderID.rawValue, update.side, update.execution,
                update.status.description,
            ] + Self.size(update) + fill
        case .algo(let update):
            let child = update.actualOrderID.map { ["its order \($0)"] } ?? []
            return [
                update.symbol.rawValue, update.clientAlgoID.rawValue, update.side, update.orderType,
                update.status.description,
            ] + Self.size(update) + child + (update.reason.isEmpty ? [] : [update.reason])
        case .lite(let fill):
            return [
                fill.symbol.rawValue, fill.clientOrderID.rawValue, fill.side,
                "trade \(fill.tradeID): \(fill.quantity) at \(fill.price)",
            ]
        case .account(let update):
            return [update.reason] + update.positions.map { "\($0.symbol) \($0.side) \($0.amount)" }
                + update.balances.map { "\($0.asset) \($0.wallet)" + ($0.change.map { " (\($0))" } ?? "") }
        case .configuration(let words, _): return [words]
        case .marginCall(let positions): return positions
        case .listenKeyExpired: return ["no event follows until there is a new key"]
        case .other: return ["(not an event grinderctl knows)"]
        case .unreadable(let why): return ["(cannot be read: \(why))"]
        }
    }

    /// What was sent of it: `0.004 of 0.010 at 67183.1`.
    private static func size(_ update: OrderUpdate) -> [String] {
        [update.filled?.description, update.quantity.map { "of \($0)" }, update.price.map { "at \($0)" }]
            .compactMap(\.self)
    }

    /// `0.004, trigger price 59000`; a trailing stop has none, and the exchange writes 0.
    private static func size(_ update: AlgoUpdate) -> [String] {
        let trigger = update.triggerPrice.flatMap { $0.isZero ? nil : "trigger price \($0)" }
        return [update.quantity?.description, trigger].compactMap(\.self)
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("schema", "grinderctl/1"), ("command", "stream watch"), ("type", "event"),
            ("time", .string(orNull: event.time?.description)), ("event", .string(event.name)),
            ("symbol", .string(orNull: event.symbol?.rawValue)),
            ("clientOrderId", .string(orNull: event.clientOrderID?.rawValue)),
        ]
        switch event.content {
        case .order(let update):
            members += [
                ("orderId", .string(update.orderID.description)), ("side", .string(update.side)),
                ("positionSide", .string(update.positionSide)), ("orderType", .string(update.type)),
                ("execution", .string(update.execution)), ("status", .string(update.status.description)),
                ("price", .string(orNull: update.price?.description)),
                ("origQty", .string(orNull: update.quantity?.description)),
                ("executedQty", .string(orNull: update.filled?.description)),
            ]
        case .algo(let update):
            members += [
                ("algoId", .string(update.algoID.description)), ("side", .string(update.side)),
                ("orderType", .string(update.orderType)), ("algoStatus", .string(update.status.description)),
                ("triggerPrice", .string(orNull: update.triggerPrice?.description)),
                ("quantity", .string(orNull: update.quantity?.description)),
                ("actualOrderId", .string(orNull: update.actualOrderID?.description)),
                ("reason", .string(update.reason)),
            ]
        case .lite(let fill):
            members += [("orderId", .string(fill.orderID.description)), ("side", .string(fill.side))]
        case .account(let update):
            members += [("reason", .string(update.reason)), ("positions", .array(update.positions.map(Self.json)))]
            members.append(("balances", .array(update.balances.map(Self.json))))
        case .configuration(let words, _): members.append(("detail", .string(words)))
        case .marginCall(let positions): members.append(("positions", .strings(positions)))
        case .unreadable(let why): members.append(("unreadable", .string(why)))
        case .listenKeyExpired, .other: break
        }
        if let body = event.body { members.append(("body", .string(body))) }
        if let fill = event.fill {
            members.append(("fill", Self.json(fill)))
            members.append(("repeated", .bool(repeats)))
        }
        return .object(members)
    }

    private static func json(_ fill: FillUpdate) -> JSONValue {
        .object([
            ("tradeId", .string(String(fill.tradeID))), ("quantity", .string(fill.quantity.description)),
            ("price", .string(fill.price.description)),
        ])
    }

    private static func json(_ holding: AccountUpdate.Holding) -> JSONValue {
        .object([
            ("symbol", .string(holding.symbol)), ("positionSide", .string(holding.side)),
            ("positionAmt", .string(holding.amount)),
        ])
    }

    private static func json(_ balance: AccountUpdate.Balance) -> JSONValue {
        .object([
            ("asset", .string(balance.asset)), ("walletBalance", .string(balance.wallet)),
            ("change", .string(orNull: balance.change)),
        ])
    }

    static func json(_ note: StreamNote, at now: Timestamp) -> JSONValue {
        .object([
            ("schema", "grinderctl/1"), ("command", "stream watch"), ("type", "note"),
            ("time", .string(now.description)), ("note", .string(note.word)), ("detail", .string(note.detail)),
        ])
    }

    static func json(_ outcome: WatchOutcome, expected: ClientOrderID?) -> JSONValue {
        .object([
            ("schema", "grinderctl/1"), ("command", "stream watch"), ("type", "end"),
            ("expected", .string(orNull: expected?.rawValue)), ("seen", .bool(outcome.isFound)),
            ("events", .integer(Int64(outcome.events))), ("fills", .integer(Int64(outcome.fills))),
            ("gaps", .integer(Int64(outcome.gaps))), ("exit", .integer(Int64(outcome.exit))),
            ("detail", .string(outcome.summary)),
        ])
    }
}
