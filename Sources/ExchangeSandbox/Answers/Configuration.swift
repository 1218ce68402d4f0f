import JSON

/// Account and symbol configuration.
extension Endpoint {
    static let configuration: [Endpoint] = [
        Endpoint("GET", "/fapi/v1/accountConfig", weight: 5) { book, _, _ in
            .object([
                "feeTier": .int(0), "canTrade": .bool(true), "canDeposit": .bool(true),
                "canWithdraw": .bool(true), "dualSidePosition": .bool(book.hedge), "updateTime": .int(0),
                "multiAssetsMargin": .bool(false), "tradeGroupId": .int(-1),
            ])
        },
        Endpoint("GET", "/fapi/v1/positionSide/dual", weight: 30) { book, _, _ in
            .object(["dualSidePosition": .bool(book.hedge)])
        },
        Endpoint("GET", "/fapi/v1/symbolConfig", weight: 5) { book, parameters, _ throws(Refusal) in
            let symbol = try book.optionalSymbol(parameters)
            return .array(
                book.symbols.filter { symbol == nil || $0.symbol == symbol }.map {
                    .object([
                        "symbol": .string($0.symbol),
                        "marginType": .string(book.isolated.contains($0.symbol) ? "ISOLATED" : "CROSSED"),
                        "isAutoAddMargin": .bool(false), "leverage": .int(book.leverage($0.symbol)),
                        "maxNotionalValue": .string("100000000"),
                    ])
                })
        },
        Endpoint("GET", "/fapi/v1/apiTradingStatus", weight: bySymbol(1, without: 10)) { _, _, now in
            .object(["indicators": .object([:]), "updateTime": .int(now)])
        },
        Endpoint("GET", "/fapi/v1/multiAssetsMargin", weight: 30) { _, _, _ in
            .object(["multiAssetsMargin": .bool(false)])
        },
        Endpoint("GET", "/fapi/v1/commissionRate", weight: 20) { book, parameters, _ throws(Refusal) in
            .object([
                "symbol": .string(try book.market(try parameters.mandatory("symbol")).symbol),
                "makerCommissionRate": .string("0.0002"), "takerCommissionRate": .string("0.0004"),
                "rpiCommissionRate": .string("0.00005"),
            ])
        },
        Endpoint("GET", "/fapi/v1/leverageBracket") { book, parameters, _ throws(Refusal) in
            let symbol = try book.optionalSymbol(parameters)
            return .array(book.symbols.filter { symbol == nil || $0.symbol == symbol }.map(\.bracketJSON))
        },
        Endpoint("POST", "/fapi/v1/positionSide/dual") { book, parameters, _ throws(Refusal) in
            guard let hedge = try parameters.flag("dualSidePosition") else { throw .missing("dualSidePosition") }
            try book.changeMode(hedge: hedge)
            return .object(["code": .int(200), "msg": .string("success")])
        },
        Endpoint("POST", "/fapi/v1/leverage") { book, parameters, _ throws(Refusal) in
            try book.changeLeverage(parameters)
        },
        Endpoint("POST", "/fapi/v1/marginType") { book, parameters, _ throws(Refusal) in
            try book.changeMarginType(parameters)
        },
    ]
}

extension ExchangeBook {
    /// The mode cannot change while there are orders (-4067) or positions (-4068).
    fileprivate mutating func changeMode(hedge: Bool) throws(Refusal) {
        guard hedge != self.hedge else { throw Refusal(-4059, "No need to change position side.") }
        guard openOrders().isEmpty, !algoOrders.contains(where: { $0.status.isOpen }) else {
            throw Refusal(-4067, "Position side cannot be changed if there exists open orders.")
        }
        guard holdings.values.allSatisfy({ $0.amount.isZero }) else {
            throw Refusal(-4068, "Position side cannot be changed if there exists position.")
        }
        self.hedge = hedge
        holdings = [:]
    }
}

extension ExchangeBook {
    static let highestLeverage: Int64 = 125

    /// A lower leverage binds more: -2028 when it is not there.
    fileprivate mutating func changeLeverage(_ parameters: Parameters) throws(Refusal) -> JSONValue {
        let market = try market(try parameters.mandatory("symbol"))
        guard let leverage = try parameters.integer("leverage") else { throw .missing("leverage") }
        guard 1...Self.highestLeverage ~= leverage else {
            throw Refusal(-4028, "Leverage \(leverage) is not valid")
        }
        var changed = self
        changed.leverages[market.symbol] = Int(leverage)
        let (before, after) = (margin(of: market.marginAsset), changed.margin(of: market.marginAsset))
        guard after.initial <= before.initial || !after.left.isNegative else {
            throw Refusal(-2028, "Leverage is smaller than permitted: insufficient margin balance.")
        }
        self = changed
        return .object([
            "symbol": .string(market.symbol), "leverage": .int(leverage), "maxNotionalValue": .string("100000000"),
        ])
    }

    fileprivate mutating func changeMarginType(_ parameters: Parameters) throws(Refusal) -> JSONValue {
        let symbol = try market(try parameters.mandatory("symbol")).symbol
        let type = try parameters.mandatory("marginType")
        guard ["ISOLATED", "CROSSED"].contains(type) else { throw .invalidData("marginType") }
        guard isolated.contains(symbol) != (type == "ISOLATED") else {
            throw Refusal(-4046, "No need to change margin type.")
        }
        guard openOrders(symbol).isEmpty else {
            throw Refusal(-4047, "Margin type cannot be changed if there exists open orders.")
        }
        guard sides.allSatisfy({ holding(symbol, $0).amount.isZero }) else {
            throw Refusal(-4048, "Margin type cannot be changed if there exists position.")
        }
        if type == "ISOLATED" { isolated.insert(symbol) } else { isolated.remove(symbol) }
        return .object(["code": .int(200), "msg": .string("success")])
    }
}

extension Market {
    fileprivate var bracketJSON: JSONValue {
        .object([
            "symbol": .string(symbol), "notionalCoef": .number("1.0"),
            "brackets": .array([
                .object([
                    "bracket": .int(1), "initialLeverage": .int(ExchangeBook.highestLeverage),
                    "notionalCap": .int(100_000_000),
                    "notionalFloor": .int(0), "maintMarginRatio": .number("0.005"), "cum": .number("0.0"),
                ])
            ]),
        ])
    }
}
