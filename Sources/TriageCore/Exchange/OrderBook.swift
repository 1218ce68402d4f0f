package import FoundationEssentials

/// The nearest levels of an order book, `GET /fapi/v1/depth`: a picture of one moment, never a verdict.
package struct OrderBook: Sendable, Hashable {
    package struct Level: Sendable, Hashable {
        package let price: Price
        package let quantity: Quantity

        package init(price: Price, quantity: Quantity) {
            self.price = price
            self.quantity = quantity
        }
    }

    /// The best first, as the exchange sends them.
    package let bids: [Level]
    package let asks: [Level]

    package init(bids: [Level], asks: [Level]) {
        self.bids = bids
        self.asks = asks
    }

    /// What a market order of that size would have found in the levels that were read.
    package struct Taking: Sendable, Hashable {
        package let quantity: Decimal
        /// Average price in the quote asset; `nil` where nothing rests.
        package let average: Decimal?
        package let worst: Price?
        package let levels: Int

        /// The whole size was there.
        package func covers(_ size: Quantity) -> Bool { quantity >= size.value }
    }

    /// - Parameter size: without a sign.
    package func taking(_ size: Quantity, by side: Side) -> Taking {
        var left = size.value
        var spent = Decimal(0)
        var worst: Price?
        var levels = 0
        for level in side == .sell ? bids : asks where left > 0 {
            let part = min(left, level.quantity.value)
            guard part > 0 else { continue }
            left -= part
            spent += part * level.price.value
            worst = level.price
            levels += 1
        }
        let taken = size.value - left
        return Taking(quantity: taken, average: taken > 0 ? spent / taken : nil, worst: worst, levels: levels)
    }
}
