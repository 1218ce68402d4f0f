import FoundationEssentials

/// Where one grinder instance is asked: a config entry, or a `--health` or `--metrics` argument.
package struct InstanceSource: Sendable, Hashable {
    package let name: String
    /// `http://host:9090` with or without `/healthz`, `/readyz`, `/metrics`; or a file that holds what `/healthz` said;
    /// `nil` when only a `status` command is known.
    package let health: String?
    /// Where readiness is asked, when not beside `health`: a URL or a file.
    package let ready: String?
    /// The config entry's `trading:`.
    package let statedTrading: Bool?
    /// Its `/metrics`, a URL or a file; asked only by ``InstanceProbe/probe(_:exchangeNow:withMetrics:)``.
    package let metrics: String?
    /// For `/bin/sh -c`, as are the others.
    package let statusCommand: String?
    package let stopCommand: String?
    package let startCommand: String?
    /// An entry of the configuration, not an argument of this call.
    package let isConfigured: Bool

    package init(
        name: String, health: String?, ready: String? = nil, statedTrading: Bool? = nil, metrics: String? = nil,
        statusCommand: String? = nil, stopCommand: String? = nil, startCommand: String? = nil,
        isConfigured: Bool = false
    ) {
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

/// A URL or file of an instance, once understood.
enum InstancePlace: Sendable, Hashable {
    case page(InstancePage)
    case file(String)
    /// Not to be asked, because.
    case unusable(String)

    /// At the origin of a URL, whichever page it names.
    static func health(_ text: String) -> InstancePlace { place(text) { $0.at("/healthz") } }

    /// Beside where health is asked; a file's own name, since it may hold both.
    static func readiness(besideHealth text: String) -> InstancePlace { place(text) { $0.at("/readyz") } }

    /// Exactly what was given.
    static func readiness(_ text: String) -> InstancePlace {
        place(text) { $0.path.isEmpty || $0.path == "/" ? $0.at("/readyz") : $0 }
    }

    /// Exactly what was given, or its origin's `/metrics`.
    static func metrics(_ text: String) -> InstancePlace {
        place(text) { $0.path.isEmpty || $0.path == "/" ? $0.at("/metrics") : $0 }
    }

    private static func place(_ text: String, page: (InstancePage) -> InstancePage) -> InstancePlace {
        guard let schemeEnd = text.firstRange(of: "://") else { return .file(text) }
        guard ["http", "https"].contains(text[..<schemeEnd.lowerBound].lowercased()) else {
            return .unusable("only http and https URLs and files are read")
        }
        guard let address = InstancePage(text) else { return .unusable("it is not a URL of a host") }
        guard !address.hasCredentials else { return .unusable("its URL holds credentials; nothing was sent") }
        return .page(page(address))
    }
}

/// One page of an instance's HTTP server.
package struct InstancePage: Sendable, Hashable {
    let origin: String
    let path: String
    let hasCredentials: Bool

    private init(origin: String, path: String) {
        self.origin = origin
        self.path = path
        hasCredentials = false
    }

    /// `nil` without a host. Query and fragment are dropped.
    init?(_ text: String) {
        guard let components = URLComponents(string: text), let scheme = components.scheme?.lowercased(),
            let host = components.encodedHost, !host.isEmpty
        else { return nil }
        origin = "\(scheme)://\(host)" + (components.port.map { ":\($0)" } ?? "")
        path = components.percentEncodedPath
        hasCredentials = components.user != nil || components.password != nil
    }

    package var url: String { origin + path }

    func at(_ path: String) -> InstancePage { InstancePage(origin: origin, path: path) }
}
