package import JSON

/// How the targets of an action stand in a plan file.
extension ActionTarget {
    /// `nil` while a position's side is not chosen.
    var planned: PlanFile.Target? {
        switch self {
        case .cancel(let target):
            return PlanFile.Target(
                name: name, symbol: symbol, sketch: target.order.sketch,
                requests: [target.order.cancelWords], facts: .order(target.preconditions))
        case .flatten(let target):
            guard let plan = target.plan else { return nil }
            let held = "position \(plan.amount), \(plan.preconditions.isHedge ? "hedge" : "one-way") mode"
            return PlanFile.Target(
                name: name, symbol: symbol, sketch: "\(held), closed at market",
                requests: plan.steps.map(\.words), facts: .position(plan.preconditions))
        }
    }
}

extension ObservedOrder {
    /// `DELETE /fapi/v1/order orderId 8389765612825190230`
    fileprivate var cancelWords: String {
        "\(cancelRequest.endpoint) \(OrderPreconditions(self).idName) \(exchangeID)"
    }
}

extension FlattenPlan.Step {
    /// Without the client order id, which is new each time a plan is drawn.
    fileprivate var words: String {
        switch self {
        case .cancel(let order): order.cancelWords
        case .close(let order): "\(request.endpoint) \(order.sketch)"
        }
    }
}

extension OrderPreconditions {
    package var json: JSONValue {
        [
            idName: .string(exchangeID), statusName: .string(status),
            "executedQty": .string(orNull: executedQty?.description), "origQty": .string(origQty.description),
            "price": .string(price.description),
        ]
    }

    init?(_ json: JSONValue) {
        let algoID = json["algoId"]?.stringValue
        guard let id = algoID ?? json["orderId"]?.stringValue,
            let status = json[algoID == nil ? "status" : "algoStatus"]?.stringValue,
            let original = json["origQty"]?.stringValue.flatMap({ Quantity($0) }),
            let price = json["price"]?.stringValue.flatMap({ Price($0) })
        else { return nil }
        let executed = json["executedQty"]?.stringValue.flatMap { Quantity($0) }
        guard executed != nil || algoID != nil else { return nil }
        self.init(
            exchangeID: id, isAlgo: algoID != nil, status: status, executedQty: executed, origQty: original,
            price: price)
    }
}

extension IntentFacts {
    package var json: JSONValue {
        switch self {
        case .order(let facts): facts.json
        case .position(let facts): facts.json
        }
    }

    init?(_ json: JSONValue, symbol: Symbol) {
        if let order = OrderPreconditions(json) {
            self = .order(order)
        } else if let position = PositionPreconditions(json, symbol: symbol) {
            self = .position(position)
        } else {
            return nil
        }
    }
}

extension PositionPreconditions {
    package var json: JSONValue {
        [
            "mode": isHedge ? "hedge" : "one-way", "positionSide": .string(positionSide.rawValue),
            "positionAmt": .string(amount.description), "restingOrders": .array(restingIDs.map { .string($0) }),
        ]
    }

    fileprivate init?(_ json: JSONValue, symbol: Symbol) {
        guard let mode = json["mode"]?.stringValue, ["hedge", "one-way"].contains(mode),
            let side = json["positionSide"]?.stringValue.flatMap({ PositionSide(rawValue: $0) }),
            let amount = json["positionAmt"]?.stringValue.flatMap({ Quantity($0) }),
            let resting = json["restingOrders"]?.arrayValue
        else { return nil }
        self.init(
            symbol: symbol, positionSide: side, isHedge: mode == "hedge", amount: amount,
            restingIDs: resting.compactMap(\.stringValue))
    }
}

extension GateFacts {
    /// What has changed since the plan file was drawn, one phrase a fact. Targets the plan does not name are `policy`'s.
    var differencesFromPlanFile: [String] {
        guard let plan = planStatus?.plan else { return [] }
        return targets.compactMap(\.planned).flatMap { now in
            plan.targets.filter { $0.name == now.name && $0.symbol == now.symbol }.flatMap { planned in
                planned.differences(to: now).map { "\(now.name), planned \(plan.created): \($0)" }
            }
        }
    }
}

extension PlanFile.Target {
    fileprivate func differences(to now: PlanFile.Target) -> [String] {
        let changed = facts.differences(to: now.facts)
        guard changed.isEmpty, requests != now.requests else { return changed }
        return ["to be sent: \(requests.joined(separator: ", ")) → \(now.requests.joined(separator: ", "))"]
    }
}

extension IntentFacts {
    fileprivate func differences(to now: IntentFacts) -> [String] {
        switch (self, now) {
        case (.order(let planned), .order(let now)):
            guard planned.isAlgo == now.isAlgo else { return ["\(planned.idName) → \(now.idName)"] }
            return planned.differences(to: now)
        case (.position(let planned), .position(let now)):
            return planned.differences(to: now)
        case (.order, .position), (.position, .order):
            return ["an order → a position, or the other way round"]
        }
    }
}
