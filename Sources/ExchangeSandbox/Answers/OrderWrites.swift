import JSON

/// Placing and cancelling.
extension Endpoint {
    /// Binance's answer to both cancel-all endpoints: no list, no count.
    static let allCancelled: JSONValue = .object([
        "code": .int(200), "msg": .string("The operation of cancel all open order is done."),
    ])

    static let orderWrites: [Endpoint] = [
        Endpoint("POST", "/fapi/v1/order", weight: 0, countsAsOrder: true) {
            book, parameters, now throws(Refusal) in
            let ticket = try OrderTicket(parameters, book, now: now)
            return try book.place(ticket, now: now).writeJSON(try book.market(ticket.symbol))
        },
        Endpoint("POST", "/fapi/v1/order/test") { book, parameters, now throws(Refusal) in
            let ticket = try OrderTicket(parameters, book, now: now)
            return try book.place(ticket, now: now, test: true).writeJSON(try book.market(ticket.symbol))
        },
        Endpoint("DELETE", "/fapi/v1/order") { book, parameters, now throws(Refusal) in
            let order = try book.cancel(parameters, now: now)
            return order.writeJSON(try book.market(order.symbol))
        },
        Endpoint("DELETE", "/fapi/v1/allOpenOrders") { book, parameters, now throws(Refusal) in
            let symbol = try book.market(try parameters.mandatory("symbol")).symbol
            for index in book.orders.indices
            where book.orders[index].symbol == symbol && book.orders[index].status.isOpen {
                book.cancel(index, now: now)
            }
            return allCancelled
        },
        Endpoint("DELETE", "/fapi/v1/batchOrders") { book, parameters, now throws(Refusal) in
            try book.cancelBatch(parameters, now: now)
        },
    ]
}

extension ExchangeBook {
    static let maximumBatch = 10

    /// Each id is answered by its own order or its own refusal.
    fileprivate mutating func cancelBatch(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let market = try market(try parameters.mandatory("symbol"))
        let byId = parameters["orderIdList"] != nil
        guard let list = try parameters.optional(byId ? "orderIdList" : "origClientOrderIdList") else {
            throw .orderIdentityMissing
        }
        guard let ids = (try? JSONReader.value(list.utf8, .sandbox))?.arrayValue, !ids.isEmpty else {
            throw .invalidData(byId ? "orderIdList" : "origClientOrderIdList")
        }
        guard ids.count <= Self.maximumBatch else { throw Refusal(-4032, "Exceed maximum cancel order size.") }
        var answers: [JSONValue] = []
        for id in ids {
            let index = orders.lastIndex { order in
                order.symbol == market.symbol && order.status.isOpen
                    && (byId ? id.compactText == String(order.orderId) : id.stringValue == order.clientOrderId)
            }
            if let index {
                cancel(index, now: now)
                answers.append(orders[index].writeJSON(market))
            } else {
                answers.append(Refusal.unknownOrder.json)
            }
        }
        return .array(answers)
    }
}
