import JSON

/// What the wallet API (another host on mainnet) says of account and key.
extension Endpoint {
    static let wallet: [Endpoint] = [
        Endpoint("GET", "/sapi/v1/system/status", security: .open) { _, _, _ in
            .object(["status": .int(0), "msg": .string("normal")])
        },
        Endpoint("GET", "/sapi/v1/account/status") { _, _, _ in .object(["data": .string("Normal")]) },
        Endpoint("GET", "/sapi/v1/account/apiTradingStatus") { _, _, now in
            .object([
                "data": .object([
                    "isLocked": .bool(false), "plannedRecoverTime": .int(0),
                    "triggerCondition": .object(["GCR": .int(150), "IFER": .int(150), "UFR": .int(300)]),
                    "updateTime": .int(now),
                ])
            ])
        },
        Endpoint("GET", "/sapi/v1/account/apiRestrictions") { _, _, _ in
            .object([
                "ipRestrict": .bool(false), "createTime": .int(1_623_840_271_000), "enableReading": .bool(true),
                "enableWithdrawals": .bool(false), "enableInternalTransfer": .bool(false),
                "enableMargin": .bool(false), "enableFutures": .bool(true),
                "permitsUniversalTransfer": .bool(false), "enableVanillaOptions": .bool(false),
                "enableFixApiTrade": .bool(false), "enableFixReadOnly": .bool(false),
                "enableSpotAndMarginTrading": .bool(false), "enablePortfolioMarginTrading": .bool(false),
            ])
        },
    ]
}
