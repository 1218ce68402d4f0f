/// Binance's error codes (USD-M error-code.md) that an operator of this tool can meet, with what became of the request.
extension Explanation {
    package static let binanceErrors = (requestErrors + keyErrors + orderErrors + filterErrors + accountErrors)
        .sorted { (Int($0.code) ?? 0) > (Int($1.code) ?? 0) }

    private static func refused(
        _ code: Int, _ meaning: String, _ advice: String, _ next: NextCommand...
    ) -> Explanation {
        Explanation(
            .binanceError, String(code), meaning, execution: .notExecuted, advice: advice, next: next)
    }

    private static func unknown(_ code: Int, _ meaning: String, _ advice: String) -> Explanation {
        Explanation(
            .binanceError, String(code), meaning, execution: .unknown, advice: advice,
            next: [NextCommand("audit", "resolve")])
    }

    private static let readFirst =
        "Do not send it again. Read what became of it by your own client order id until the answer is definite."

    private static let requestErrors = [
        unknown(-1000, "UNKNOWN: an unknown error while the request was processed.", readFirst),
        refused(
            -1001, "DISCONNECTED: an internal error; the request could not be processed.",
            "Read the order once, then try again.", NextCommand("check", "rest")),
        refused(
            -1003,
            "TOO_MANY_REQUESTS: the request weight of this IP is used up, or the IP is banned until the time named.",
            "Wait as long as it says. A ban hits everything on this IP, the bot too."),
        unknown(
            -1006, "UNEXPECTED_RESP: the message bus answered something unexpected; execution status unknown.",
            readFirst),
        unknown(-1007, "TIMEOUT: the backend did not answer in time; send and execution status unknown.", readFirst),
        refused(
            -1008, "Request throttled by system-level protection.",
            "New orders fail for now; cancels and reduce-only or closePosition orders still pass. Try again in seconds."
        ),
        refused(
            -1013, "INVALID_MESSAGE: the order does not pass a rule of the symbol.",
            "Compare it with the filters in exchangeInfo."),
        refused(
            -1014, "UNKNOWN_ORDER_COMPOSITION: order type and parameters do not go together.", "Correct the request."),
        refused(
            -1015, "TOO_MANY_ORDERS: the account's order rate (1200 a minute, 300 in 10 s) is used up.",
            "Wait; the bot shares this limit."),
        refused(
            -1016, "SERVICE_SHUTTING_DOWN: this service is no longer available.", "Look for a maintenance notice.",
            NextCommand("check", "rest")),
        refused(-1020, "UNSUPPORTED_OPERATION: this operation is not supported.", "Check endpoint and host."),
        refused(
            -1021,
            "INVALID_TIMESTAMP: the request's timestamp is outside of recvWindow, or more than 1000 ms ahead of the exchange.",
            "The clock is off, or the way there is slow. A clock 1 s ahead fails whatever recvWindow is.",
            NextCommand("check", "clock")),
        refused(-1023, "Start time is after end time.", "Correct the window."),
        refused(-1100, "ILLEGAL_CHARS: a parameter holds characters that are not allowed.", "Correct the request."),
        refused(-1101, "TOO_MANY_PARAMETERS: more parameters than the endpoint takes.", "Correct the request."),
        refused(
            -1102, "MANDATORY_PARAM_EMPTY_OR_MALFORMED: a mandatory parameter was not sent, was empty or malformed.",
            "Correct the request. An order query by curl needs symbol, timestamp and signature."),
        refused(-1103, "UNKNOWN_PARAM: an unknown parameter was sent.", "Correct the request."),
        refused(-1104, "UNREAD_PARAMETERS: not all parameters sent were read.", "Correct the request."),
        refused(-1105, "PARAM_EMPTY: a parameter was empty.", "Correct the request."),
        refused(
            -1106,
            "PARAM_NOT_REQUIRED: a parameter was sent that must not be; reduceOnly on a hedge account is the usual one.",
            "Check the position mode.", NextCommand("check", "rest")),
        refused(
            -1111, "BAD_PRECISION: more decimals than the symbol allows.",
            "Round to tickSize and stepSize of exchangeInfo."),
        refused(-1115, "INVALID_TIF: timeInForce is not one it knows.", "Correct the request."),
        refused(-1116, "INVALID_ORDER_TYPE: the order type is not one it knows.", "Correct the request."),
        refused(-1117, "INVALID_SIDE: side is neither BUY nor SELL.", "Correct the request."),
        refused(-1121, "BAD_SYMBOL: there is no such symbol.", "Check its spelling and the environment."),
        refused(
            -1122, "INVALID_SYMBOL_STATUS: the symbol's status does not allow this.",
            "Look at the symbol's status in exchangeInfo."),
        refused(
            -1125, "INVALID_LISTEN_KEY: this listenKey does not exist: it expired, or was never made on this host.",
            "The bot's user-data stream is dead since then; its connector must make a new key.",
            NextCommand("check", "stream"), NextCommand("stream", "reconnect")),
        refused(-1127, "The lookup interval is too big.", "Ask for less than seven days at a time."),
        refused(-1128, "The combination of optional parameters is invalid.", "Correct the request."),
        refused(-1130, "INVALID_PARAMETER: the data sent for a parameter is not valid.", "Correct the request."),
        refused(-4165, "Invalid time interval.", "Ask for a shorter window."),
    ]

    private static let keyErrors = [
        refused(
            -1002, "UNAUTHORIZED: the key may not execute this request.", "Check the key's permissions.",
            NextCommand("config", "check")),
        refused(
            -1011, "NON_WHITE_LIST: this IP may not access this route.", "Check the IP list of the key.",
            NextCommand("config", "check")),
        refused(
            -1022, "INVALID_SIGNATURE: the signature for this request is not valid.",
            "The secret belongs to another key, or something rewrites the query on its way.",
            NextCommand("config", "check")),
        refused(
            -1099, "Not found, unauthenticated or unauthorized.", "Check key, host and endpoint.",
            NextCommand("config", "check")),
        refused(
            -2008, "Invalid Api-Key ID: this host knows no such key.",
            "Most often a demo key on mainnet, or the reverse.", NextCommand("config", "check")),
        refused(
            -2014, "BAD_API_KEY_FMT: this is no API key: cut off, quoted, or the secret in its place.",
            "Look at the key file.", NextCommand("config", "check")),
        refused(
            -2015, "REJECTED_MBX_KEY: invalid API key, IP, or permissions for this action.",
            "A wrong or deleted key, an IP that is not on its list, no futures permission, a portfolio-margin account (which "
                + "answers no futures endpoint), or a temporary ban.", NextCommand("config", "check"),
            NextCommand("check", "rest")),
        refused(
            -2017, "API_KEYS_LOCKED: the API keys of this account are locked.", "Unlock them with Binance's support."),
    ]

    private static let orderErrors = [
        refused(
            -2010, "NEW_ORDER_REJECTED: the order was rejected.",
            "It was not placed; the words behind the code say why."),
        refused(
            -2011, "CANCEL_REJECTED: unknown order sent. It does not mean that nothing happened.",
            "The order may have filled, ended, be a conditional one, or not be visible yet: read it.",
            NextCommand("triage", "missing", "CID")),
        refused(
            -2012, "CANCEL_ALL_FAIL: the batch cancel failed.", "Read the open orders again.",
            NextCommand("triage", "unexpected")),
        refused(
            -2013, "NO_SUCH_ORDER: the order does not exist.",
            "Wrong id, symbol or environment, a conditional order, or past retention (3 days without fills, 90 days at all).",
            NextCommand("triage", "missing", "CID")),
        refused(-2018, "BALANCE_NOT_SUFFICIENT: the balance is insufficient.", "Nothing was placed."),
        refused(
            -2019, "MARGIN_NOT_SUFFICIENT: the margin is insufficient.",
            "Nothing was placed: the first cause of a missing order.", NextCommand("triage", "missing", "CID")),
        refused(
            -2020, "UNABLE_TO_FILL: the order could not be filled.", "Read the position.",
            NextCommand("triage", "position", "SYMBOL")),
        refused(
            -2021, "ORDER_WOULD_IMMEDIATELY_TRIGGER: a stop that would fire at once.",
            "Nothing was placed: the price has passed the trigger."),
        refused(
            -2022,
            "REDUCE_ONLY_REJECT: no position on that side, or resting reduce-only orders already take all of it.",
            "Read the position again: someone may have closed it.", NextCommand("triage", "position", "SYMBOL")),
        refused(
            -2023, "USER_IN_LIQUIDATION: the account is being liquidated.", "Stop. The position is the exchange's now.",
            NextCommand("triage", "position", "SYMBOL")),
        refused(
            -2024, "POSITION_NOT_SUFFICIENT: the position is smaller than the order.", "Read the position again.",
            NextCommand("triage", "position", "SYMBOL")),
        refused(
            -2025, "MAX_OPEN_ORDER_EXCEEDED: the account has its maximum of open orders.", "Nothing was placed.",
            NextCommand("scan")),
        refused(-2026, "This order type is not supported as reduce-only.", "Correct the request."),
        refused(
            -2027, "MAX_LEVERAGE_RATIO: the position would exceed what this leverage allows.", "Nothing was placed."),
        refused(
            -2028, "MIN_LEVERAGE_RATIO: the leverage is smaller than permitted for the margin.", "Nothing was placed."),
        unknown(
            -4116,
            "DUPLICATED_CLIENT_ORDER_ID: an open order already carries this client order id: most often the first copy of the very request.",
            "The first attempt probably lives. Read it; never send another under a new id."),
        refused(
            -4117, "The stop order is triggering right now.",
            "It can't be cancelled at this moment; read it again in a second."),
        refused(
            -4118, "REDUCE_ONLY_MARGIN_CHECK_FAILED: resting reduce-only orders leave no room for this one.",
            "Cancel the resting reduce-only orders on that side first; flatten does.", NextCommand("flatten", "SYMBOL")),
        refused(
            -4120, "STOP_ORDER_SWITCH_ALGO: conditional orders are placed as algo orders since December 2025.",
            "The bot uses the old endpoint; nothing was placed."),
        refused(
            -4131, "The best price on the other side is too far from the mark price.",
            "The book is thin. A market order can't be sent now."),
        refused(
            -5021, "FOK order rejected: it could not be filled at once. Such orders are not in the order history.",
            "A later -2013 for this id is normal."),
        refused(
            -5022, "Post-only (GTX) order rejected: it would have taken. Such orders are not in the order history.",
            "A later -2013 for this id is normal."),
        refused(
            -5028, "The timestamp is outside of the matching engine's recvWindow.", "The order was not placed.",
            NextCommand("check", "clock")),
    ]

    private static let filterErrors = [
        refused(-4003, "The quantity is zero or less.", "Correct the request."),
        refused(-4004, "The quantity is below the symbol's minimum.", "Too small to trade: dust."),
        refused(
            -4005, "The quantity is above the symbol's maximum.", "Send it in parts (MARKET_LOT_SIZE); flatten does."),
        refused(-4014, "The price is not a multiple of tickSize.", "Round to tickSize."),
        refused(-4015, "The client order id is invalid or longer than 36 characters.", "The order was not placed."),
        refused(-4016, "The limit price is above the allowed distance from the mark price.", "Nothing was placed."),
        refused(-4023, "The quantity is not a multiple of stepSize.", "Round to stepSize."),
        refused(-4024, "The limit price is below the allowed distance from the mark price.", "Nothing was placed."),
        refused(-4032, "More than 10 ids in one batch cancel.", "Send fewer."),
        refused(-4045, "The account has its maximum of conditional orders.", "Nothing was placed."),
        refused(-4137, "An order with closePosition must not carry a quantity.", "Correct the request."),
        refused(-4138, "closePosition orders need reduceOnly true.", "Correct the request."),
        refused(
            -4164, "The notional is below the symbol's minimum; reduce-only orders are exempt.",
            "Set reduceOnly to close dust (one-way accounts)."),
    ]

    private static let accountErrors = [
        refused(
            -1109, "INVALID_ACCOUNT: the account is not valid.", "Check the account.", NextCommand("check", "rest")),
        refused(-4046, "The margin type is already set: nothing to change.", "Harmless."),
        refused(-4059, "The position mode is already set: nothing to change.", "Harmless."),
        refused(-4060, "positionSide is not one it knows.", "Correct the request."),
        refused(
            -4061, "positionSide does not match the account's position mode (one-way or hedge).",
            "Someone switched the mode; the bot and the account disagree.", NextCommand("check", "rest")),
        refused(-4062, "reduceOnly is invalid here.", "Check the position mode.", NextCommand("check", "rest")),
        refused(
            -4067, "The position mode can't be changed while orders are open, COIN-M included.", "Nothing was changed."),
        refused(
            -4068, "The position mode can't be changed while positions are open, COIN-M included.",
            "Nothing was changed."),
        refused(
            -4087, "The account may only place reduce-only orders.",
            "Closing works; opening does not. Ask Binance why.", NextCommand("check", "rest")),
        refused(-4088, "The account may not place orders.", "Ask Binance why.", NextCommand("check", "rest")),
        refused(-4109, "The account is inactive: the futures wallet was never funded.", "Transfer any amount to it."),
        refused(
            -4140, "The symbol's status does not allow opening orders: settling, pending or closing.",
            "A closing order can't come through; wait for the exchange's settlement."),
        refused(-4141, "The symbol is closed.", "The exchange settles what is open on it."),
        refused(-4171, "The asset mode is already set: nothing to change.", "Harmless."),
        refused(
            -4189, "The account is restricted to reduce-only orders.", "Closing works.", NextCommand("check", "rest")),
        refused(-4192, "The account is in a cooling-off period.", "Closing works.", NextCommand("check", "rest")),
        refused(
            -4400, "The account breaks a quantitative rule: only reduce-only orders for now.",
            "The restriction ends by itself.", NextCommand("check", "rest")),
        refused(
            -4401, "The position is too large for this account: only reduce-only orders.", "Closing works.",
            NextCommand("check", "rest")),
        refused(-4402, "Not available in this region.", "Ask Binance."),
        refused(-4403, "Leverage is limited in this region.", "Ask Binance."),
    ]
}

extension Explanation {
    /// General info, "HTTP return codes", and what stands before the exchange.
    package static let httpStatuses = [
        Explanation(
            .httpStatus, "403", "A firewall in front of the exchange refused the request.", execution: .notExecuted,
            advice: "Call less often, or from another IP.", next: [NextCommand("check", "rest")]),
        Explanation(
            .httpStatus, "408", "The exchange's backend did not answer in time.", execution: .unknown,
            advice: readFirst, next: [NextCommand("audit", "resolve")]),
        Explanation(
            .httpStatus, "418", "This IP is banned for 2 minutes to 3 days, for sending more after a 429.",
            execution: .notExecuted, advice: "Send nothing until it ends. A bot on the same IP is banned too."),
        Explanation(
            .httpStatus, "429", "This IP has used its request weight.", execution: .notExecuted,
            advice: "Wait as long as Retry-After says; sending more leads to a ban (418)."),
        Explanation(
            .httpStatus, "451", "Unavailable for legal reasons: this address is in a restricted region.",
            execution: .notExecuted, advice: "Call from the IP the bot uses."),
        Explanation(
            .httpStatus, "500", "An error on the exchange's side.", execution: .unknown, advice: readFirst,
            next: [NextCommand("audit", "resolve")]),
        Explanation(
            .httpStatus, "502", "A proxy in front of the exchange got no answer from it.", execution: .unknown,
            advice: readFirst, next: [NextCommand("audit", "resolve")]),
        Explanation(
            .httpStatus, "503",
            "Four things, told apart by their words. \"Unknown error, please check your request or try again later.\": it may have been executed. \"Service Unavailable.\", -1008 (throttled) and \"Internal error; unable to process your request. Please try again.\": not executed.",
            execution: .unknown, advice: "Unless the words are of the second kind: " + readFirst,
            next: [NextCommand("audit", "resolve")]),
        Explanation(
            .httpStatus, "504", "A proxy in front of the exchange timed out waiting for it.", execution: .unknown,
            advice: readFirst, next: [NextCommand("audit", "resolve")]),
    ]
}
