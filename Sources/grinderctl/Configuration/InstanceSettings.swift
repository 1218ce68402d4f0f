import BotEvidence

/// An entry of `instances`.
typealias ConfiguredInstance = ConfigurationSection<InstanceRows>

extension ConfiguredInstance {
    /// The check of the file demands it.
    var name: String { text(\.name) ?? "" }
}

/// The bot's instances that are known to a command: those of the configuration, and those that flags or variables name
/// beside them. An address is used as it was given; what cannot be honoured is refused before anything is asked.
struct InstanceSettings {
    let configured: Sourced<[ConfiguredInstance]>
    let health: Sourced<[String]>
    let metrics: Sourced<[String]>

    /// Instances of the configuration stay known whatever is named besides: the orphan rule needs every one.
    func instances() throws(CommandError) -> [InstanceSource] {
        var known = try configuredInstances()
        var seen = Set(known.flatMap(identities))
        for address in try named(besides: seen) where seen.insert(address.identity).inserted {
            known.append(address.source(named: unused(address.name, among: known)))
        }
        return known
    }

    /// URLs and files of `/metrics`, each once.
    func pages() throws(CommandError) -> [String] {
        let stated = configured.value.compactMap { entry in entry.metrics.map { (entry, $0) } }
        var pages: [String] = []
        var seen = Set<String>()
        for (entry, text) in stated {
            if seen.insert(try read(text, .metrics, entry).identity).inserted { pages.append(text) }
        }
        for text in metrics.value where seen.insert(try read(text, .metrics, metrics.origin).identity).inserted {
            pages.append(text)
        }
        return pages
    }

    private func configuredInstances() throws(CommandError) -> [InstanceSource] {
        var names = Set<String>()
        var sources: [InstanceSource] = []
        for entry in configured.value {
            guard names.insert(entry.name).inserted else {
                throw CommandError(
                    .configuration,
                    "two instances of the configuration are called \(entry.name): what is known of one would be mistaken for "
                        + "the other. Nothing was sent.")
            }
            if let health = entry.health { _ = try read(health, .health, entry) }
            let pages = try entry.metrics.map { text throws(CommandError) in try read(text, .metrics, entry) }
            sources.append(
                InstanceSource(
                    name: entry.name, health: entry.health ?? (pages?.isMetricsOnly == true ? nil : entry.metrics),
                    statedTrading: entry.trading, metrics: entry.metrics, statedSyncing: entry.syncs,
                    statusCommand: entry.status, stopCommand: entry.stop, startCommand: entry.start,
                    isConfigured: true))
        }
        return sources
    }

    /// What flags or variables name: the health addresses, and the metrics addresses that go with none of them. A
    /// metrics address that is of a named health address goes with it, as does a file beside its file, and the only one
    /// beside the only one where one is a file.
    /// - Parameter configured: the identities of the configuration's instances.
    private func named(besides configured: Set<String>) throws(CommandError) -> [Named] {
        let healths = try health.value.map { text throws(CommandError) in
            (text: text, address: try read(text, .health, health.origin))
        }
        let pages = try metrics.value.map { text throws(CommandError) in
            (text: text, address: try read(text, .metrics, metrics.origin))
        }
        // Two files, or a file and a URL, have nothing that tells them apart; two URLs have.
        let isPair =
            healths.count == 1 && pages.count == 1 && self.configured.value.isEmpty
            && !(healths[0].text.contains("://") && pages[0].text.contains("://"))
        var rest = pages
        var named: [Named] = []
        for one in healths {
            let beside = InstanceSource.metricsFile(besideHealth: one.text)
            let own =
                pages.first { $0.address.identity == one.address.identity || $0.text == beside }
                ?? (isPair ? pages.first : nil)
            rest.removeAll { $0.text == own?.text }
            named.append(
                Named(name: one.text, identity: one.address.identity, health: one.text, metrics: own?.text))
        }
        let own = configured.union(healths.map(\.address.identity))
        for page in rest where !own.contains(page.address.identity) {
            guard page.text.contains("://") else {
                guard healths.count < 2 else { throw unplaced(page.text, among: healths.count) }
                continue
            }
            // Nothing else names its bot: left out, it would be taken for absent.
            named.append(
                Named(
                    name: page.text, identity: page.address.identity,
                    health: page.address.isMetricsOnly ? nil : page.text, metrics: page.text))
        }
        return named
    }

    private func unplaced(_ file: String, among count: Int) -> CommandError {
        CommandError(
            .usage,
            "\(metrics.origin) \(file): can't tell which of the \(count) instances of \(health.origin) it belongs to. "
                + "Nothing was sent.",
            try: "grinderctl … --health http://HOST:9090 --metrics http://HOST:9090/metrics")
    }

    private struct Named {
        let name: String
        let identity: String
        let health: String?
        let metrics: String?

        func source(named name: String) -> InstanceSource {
            InstanceSource(name: name, health: health, metrics: metrics)
        }
    }

    private func identities(of source: InstanceSource) -> [String] {
        var found: [String] = []
        if let health = source.health, let address = try? InstanceAddress(health, role: .health) {
            found.append(address.identity)
        }
        if let metrics = source.metrics, let address = try? InstanceAddress(metrics, role: .metrics) {
            found.append(address.identity)
        }
        return found
    }

    /// As it was given, but for what may be a token in its query; two that would be one name are told apart.
    private func unused(_ address: String, among known: [InstanceSource]) -> String {
        let name = Self.withoutToken(address)
        let taken = Set(known.map(\.name))
        guard taken.contains(name) else { return name }
        return (2...).lazy.map { "\(name) (\($0))" }.first { !taken.contains($0) } ?? name
    }

    private static func withoutToken(_ address: String) -> String {
        address.replacing(
            /(?i)([?&][^=&]*(?:key|token|secret|pass|auth|sig|session|cred)[^=&]*=)[^&]+/
        ) { "\($0.1)…" }
    }

    private func read(
        _ text: String, _ role: InstanceAddress.Role, _ entry: ConfiguredInstance
    ) throws(CommandError) -> InstanceAddress {
        do throws(AddressProblem) {
            return try InstanceAddress(text, role: role)
        } catch {
            let key = role == .health ? "health" : "metrics"
            throw CommandError(
                .configuration,
                "the configuration's instance \(entry.name): \(key) \(SettingsListing.safe(text)): \(error.detail). Nothing "
                    + "was sent.")
        }
    }

    private func read(
        _ text: String, _ role: InstanceAddress.Role, _ origin: SettingOrigin
    ) throws(CommandError) -> InstanceAddress {
        do throws(AddressProblem) {
            return try InstanceAddress(text, role: role)
        } catch {
            throw CommandError(
                .usage, "\(origin) \(SettingsListing.safe(text)): \(error.detail). Nothing was sent.",
                try: "grinderctl … \(role == .health ? "--health" : "--metrics") http://HOST:9090")
        }
    }
}
