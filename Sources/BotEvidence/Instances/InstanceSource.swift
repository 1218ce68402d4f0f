import FoundationEssentials
import TriageCore

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

/// A page or file of an instance, once its address is understood.
enum InstancePlace: Sendable, Hashable {
    case page(InstancePage)
    case file(String)
    /// Not to be asked, because.
    case unusable(String)
    /// No address is known.
    case none

    /// - Parameter address: of a health or a metrics address, the page beside it.
    static func place(_ name: PageName, at address: String, role: InstanceAddress.Role) -> InstancePlace {
        do throws(AddressProblem) {
            let address = try InstanceAddress(address, role: role)
            if let file = address.file { return .file(file) }
            return address.page(name).map(InstancePlace.page) ?? .none
        } catch {
            return .unusable(error.detail)
        }
    }
}

/// The three places of one instance.
extension InstanceSource {
    var healthPlace: InstancePlace { health.map { InstancePlace.place(.healthz, at: $0, role: .health) } ?? .none }

    /// Exactly what `ready` says where it names a page, else beside where health is asked. A file may hold both.
    var readinessPlace: InstancePlace {
        guard let ready else { return health.map { InstancePlace.place(.readyz, at: $0, role: .health) } ?? .none }
        guard case .success(let page) = Result(catching: { () throws(AddressProblem) in try InstancePage(ready) }),
            !page.prefix.isEmpty, page.named == nil
        else { return InstancePlace.place(.readyz, at: ready, role: .health) }
        return .page(page)
    }

    /// Where it is named, else beside where health is asked.
    var metricsPlace: InstancePlace {
        if let metrics { return InstancePlace.place(.metrics, at: metrics, role: .metrics) }
        guard let health else { return .none }
        switch InstancePlace.place(.metrics, at: health, role: .health) {
        case .file(let path): return InstanceFile.metrics(besideHealth: path).map(InstancePlace.file) ?? .none
        case let place: return place
        }
    }

    /// The live page beside a live health page, where a file is named as its metrics: the file does not replace it.
    var liveMetricsBesideFile: InstancePage? {
        guard case .file = metricsPlace, let health,
            case .page(let page) = InstancePlace.place(.metrics, at: health, role: .health)
        else { return nil }
        return page
    }

    /// The file of `/metrics` that stands beside a file of `/healthz`; `nil` where none does.
    package static func metricsFile(besideHealth path: String) -> String? {
        path.contains("://") ? nil : InstanceFile.metrics(besideHealth: path)
    }

    /// `host:port` of its own pages.
    var instanceLabel: String? {
        health.flatMap { try? InstanceAddress($0, role: .health) }?.instanceLabel
            ?? metrics.flatMap { try? InstanceAddress($0, role: .metrics) }?.instanceLabel
    }
}
