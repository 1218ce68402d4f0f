/// Which of the exchange's refusals it was, where ``Unavailable/Kind`` does not tell them apart (error-code.md and
/// general info, "HTTP return codes").
package enum ExchangeTrouble: String, Sendable, Hashable, CaseIterable {
    /// 503 "Unknown error, please check your request or try again later."
    case executionUnknown = "503-unknown"
    /// 503 "Service Unavailable."
    case serviceUnavailable = "503-unavailable"
    /// 503 -1008
    case throttled = "503-throttled"
    /// 503 "Internal error; unable to process your request. Please try again."
    case internalError = "503-internal"
    /// 503 that is no JSON of the exchange's: a proxy before it.
    case foreignPage = "503-page"
    case otherServerError = "5xx"
    case tooManyRequests = "429"
    case banned = "418"
    /// 202 without a body, 403 or 405 with a page: a firewall before the exchange.
    case firewall = "waf"
    /// 451
    case restrictedLocation = "451"
    case clock = "-1021"
    case signature = "-1022"
    case keyUnknown = "-2008"
    case keyFormat = "-2014"
    case keyRefused = "-2015"

    /// What it means for whoever reads it, in one sentence without a full stop at its end.
    package var advice: String {
        switch self {
        case .executionUnknown:
            "503 \"Unknown error\": a write that met it may have been executed; read what became of it, never send again"
        case .serviceUnavailable: "503 \"Service Unavailable\": nothing was executed; try again after 200 to 800 ms"
        case .throttled:
            "503 -1008, system protection: new orders fail and were not executed; cancels and reduce-only orders pass"
        case .internalError: "503 \"Internal error\": nothing was executed; it may be sent again"
        case .foreignPage:
            "503 with a page that isn't the exchange's: a proxy in front of it; a write's outcome is unknown"
        case .otherServerError: "a 5xx of the exchange's: a write's outcome is unknown"
        case .tooManyRequests: "429: this IP has used its request weight; everything from it must wait, the bot too"
        case .banned:
            "418: this IP is banned; a bot on the same IP is banned too. Send nothing until it ends"
        case .firewall:
            "a firewall in front of the exchange answered: this IP sends too much or looks suspicious; wait "
                + "a few minutes, or use another IP"
        case .restrictedLocation:
            "451: Binance does not serve this location: use a machine from which the bot may trade"
        case .clock: "-1021: the request's timestamp is rejected; run check clock"
        case .signature:
            "-1022: the signature is wrong: the secret belongs to another key, or a proxy rewrites the query"
        case .keyUnknown:
            "-2008: no such key here: most often a key of the other environment (demo on mainnet, or the reverse)"
        case .keyFormat: "-2014: not a valid API key: truncated, quoted, or the secret in its place"
        case .keyRefused:
            "-2015: a wrong or deleted key, an IP that the key does not allow, a missing futures permission, a "
                + "portfolio-margin account (fapi refuses its every signed request), or a ban"
        }
    }

    /// What fails here has nothing to do with the question that was asked.
    package var isServers: Bool {
        switch self {
        case .executionUnknown, .serviceUnavailable, .throttled, .internalError, .foreignPage, .otherServerError: true
        default: false
        }
    }
}
