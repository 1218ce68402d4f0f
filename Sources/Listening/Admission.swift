import NIOHTTP1

/// What a request may ask for, judged by its head alone: nothing of a body is read that would not be taken.
struct Admission: Sendable {
    /// What `Authorization: Bearer` must say; `nil` where nothing is demanded.
    let token: [UInt8]?
    /// The pages demand it too: whoever listens beyond loopback shows nothing to strangers.
    let guardsPages: Bool
    /// Bytes a body may have.
    let mostBody: Int

    enum Page: String, Sendable, Hashable {
        case health = "/healthz"
        case metrics = "/metrics"
    }

    enum Ruling: Sendable, Hashable {
        case refused(Reply)
        case page(Page)
        case alerts
    }

    func ruling(on head: HTTPRequestHead) -> Ruling {
        let path = Self.path(of: head.uri)
        let page = Page(rawValue: path)
        guard page != nil || path == "/webhook" else { return .refused(.problem(404, "there is no such page")) }
        let method = page == nil ? HTTPMethod.POST : .GET
        guard head.method == method else {
            let allowed = Reply.Header("Allow", method.rawValue)
            return .refused(.problem(405, "this page takes \(method.rawValue) alone", [allowed]))
        }
        guard isAdmitted(head.headers) || (page != nil && !guardsPages) else {
            let wanted = Reply.Header("WWW-Authenticate", "Bearer")
            return .refused(.problem(401, "a bearer token is missing or wrong", [wanted]))
        }
        if let page { return .page(page) }
        if let length = Self.announced(head.headers), length > mostBody { return .refused(tooLarge) }
        return .alerts
    }

    var tooLarge: Reply { .problem(413, "the payload is larger than \(mostBody) bytes") }

    /// All of it is compared, whatever differs first.
    private func isAdmitted(_ headers: HTTPHeaders) -> Bool {
        guard let token else { return true }
        let said = headers[canonicalForm: "authorization"]
        guard said.count == 1, let value = said.first, value.utf8.count > 7, value.prefix(7).lowercased() == "bearer "
        else { return false }
        let given = Array(value.dropFirst(7).drop { $0 == " " }.utf8)
        guard given.count == token.count else { return false }
        return zip(given, token).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func announced(_ headers: HTTPHeaders) -> Int? {
        headers.first(name: "content-length").flatMap { Int($0) }
    }

    /// Without query, and without an origin where a proxy wrote one.
    static func path(of uri: String) -> String {
        var rest = uri[...]
        if let scheme = ["http://", "https://"].first(where: { uri.lowercased().hasPrefix($0) }) {
            rest = rest.dropFirst(scheme.count)
            rest = rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]
        }
        return String(rest.prefix { $0 != "?" && $0 != "#" })
    }
}
