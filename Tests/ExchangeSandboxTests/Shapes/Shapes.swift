import Foundation

/// Keys and JSON types of Binance's own answers (samples of docs, SDK 18.1.0 and the wire), by name.
enum Shapes {
    static let all: [String: [String: String]] = [
        "order": [
            "avgPrice": "string", "clientOrderId": "string", "closePosition": "bool", "cumQuote": "string",
            "executedQty": "string", "goodTillDate": "integer", "orderId": "integer", "origQty": "string",
            "origType": "string", "positionSide": "string", "price": "string", "priceMatch": "string",
            "priceProtect": "bool", "reduceOnly": "bool", "selfTradePreventionMode": "string",
            "side": "string", "status": "string", "stopPrice": "string", "symbol": "string", "time": "integer",
            "timeInForce": "string", "type": "string", "updateTime": "integer", "workingType": "string",
        ],
        "allOrders": [
            "avgPrice": "string", "clientOrderId": "string", "closePosition": "bool", "cumBase": "string",
            "cumQuote": "string", "executedQty": "string", "goodTillDate": "integer", "orderId": "integer",
            "origQty": "string", "origType": "string", "pair": "string", "positionSide": "string",
            "price": "string", "priceMatch": "string", "priceProtect": "bool", "reduceOnly": "bool",
            "selfTradePreventionMode": "string", "side": "string", "status": "string", "stopPrice": "string",
            "symbol": "string", "time": "integer", "timeInForce": "string", "type": "string",
            "updateTime": "integer", "workingType": "string",
        ],
        "placed": [
            "clientOrderId": "string", "closePosition": "bool", "cumQty": "string", "executedQty": "string",
            "goodTillDate": "integer", "orderId": "integer", "origQty": "string", "origType": "string",
            "positionSide": "string", "price": "string", "priceMatch": "string", "priceProtect": "bool",
            "reduceOnly": "bool", "selfTradePreventionMode": "string", "side": "string", "status": "string",
            "stopPrice": "string", "symbol": "string", "timeInForce": "string", "type": "string",
            "updateTime": "integer", "workingType": "string",
        ],
        "cancelled": [
            "clientOrderId": "string", "closePosition": "bool", "cumQty": "string", "executedQty": "string",
            "goodTillDate": "integer", "orderId": "integer", "origQty": "string", "origType": "string",
            "positionSide": "string", "price": "string", "priceMatch": "string", "priceProtect": "bool",
            "reduceOnly": "bool", "selfTradePreventionMode": "string", "side": "string", "status": "string",
            "stopPrice": "string", "symbol": "string", "timeInForce": "string", "type": "string",
            "updateTime": "integer", "workingType": "string",
        ],
        "trade": [
            "baseQty": "string", "buyer": "bool", "commission": "string", "commissionAsset": "string",
            "id": "integer", "maker": "bool", "marginAsset": "string", "orderId": "integer", "pair": "string",
            "positionSide": "string", "price": "string", "qty": "string", "quoteQty": "string",
            "realizedPnl": "string", "side": "string", "symbol": "string", "time": "integer",
        ],
        "positionV3": [
            "adl": "integer", "askNotional": "string", "bidNotional": "string", "breakEvenPrice": "string",
            "entryPrice": "string", "initialMargin": "string", "isolatedMargin": "string",
            "isolatedWallet": "string", "liquidationPrice": "string", "maintMargin": "string",
            "marginAsset": "string", "markPrice": "string", "notional": "string",
            "openOrderInitialMargin": "string", "positionAmt": "string", "positionInitialMargin": "string",
            "positionSide": "string", "symbol": "string", "unRealizedProfit": "string",
            "updateTime": "integer",
        ],
        "positionV2": [
            "breakEvenPrice": "string", "entryPrice": "string", "isAutoAddMargin": "string",
            "isolatedMargin": "string", "isolatedWallet": "string", "leverage": "string",
            "liquidationPrice": "string", "marginType": "string", "markPrice": "string",
            "maxNotionalValue": "string", "notional": "string", "positionAmt": "string",
            "positionSide": "string", "symbol": "string", "unRealizedProfit": "string",
            "updateTime": "integer",
        ],
        "positionV2Hedge": [
            "breakEvenPrice": "string", "entryPrice": "string", "isAutoAddMargin": "string",
            "isolatedMargin": "string", "isolatedWallet": "string", "leverage": "string",
            "liquidationPrice": "string", "marginType": "string", "markPrice": "string",
            "maxNotionalValue": "string", "notional": "string", "positionAmt": "string",
            "positionSide": "string", "symbol": "string", "unRealizedProfit": "string",
            "updateTime": "integer",
        ],
        "algoPlaced": [
            "activatePrice": "string", "algoId": "integer", "algoStatus": "string", "algoType": "string",
            "callbackRate": "string", "clientAlgoId": "string", "closePosition": "bool",
            "createTime": "integer", "goodTillDate": "integer", "icebergQuantity": "null",
            "orderType": "string", "positionSide": "string", "price": "string", "priceMatch": "string",
            "priceProtect": "bool", "quantity": "string", "reduceOnly": "bool",
            "selfTradePreventionMode": "string", "side": "string", "symbol": "string", "timeInForce": "string",
            "triggerPrice": "string", "triggerTime": "integer", "updateTime": "integer",
            "workingType": "string",
        ],
        "algo": [
            "actualOrderId": "string", "actualPrice": "string", "algoId": "integer", "algoStatus": "string",
            "algoType": "string", "clientAlgoId": "string", "closePosition": "bool", "createTime": "integer",
            "goodTillDate": "integer", "icebergQuantity": "null", "orderType": "string",
            "positionSide": "string", "price": "string", "priceMatch": "string", "priceProtect": "bool",
            "quantity": "string", "reduceOnly": "bool", "selfTradePreventionMode": "string", "side": "string",
            "symbol": "string", "timeInForce": "string", "tpOrderType": "string", "triggerPrice": "string",
            "triggerTime": "integer", "updateTime": "integer", "workingType": "string",
        ],
        "algoListed": [
            "actualOrderId": "string", "actualPrice": "string", "algoId": "integer", "algoStatus": "string",
            "algoType": "string", "clientAlgoId": "string", "closePosition": "bool", "createTime": "integer",
            "goodTillDate": "integer", "icebergQuantity": "null", "orderType": "string",
            "positionSide": "string", "price": "string", "priceMatch": "string", "priceProtect": "bool",
            "quantity": "string", "reduceOnly": "bool", "selfTradePreventionMode": "string", "side": "string",
            "slPrice": "string", "slTriggerPrice": "string", "symbol": "string", "timeInForce": "string",
            "tpOrderType": "string", "tpPrice": "string", "tpTriggerPrice": "string", "triggerPrice": "string",
            "triggerTime": "integer", "updateTime": "integer", "workingType": "string",
        ],
        "algoFinished": [
            "actualOrderId": "string", "actualPrice": "string", "actualQty": "string", "actualType": "string",
            "algoId": "integer", "algoStatus": "string", "algoType": "string", "clientAlgoId": "string",
            "closePosition": "bool", "createTime": "integer", "goodTillDate": "integer",
            "icebergQuantity": "null", "orderType": "string", "positionSide": "string", "price": "string",
            "priceMatch": "string", "priceProtect": "bool", "quantity": "string", "reduceOnly": "bool",
            "selfTradePreventionMode": "string", "side": "string", "symbol": "string", "timeInForce": "string",
            "tpOrderType": "string", "triggerPrice": "string", "triggerTime": "integer",
            "updateTime": "integer", "workingType": "string",
        ],
        "algoCancelled": [
            "algoId": "integer", "clientAlgoId": "string", "code": "string", "msg": "string",
        ],
        "allCancelled": [
            "code": "integer", "msg": "string",
        ],
        "premiumIndex": [
            "estimatedSettlePrice": "string", "indexPrice": "string", "interestRate": "string",
            "lastFundingRate": "string", "markPrice": "string", "nextFundingTime": "integer",
            "symbol": "string", "time": "integer",
        ],
        "accountConfig": [
            "canDeposit": "bool", "canTrade": "bool", "canWithdraw": "bool", "dualSidePosition": "bool",
            "feeTier": "integer", "multiAssetsMargin": "bool", "tradeGroupId": "integer",
            "updateTime": "integer",
        ],
        "symbolConfig": [
            "isAutoAddMargin": "bool", "leverage": "integer", "marginType": "string",
            "maxNotionalValue": "string", "symbol": "string",
        ],
        "dual": [
            "dualSidePosition": "bool"
        ],
        "time": [
            "serverTime": "integer"
        ],
        "price": [
            "price": "string", "symbol": "string", "time": "integer",
        ],
        "bookTicker": [
            "askPrice": "string", "askQty": "string", "bidPrice": "string", "bidQty": "string",
            "symbol": "string", "time": "integer",
        ],
        "income": [
            "asset": "string", "income": "string", "incomeType": "string", "info": "string",
            "symbol": "string", "time": "integer", "tradeId": "string", "tranId": "integer",
        ],
        "forced": [
            "avgPrice": "string", "clientOrderId": "string", "closePosition": "bool", "cumBase": "string",
            "cumQuote": "string", "executedQty": "string", "orderId": "integer", "origQty": "string",
            "origType": "string", "pair": "string", "positionSide": "string", "price": "string",
            "reduceOnly": "bool", "side": "string", "status": "string", "stopPrice": "string",
            "symbol": "string", "time": "integer", "timeInForce": "string", "type": "string",
            "updateTime": "integer", "workingType": "string",
        ],
        "listenKey": [
            "listenKey": "string"
        ],
        "rateLimit": [
            "interval": "string", "intervalNum": "integer", "limit": "integer", "rateLimitType": "string",
        ],
        "exchangeInfo": [
            "assets": "array", "exchangeFilters": "array", "futuresType": "string", "rateLimits": "array",
            "serverTime": "integer", "symbols": "array", "timezone": "string",
        ],
        "symbol": [
            "baseAsset": "string", "baseAssetPrecision": "integer", "contractType": "string",
            "deliveryDate": "integer", "filters": "array", "liquidationFee": "string",
            "maintMarginPercent": "string", "marginAsset": "string", "marketTakeBound": "string",
            "maxMoveOrderLimit": "integer", "onboardDate": "integer", "orderTypes": "array", "pair": "string",
            "permissionSets": "array", "pricePrecision": "integer", "quantityPrecision": "integer",
            "quoteAsset": "string", "quotePrecision": "integer", "requiredMarginPercent": "string",
            "status": "string", "symbol": "string", "timeInForce": "array", "triggerProtect": "string",
            "underlyingSubType": "array", "underlyingType": "string",
        ],
        "walletStatus": [
            "data": "string"
        ],
        "walletTrading": [
            "data": "object"
        ],
        "restrictions": [
            "createTime": "integer", "enableFixApiTrade": "bool", "enableFixReadOnly": "bool",
            "enableFutures": "bool", "enableInternalTransfer": "bool", "enableMargin": "bool",
            "enablePortfolioMarginTrading": "bool", "enableReading": "bool", "enableSpotAndMarginTrading": "bool",
            "enableVanillaOptions": "bool", "enableWithdrawals": "bool", "ipRestrict": "bool",
            "permitsUniversalTransfer": "bool",
        ],
        "system": [
            "msg": "string", "status": "integer",
        ],
        "tradingStatus": [
            "indicators": "object", "updateTime": "integer",
        ],
    ]

    static func of(_ row: [String: Any]) -> [String: String] {
        row.mapValues { value in
            switch value {
            case is NSNull: "null"
            case is String: "string"
            case is [Any]: "array"
            case let number as NSNumber: String(cString: number.objCType) == "c" ? "bool" : "integer"
            default: "object"
            }
        }
    }
}
