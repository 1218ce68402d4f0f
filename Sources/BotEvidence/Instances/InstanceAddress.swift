/// Where an instance is asked, used as it was given:
///
///     http://bot-1:9090                 a prefix: /healthz, /readyz and /metrics stand behind it
///     http://gateway/bot-1?key=a        the same; the query goes along to each page
///     http://gateway/bot-1/healthz      names that page; the two others stand beside it
///     http://prometheus/federate?…      of `--metrics`, another path with a query: the page itself
///     /run/grinder/healthz.json         a file
package struct InstanceAddress: Sendable, Hashable {
    /// Which flag or key named it.
    package enum Role: Sendable, Hashable { case health, metrics }

    private enum Place: Sendable, Hashable {
        case beside(InstancePage)
        case itself(InstancePage)
        case file(String)
    }

    private let place: Place

    package init(_ text: String, role: Role) throws(AddressProblem) {
        guard text.contains("://") else {
            guard !text.isEmpty else { throw AddressProblem("it is empty") }
            place = .file(text)
            return
        }
        let page = try InstancePage(text)
        let isItself = role == .metrics && page.query != nil && page.named == nil && !page.prefix.isEmpty
        place = isItself ? .itself(page) : .beside(page)
    }

    /// `nil` where that page is not to be had from it.
    func page(_ name: PageName) -> InstancePage? {
        switch place {
        case .beside(let page): page.at(name)
        case .itself(let page): name == .metrics ? page : nil
        case .file: nil
        }
    }

    var file: String? {
        if case .file(let path) = place { return path }
        return nil
    }

    /// It says nothing of `/healthz` and `/readyz`: a page that a server of metrics makes.
    package var isMetricsOnly: Bool {
        if case .itself = place { return true }
        return false
    }

    /// The same for two ways to write one place.
    package var identity: String {
        switch place {
        case .beside(let page): page.at(.healthz).url
        case .itself(let page): page.url
        case .file(let path): path
        }
    }

    /// `host:port` of the instance whose `/metrics` stands at that address; `nil` of a file, and of what cannot be read.
    package static func label(ofMetrics text: String) -> String? {
        (try? InstanceAddress(text, role: .metrics))?.instanceLabel
    }

    /// `host:port` as Prometheus labels the instance.
    var instanceLabel: String? {
        switch place {
        case .beside(let page): page.hostAndPort
        case .itself, .file: nil
        }
    }
}

/// The pages that grinder serves.
package enum PageName: String, Sendable, Hashable, CaseIterable { case healthz, readyz, metrics }

/// Why an address is not used: part of it could not be honoured, and nothing is dropped.
package struct AddressProblem: Error, Sendable, Hashable {
    /// Without the address, which may hold a password, and without a full stop at its end.
    package let detail: String
    init(_ detail: String) { self.detail = detail }
}
