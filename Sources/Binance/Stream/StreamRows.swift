import FoundationEssentials
import TriageCore

/// A message of the user-data stream, read as leniently as the answers of REST.
enum StreamDecoder {
    /// `nil` for what is no event at all.
    static func event(_ message: [UInt8]) -> StreamEvent? {
        guard let event = (try? JSONDecoder().decode(StreamRow.self, from: Data(message)))?.event else { return nil }
        switch event.content {
        case .other, .unreadable:
            // A listenKey has 64 characters.
            let body = String(decoding: message, as: UTF8.self).replacing(/[A-Za-z0-9]{32,}/, with: "<hidden>")
            return StreamEvent(name: event.name, time: event.time, content: event.content, body: body)
        default: return event
        }
    }
}

struct StreamRow: Decodable, Sendable {
    let event: StreamEvent

    init(from decoder: any Decoder) throws {
        // A combined stream wraps its events; the wrapper's name holds the listenKey and is dropped.
        if let inner = try? decoder.container(keyedBy: Wrapper.self), inner.contains(.data) {
            event = try inner.decode(StreamRow.self, forKey: .data).event
            return
        }
        let fields = try Fields(decoder)
        let name = try fields.text("e")
        let time = (try? fields.timeIfPresent("E")) ?? nil
        let content: StreamEvent.Content
        do {
            content = try Self.content(name, decoder)
        } catch let problem as FieldProblem {
            content = .unreadable("\(problem)")
        } catch {
            content = .unreadable("it has another shape than documented")
        }
        event = StreamEvent(name: name, time: time, content: content)
    }

    private enum Wrapper: String, CodingKey { case data }
    private enum Part: String, CodingKey {
        case order = "o"
        case account = "a"
        case leverage = "ac"
        case assets = "ai"
        case positions = "p"
    }

    private static func content(_ name: String, _ decoder: any Decoder) throws -> StreamEvent.Content {
        switch name {
        case "ORDER_TRADE_UPDATE": return .order(try part(OrderPart.self, .order, decoder).update)
        case "ALGO_UPDATE": return .algo(try part(AlgoPart.self, .order, decoder).update)
        case "TRADE_LITE": return .lite(try FillUpdate(Fields(decoder)))
        case "ACCOUNT_UPDATE": return .account(try part(AccountPart.self, .account, decoder).update)
        case "ACCOUNT_CONFIG_UPDATE": return try configuration(decoder)
        case "MARGIN_CALL": return .marginCall(try part([MarginPart].self, .positions, decoder).map(\.words))
        case "listenKeyExpired": return .listenKeyExpired
        default: return .other
        }
    }

    private static func part<Row: Decodable>(_ row: Row.Type, _ part: Part, _ decoder: any Decoder) throws -> Row {
        let container = try decoder.container(keyedBy: Part.self)
        guard container.contains(part) else { throw FieldProblem(field: part.rawValue, isMissing: true) }
        return try container.decode(row, forKey: part)
    }

    private static func configuration(_ decoder: any Decoder) throws -> StreamEvent.Content {
        if let leverage = try? part(LeveragePart.self, .leverage, decoder) {
            return .configuration("\(leverage.symbol) leverage \(leverage.leverage)", of: Symbol(leverage.symbol))
        }
        let isMulti = try part(AssetsPart.self, .assets, decoder).isMulti
        return .configuration("multi-assets margin \(isMulti ? "on" : "off")", of: nil)
    }
}

private struct OrderPart: Decodable {
    let update: OrderUpdate

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let execution = try fields.text("x")
        let tradeID = try fields.integerIfPresent("t") ?? 0
        // A liquidation's fill is CALCULATED, every other one TRADE; without a fill the trade id is 0.
        let isFill = tradeID > 0 && ["TRADE", "CALCULATED"].contains(execution)
        update = OrderUpdate(
            symbol: try fields.streamSymbol(), clientOrderID: ClientOrderID(try fields.text("c")),
            orderID: OrderID(try fields.integer("i")), side: try fields.text("S"),
            positionSide: try fields.textIfPresent("ps") ?? "BOTH", type: try fields.textIfPresent("o") ?? "",
            execution: execution, status: OrderStatus(try fields.text("X")),
            price: try fields.priceIfPresent("p"), quantity: try fields.quantityIfPresent("q"),
            filled: try fields.quantityIfPresent("z"),
            fill: isFill ? try FillUpdate(fields) : nil)
    }
}

extension FillUpdate {
    fileprivate init(_ fields: Fields) throws {
        self.init(
            symbol: try fields.streamSymbol(), clientOrderID: ClientOrderID(try fields.text("c")),
            orderID: OrderID(try fields.integer("i")), side: try fields.text("S"),
            tradeID: try fields.integer("t"), quantity: try fields.quantity("l"), price: try fields.price("L"))
    }
}

private struct AlgoPart: Decodable {
    let update: AlgoUpdate

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        update = AlgoUpdate(
            symbol: try fields.streamSymbol(), clientAlgoID: ClientOrderID(try fields.text("caid")),
            algoID: AlgoOrderID(try fields.integer("aid")), side: try fields.text("S"),
            orderType: try fields.textIfPresent("o") ?? "", status: AlgoStatus(try fields.text("X")),
            triggerPrice: try fields.priceIfPresent("tp"), quantity: try fields.quantityIfPresent("q"),
            actualOrderID: try Self.actualOrderID(fields), reason: try fields.textIfPresent("rm") ?? "")
    }

    /// A string, `""` until the trigger.
    private static func actualOrderID(_ fields: Fields) throws -> OrderID? {
        guard let text = try fields.textIfPresent("ai"), !text.isEmpty, text != "0" else { return nil }
        guard let id = Int64(text) else { throw FieldProblem(field: "ai", isMissing: false) }
        return OrderID(id)
    }
}

private struct AccountPart: Decodable {
    private struct Holding: Decodable {
        let holding: AccountUpdate.Holding
        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            holding = .init(
                try fields.text("s"), try fields.textIfPresent("ps") ?? "BOTH", try fields.text("pa"))
        }
    }
    private struct Balance: Decodable {
        let balance: AccountUpdate.Balance
        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            balance = .init(try fields.text("a"), try fields.text("wb"), try fields.textIfPresent("bc"))
        }
    }
    private enum CodingKeys: String, CodingKey {
        case positions = "P"
        case balances = "B"
    }

    let update: AccountUpdate

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        update = AccountUpdate(
            reason: try Fields(decoder).textIfPresent("m") ?? "",
            positions: try container.decodeIfPresent([Holding].self, forKey: .positions)?.map(\.holding) ?? [],
            balances: try container.decodeIfPresent([Balance].self, forKey: .balances)?.map(\.balance) ?? [],
            symbol: try Fields(decoder).textIfPresent("S").flatMap { Symbol($0) })
    }
}

private struct LeveragePart: Decodable {
    let symbol: String
    let leverage: Int64
    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        symbol = try fields.text("s")
        leverage = try fields.integer("l")
    }
}

private struct AssetsPart: Decodable {
    let isMulti: Bool
    init(from decoder: any Decoder) throws { isMulti = try Fields(decoder).flag("j") }
}

private struct MarginPart: Decodable {
    let words: String
    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        words = "\(try fields.text("s")) \(try fields.textIfPresent("ps") ?? "BOTH") \(try fields.text("pa"))"
    }
}

extension Fields {
    /// The stream writes `s`.
    fileprivate func streamSymbol() throws -> Symbol {
        guard let symbol = Symbol(try text("s")) else { throw FieldProblem(field: "s", isMissing: false) }
        return symbol
    }
}
