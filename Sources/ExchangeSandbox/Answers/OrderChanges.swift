import JSON

/// Amending, and several orders in one request.
extension Endpoint {
    static let orderChanges: [Endpoint] = [
        Endpoint("PUT", "/fapi/v1/order", weight: 0, countsAsOrder: true) {
            book, parameters, now throws(Refusal) in
            try book.amended(parameters, now: now)
        },
        Endpoint("GET", "/fapi/v1/orderAmendment") { book, parameters, now throws(Refusal) in
            try book.orderAmendments(parameters, now: now)
        },
        Endpoint("POST", "/fapi/v1/batchOrders", weight: 5, countsAsOrder: true) {
            book, parameters, now throws(Refusal) in
            try book.each(in: parameters) { book, parameters throws(Refusal) in
                let ticket = try OrderTicket(parameters, book, now: now)
                return try book.place(ticket, now: now).writeJSON(try book.market(ticket.symbol))
            }
        },
        Endpoint("PUT", "/fapi/v1/batchOrders", weight: 5, countsAsOrder: true) {
            book, parameters, now throws(Refusal) in
            try book.each(in: parameters) { book, parameters throws(Refusal) in
                try book.amended(parameters, now: now)
            }
        },
    ]
}

extension ExchangeBook {
    static let maximumPlacements = 5

    fileprivate mutating func amended(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let order = try amend(parameters, now: now)
        let count = amendments.filter { $0.symbol == order.symbol && $0.orderId == order.orderId }.count
        let row = order.writeJSON(try market(order.symbol))
        return .object(
            (row.objectValue ?? [:]) + ["pair": .string(order.symbol), "modifyId": .int(count)])
    }

    /// Newest first, as the exchange shows them.
    fileprivate func orderAmendments(_ parameters: Parameters, now: Int64) throws(Refusal) -> JSONValue {
        let symbol = try market(try parameters.mandatory("symbol")).symbol
        let limit = try parameters.limit(default: 50, maximum: 100)
        let window = try TimeWindow(parameters, now: now, longest: Self.orderHistory, history: Self.orderHistory)
        let id = try parameters.integer("orderId")
        let clientId = try parameters.optional("origClientOrderId")
        let rows = amendments.filter {
            $0.symbol == symbol && window.contains($0.time) && (id == nil || $0.orderId == id)
                && (clientId == nil || $0.clientOrderId == clientId)
        }
        return .array(rows.suffix(limit).reversed().map(\.json))
    }

    /// Each element of `batchOrders` is answered by its own row or its own refusal; a refused one changes nothing.
    fileprivate mutating func each(
        in parameters: Parameters,
        _ answer: (inout ExchangeBook, Parameters) throws(Refusal) -> JSONValue
    ) throws(Refusal) -> JSONValue {
        let list = try parameters.mandatory("batchOrders")
        guard let elements = (try? JSONReader.value(list.utf8, .sandbox))?.arrayValue else {
            throw .invalidData("batchOrders")
        }
        guard 1...Self.maximumPlacements ~= elements.count else {
            throw Refusal(-4082, "Invalid number of batch place orders.")
        }
        var answers: [JSONValue] = []
        for element in elements {
            guard let parameters = Parameters(element) else { throw .invalidData("batchOrders") }
            var changed = self
            do throws(Refusal) {
                answers.append(try answer(&changed, parameters))
                self = changed
            } catch {
                answers.append(error.json)
            }
        }
        return .array(answers)
    }
}
