/// The limits of one IP address and one account.
package struct SandboxLimits: Sendable {
    package var weightPerMinute: Int
    package var ordersPer10Seconds: Int
    package var ordersPerMinute: Int
    /// Requests answered 429 in one minute before the address is banned with 418.
    package var toleratedAfterLimit: Int
    package var banMilliseconds: Int64

    package init(
        weightPerMinute: Int = 2400, ordersPer10Seconds: Int = 300, ordersPerMinute: Int = 1200,
        toleratedAfterLimit: Int = 5, banMilliseconds: Int64 = 120_000
    ) {
        self.weightPerMinute = weightPerMinute
        self.ordersPer10Seconds = ordersPer10Seconds
        self.ordersPerMinute = ordersPerMinute
        self.toleratedAfterLimit = toleratedAfterLimit
        self.banMilliseconds = banMilliseconds
    }

    /// 2400 weight a minute, 300 orders in 10 s, 1200 a minute (exchangeInfo `rateLimits`).
    package static let binance = SandboxLimits()
}

/// Counts weight and orders in windows of the sandbox's own clock.
struct LimitCounters: Sendable {
    let limits: SandboxLimits
    private var weight = WindowCount(length: 60_000)
    private var orders10 = WindowCount(length: 10_000)
    private var orders60 = WindowCount(length: 60_000)
    private var ignored = WindowCount(length: 60_000)
    private var bannedUntil: Int64 = 0

    init(limits: SandboxLimits) { self.limits = limits }

    /// Counts the weight of a request, refused or not; 429 over the limit, 418 when the caller goes on.
    mutating func count(weight cost: Int, now: Int64) throws(Refusal) {
        guard now >= bannedUntil else { throw Self.banned(until: bannedUntil, now: now) }
        weight.add(cost, now: now)
        guard weight.value(now) > limits.weightPerMinute else { return }
        ignored.add(1, now: now)
        if ignored.value(now) > limits.toleratedAfterLimit {
            bannedUntil = now + limits.banMilliseconds
            throw Self.banned(until: bannedUntil, now: now)
        }
        throw Self.tooMany(limit: limits.weightPerMinute, now: now)
    }

    /// Counts an order; -1015 over the account's limits.
    mutating func countOrder(now: Int64) throws(Refusal) {
        orders10.add(1, now: now)
        orders60.add(1, now: now)
        if orders10.value(now) > limits.ordersPer10Seconds {
            throw Self.tooManyOrders("\(limits.ordersPer10Seconds) orders per 10 SECOND", wait: orders10.rest(now))
        }
        if orders60.value(now) > limits.ordersPerMinute {
            throw Self.tooManyOrders("\(limits.ordersPerMinute) orders per 1 MINUTE", wait: orders60.rest(now))
        }
    }

    func headers(orders: Bool, now: Int64) -> [(name: String, value: String)] {
        let used = [("X-MBX-USED-WEIGHT-1M", String(weight.value(now)))]
        guard orders else { return used }
        return used + [
            ("X-MBX-ORDER-COUNT-10S", String(orders10.value(now))),
            ("X-MBX-ORDER-COUNT-1M", String(orders60.value(now))),
        ]
    }

    static func tooMany(limit: Int, now: Int64) -> Refusal {
        Refusal(
            -1003,
            "Too many requests; current limit of IP(127.0.0.1) is \(limit) requests per minute. "
                + "Please use the websocket for live updates to avoid polling the API.",
            http: 429, retryAfter: Int((60_000 - now % 60_000 + 999) / 1000))
    }

    static func banned(until: Int64, now: Int64) -> Refusal {
        Refusal(
            -1003,
            "Way too many requests; IP(127.0.0.1) banned until \(until). "
                + "Please use the websocket for live updates to avoid bans.",
            http: 418, retryAfter: Int((until - now + 999) / 1000))
    }

    private static func tooManyOrders(_ limit: String, wait: Int64) -> Refusal {
        Refusal(
            -1015, "Too many new orders; current limit is \(limit).", http: 429,
            retryAfter: Int((wait + 999) / 1000))
    }
}

/// A count that starts again with each window of the clock.
private struct WindowCount: Sendable {
    let length: Int64
    private var window: Int64 = -1
    private var count = 0

    init(length: Int64) { self.length = length }

    mutating func add(_ amount: Int, now: Int64) {
        if now / length != window {
            window = now / length
            count = 0
        }
        count += amount
    }

    func value(_ now: Int64) -> Int { now / length == window ? count : 0 }
    func rest(_ now: Int64) -> Int64 { length - now % length }
}
