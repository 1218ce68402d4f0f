import FoundationEssentials

/// Where one grinder instance is asked: a config entry, or a `--health` or `--metrics` argument.
package struct InstanceSource: Sendable, Hashable {
    package let name: String
    /// An ``InstanceAddress``: `http://host:9090`, a prefix, the URL of one of its pages; or a file that holds what
    /// `/healthz` said; `nil` when none is known.
    package let health: String?
    /// Where readiness is asked, when not beside `health`: a URL or a file.
    package let ready: String?
    /// The config entry's `trading:`.
    package let statedTrading: Bool?
    /// Its `/metrics`, a URL or a file; beside `health` where none is named. Asked only by
    /// ``InstanceProbe/probe(_:exchangeNow:withMetrics:)``.
    package let metrics: String?
    /// The config entry's `syncs:`.
    package let statedSyncing: Bool?
    /// For `/bin/sh -c`, as are the others.
    package let statusCommand: String?
    package let stopCommand: String?
    package let startCommand: String?
    /// An entry of the configuration, not an argument of this call.
    package let isConfigured: Bool

    package init(
        name: String, health: String?, ready: String? = nil, statedTrading: Bool? = nil, metrics: String? = nil,
        statedSyncing: Bool? = nil, statusCommand: String? = nil, stopCommand: String? = nil,
        startCommand: String? = nil, isConfigured: Bool = false
    ) {
        self.statedSyncing = statedSyncing
        self.name = name
        self.health = health
        self.ready = ready
        self.statedTrading = statedTrading
        self.metrics = metrics
        self.statusCommand = statusCommand
        self.stopCommand = stopCommand
        self.startCommand = startCommand
        self.isConfigured = isConfigured
    }
}
