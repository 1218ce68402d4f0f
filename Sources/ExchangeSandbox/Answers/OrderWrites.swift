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
    ]
}
