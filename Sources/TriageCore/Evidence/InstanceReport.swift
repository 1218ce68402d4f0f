/// What one grinder instance answered when asked.
package struct InstanceReport: Sendable, Hashable {
    /// Its name in the config, or the URL or file it was asked at.
    package let name: String
    package let health: Result<Health, Unavailable>
    package let readiness: Result<Readiness, Unavailable>
    /// The config entry's `trading:`, when it says so.
    package let statedTrading: Bool?
    /// What its configured `status` command says.
    package let service: ServiceState?
    /// `nil` when its `/metrics` was not asked or nothing of grinder's answered there.
    package let metrics: Metrics?
    /// Whether it takes over the orders it finds.
    package let syncing: AccountSyncing
    /// Where it was asked.
    package let addresses: InstanceAddresses?

    package init(
        name: String, health: Result<Health, Unavailable>, readiness: Result<Readiness, Unavailable>,
        statedTrading: Bool? = nil, service: ServiceState? = nil, metrics: Metrics? = nil,
        syncing: AccountSyncing = .unknown(
            Unavailable(.notAsked, source: "/metrics", detail: "it was not asked whether it syncs the account")),
        addresses: InstanceAddresses? = nil
    ) {
        self.syncing = syncing
        self.addresses = addresses
        self.name = name
        self.health = health
        self.readiness = readiness
        self.statedTrading = statedTrading
        self.service = service
        self.metrics = metrics
    }

    /// A live `/metrics` of grinder's.
    package struct Metrics: Sendable, Hashable {
        /// `grinder_ha_role`: `active`, `standby`, `unknown`.
        package let role: String?
        /// What it places orders through, by `grinder_port_order_attempts_total`: `futures`, or `noop`, which places none.
        package let port: String?

        package init(role: String?, port: String? = nil) {
            self.role = role
            self.port = port
        }
    }

    /// `/healthz`. `grinder_uptime_seconds` of `/metrics` counts from the first scrape and is not used.
    package struct Health: Sendable, Hashable {
        package let uptimeMilliseconds: Int64
        /// Exchange time at which the uptime was read (a file: its modification time).
        package let readAt: Timestamp

        /// The read may be older than `readAt` by any time (a page through a pipe): the start is an upper bound.
        package let isAtLatest: Bool

        package init(uptimeMilliseconds: Int64, readAt: Timestamp, isAtLatest: Bool = false) {
            self.isAtLatest = isAtLatest
            self.uptimeMilliseconds = uptimeMilliseconds
            self.readAt = readAt
        }

        package var startedAt: Timestamp { readAt.advanced(byMilliseconds: -uptimeMilliseconds) }
    }

    /// `/readyz`, whatever its HTTP status (a standby answers 503).
    package struct Readiness: Sendable, Hashable {
        package let isReady: Bool
        /// `trading_loop` of scripts/run_trading.py; `nil` from run_live.py, which doesn't trade.
        package let mode: String?
        package let role: String?

        package init(isReady: Bool, mode: String?, role: String? = nil) {
            self.isReady = isReady
            self.mode = mode
            self.role = role
        }
    }

    /// The outcome of a `status` command: only a clear word or exit status counts.
    package enum ServiceState: Sendable, Hashable {
        case running
        case stopped
        case unclear(String)
    }
}
