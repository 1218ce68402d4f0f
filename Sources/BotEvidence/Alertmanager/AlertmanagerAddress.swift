/// Where Alertmanager is asked for its alerts, used as it was given:
///
///     http://alertmanager:9093                   a prefix: /api/v2/alerts stands behind it
///     http://gateway/am?team=grid                the same; the query goes along
///     http://alertmanager:9093/api/v2/alerts?…   the page itself
package struct AlertmanagerAddress: Sendable, Hashable {
    private static let page = "/api/v2/alerts"

    private let place: InstancePage

    package init(_ text: String) throws(AddressProblem) { place = try InstancePage(text) }

    /// `http://host:port`: whom a token is sent to.
    package var origin: String { place.origin }

    package var url: String {
        place.origin + path + (place.query.map { "?\($0)" } ?? "")
    }

    /// Without its query, which may hold a token.
    package var source: String { "GET \(place.origin)\(path)" }

    private var path: String {
        let given = String(place.path.reversed().drop { $0 == "/" }.reversed())
        return given.hasSuffix(Self.page) ? given : given + Self.page
    }
}
