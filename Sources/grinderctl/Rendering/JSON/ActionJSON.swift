import JSON
import TriageCore

/// The JSON of an action, members in the order of docs/interface.md.
extension Report {
    func json(_ action: ActionReport) -> [(String, JSONValue)] {
        [
            ("plan", .object(Self.plan(of: action))),
            ("gates", .array(action.gates.map { json($0, typed: action.typed) })),
            ("outcome", .string(action.outcome.rawValue)),
            ("results", .array(action.results.map(json))),
            ("notes", .strings(action.notes)),
        ] + (action.left.map { [("left", .strings($0))] } ?? []) + [
            ("next", .strings(action.next.map(commandLine)))
        ]
    }

    private static func plan(of action: ActionReport) -> [(String, JSONValue)] {
        let members: [(String, JSONValue)] = [
            ("steps", .array(action.plan.map(json))),
            ("preconditions", .object(action.preconditions.map { ($0.name, json($0.facts)) })),
        ]
        let market = action.market.map { [("market", json($0))] } ?? []
        guard let file = action.planFile else { return members + market }
        return members + market
            + [("file", .object([("path", .string(file.path)), ("sha256", .string(file.sha256))]))]
    }

    /// Prices as the exchange sent them; `book` is null where it was not read, and why stands beside it.
    private static func json(_ market: MarketView) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("entryPrice", .string(market.position.entryPrice.description)),
            ("markPrice", .string(market.mark.description)),
            ("unrealizedProfit", .string(MarketView.rounded(market.profit, 8))),
            ("quoteAsset", .string(orNull: market.quoteAsset)),
        ]
        switch market.book?.read {
        case .success(let taking)?:
            members.append(
                (
                    "book",
                    .object([
                        ("takes", .string(Amount(taking.quantity).text)),
                        ("averagePrice", .string(orNull: taking.average.map { MarketView.rounded($0, 8) })),
                        ("worstPrice", .string(orNull: taking.worst?.description)),
                        ("levels", .integer(Int64(taking.levels))),
                    ])
                ))
        case .failure(let problem)?:
            members += [("book", .null), ("bookUnread", .string("\(problem.source): \(problem.detail)"))]
        case nil: members.append(("book", .null))
        }
        return .object(members)
    }

    func json(_ gate: GateResult, typed: [String]) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("code", .string(gate.code.rawValue)), ("status", gate.isRefused ? "refused" : "passed"),
            ("detail", .string(gate.detail)),
        ]
        if let remedy = gate.remedy { members.append(("try", .string(commandLine(remedy, of: typed)))) }
        return .object(members)
    }

    private func json(_ result: ActionReport.Result) -> JSONValue {
        .object([
            ("clientOrderId", .string(result.clientOrderID)), ("orderId", .string(orNull: result.exchangeID)),
            ("symbol", .string(result.symbol)), ("status", .string(orNull: result.status)),
            ("executedQty", .string(orNull: result.executedQty)), ("outcome", .string(result.outcome.rawValue)),
            ("detail", .string(result.detail)), ("next", .strings(result.next.map(commandLine))),
        ])
    }

    private static func json(_ step: ActionReport.PlanStep) -> JSONValue {
        switch step {
        case .other(let action, let subject, let how):
            .object([("action", .string(action)), ("subject", .string(subject)), ("how", .string(how))])
        case .cancel(let order):
            .object([
                ("action", "cancel"), ("kind", .string(OrderPreconditions(order).isAlgo ? "algo" : "order")),
                ("clientOrderId", .string(order.clientOrderID.rawValue)), ("orderId", .string(order.exchangeID)),
                ("symbol", .string(order.symbol.rawValue)), ("request", .string(order.cancelRequest.endpoint)),
            ])
        case .close(let order):
            .object([
                ("action", "close"), ("kind", "market"),
                ("clientOrderId", .string(order.clientOrderID.rawValue)), ("orderId", .null),
                ("symbol", .string(order.symbol.rawValue)),
                ("request", .string(MutatingRequest.placeOrder(order).endpoint)),
                ("side", .string(order.side.rawValue)), ("positionSide", .string(order.positionSide.rawValue)),
                ("quantity", .string(order.quantity.description)), ("reduceOnly", .bool(order.reduceOnly)),
            ])
        }
    }

    private static func json(_ facts: IntentFacts) -> JSONValue {
        switch facts {
        case .order(let facts):
            .object([
                (facts.idName, .string(facts.exchangeID)), (facts.statusName, .string(facts.status)),
                ("executedQty", .string(orNull: facts.executedQty?.description)),
                ("origQty", .string(facts.origQty.description)), ("price", .string(facts.price.description)),
            ])
        case .position(let facts):
            .object([
                ("mode", .string(facts.isHedge ? "hedge" : "one-way")),
                ("positionSide", .string(facts.positionSide.rawValue)),
                ("positionAmt", .string(facts.amount.description)),
                ("restingOrders", .strings(facts.restingIDs)),
            ])
        }
    }
}
