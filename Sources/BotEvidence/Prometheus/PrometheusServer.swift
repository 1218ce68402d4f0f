/// A Prometheus server, as its address was given: `http://prometheus:9090`, a prefix before its API, a query that goes along
/// to each request. The address of its web pages (`…/graph`) names it too.
package struct PrometheusServer: Sendable, Hashable {
    /// The longer before the shorter.
    private static let pages = [
        "/api/v1/query_range", "/api/v1/query", "/api/v1", "/graph", "/alerts", "/targets", "/query",
    ]

    private let origin: String
    private let prefix: String
    private let query: String?

    package init(_ text: String) throws(AddressProblem) {
        guard text.contains("://") else { throw AddressProblem("it is not a URL (http://HOST:9090)") }
        let page = try InstancePage(text)
        var path = page.path
        while path.hasSuffix("/") { path.removeLast() }
        if let known = Self.pages.first(where: path.hasSuffix) { path.removeLast(known.utf8.count) }
        origin = page.origin
        prefix = path
        query = page.query
    }

    /// Without its query, which may hold a token.
    package var source: String { origin + prefix }

    /// Whether both are asked at one place: what is a secret for the one is known there.
    package func isAt(_ other: PrometheusServer) -> Bool { origin == other.origin }

    /// `GET /api/v1/PATH` with these parameters.
    func page(_ path: String, _ parameters: [(name: String, value: String)]) throws(AddressProblem) -> InstancePage {
        let own = parameters.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
        return try InstancePage("\(origin)\(prefix)/api/v1/\(path)?\(query.map { "\($0)&" } ?? "")\(own)")
    }

    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if ByteCursor.isWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
