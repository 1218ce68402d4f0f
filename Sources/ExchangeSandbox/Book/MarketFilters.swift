import JSON

/// The filters of exchangeInfo, with the code each refuses with.
extension Market {
    /// PRICE_FILTER and PERCENT_PRICE's precision part.
    func check(price: Amount, text: String) throws(Refusal) {
        guard price > .zero else { throw Refusal(-4001, "Price less than 0.") }
        guard Amount.significantPlaces(of: text) <= pricePrecision else { throw .precision }
        guard price <= maxPrice else { throw Refusal(-4002, "Price greater than max price.") }
        guard price >= minPrice else { throw Refusal(-4013, "Price less than min price.") }
        guard price.isMultiple(of: tick) else { throw Refusal(-4014, "Price not increased by tick size.") }
    }

    /// LOT_SIZE, or MARKET_LOT_SIZE for MARKET orders.
    func check(quantity: Amount, text: String, type: String) throws(Refusal) {
        guard quantity > .zero else { throw Refusal(-4003, "Quantity less than or equal to zero.") }
        guard Amount.significantPlaces(of: text) <= quantityPrecision else { throw .precision }
        guard quantity >= minQuantity else { throw Refusal(-4004, "Quantity less than min quantity.") }
        guard quantity <= (type == "MARKET" ? marketMaxQuantity : maxQuantity) else {
            throw Refusal(-4005, "Quantity greater than max quantity.")
        }
        guard quantity.isMultiple(of: step) else {
            throw Refusal(-4023, "Qty not increased by step size.")
        }
    }

    /// PERCENT_PRICE: a limit price is held against the mark.
    func checkPercent(price: Amount, side: OrderSide) throws(Refusal) {
        let cap = mark * Self.multiplierUp
        let floor = mark * Self.multiplierDown
        if side == .buy, price > cap {
            throw Refusal(-4016, "Limit price can't be higher than \(self.price(cap)).")
        }
        if side == .sell, price < floor {
            throw Refusal(-4024, "Limit price can't be lower than \(self.price(floor)).")
        }
    }

    /// MIN_NOTIONAL, which does not hold for orders that reduce.
    func checkNotional(_ quantity: Amount, price: Amount?) throws(Refusal) {
        guard quantity * (price ?? mark) >= minNotional else {
            let least = minNotional.text(places: 0)
            throw Refusal(
                -4164, "Order's notional must be no smaller than \(least) (unless you choose reduce only).")
        }
    }

    var filtersJSON: JSONValue {
        .array([
            .object([
                "filterType": .string("PRICE_FILTER"), "minPrice": .string(price(minPrice)),
                "maxPrice": .string(maxPrice.text(places: 0)), "tickSize": .string(price(tick)),
            ]),
            lotJSON("LOT_SIZE", maximum: maxQuantity), lotJSON("MARKET_LOT_SIZE", maximum: marketMaxQuantity),
            .object(["filterType": .string("MAX_NUM_ORDERS"), "limit": .int(200)]),
            .object([
                "filterType": .string("MIN_NOTIONAL"), "notional": .string(minNotional.text(places: 0)),
            ]),
            .object([
                "filterType": .string("PERCENT_PRICE"), "multiplierUp": .string("1.0500"),
                "multiplierDown": .string("0.9500"), "multiplierDecimal": .string("4"),
            ]),
        ])
    }

    private func lotJSON(_ name: String, maximum: Amount) -> JSONValue {
        .object([
            "filterType": .string(name), "minQty": .string(quantity(minQuantity)),
            "maxQty": .string(maximum.text(places: 0)), "stepSize": .string(quantity(step)),
        ])
    }
}
