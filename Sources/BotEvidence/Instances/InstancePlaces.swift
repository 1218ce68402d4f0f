import TriageCore

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
