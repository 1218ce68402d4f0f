/// What one request is answered.
package struct Reply: Sendable, Hashable {
    package let status: Int
    package let body: String
    package var contentType = "application/json"
    /// `Retry-After`, `Allow`.
    package var headers: [Header] = []

    package struct Header: Sendable, Hashable {
        let name: String
        let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(_ status: Int, _ body: String, contentType: String = "application/json", headers: [Header] = []) {
        self.status = status
        self.body = body
        self.contentType = contentType
        self.headers = headers
    }

    package static func problem(_ status: Int, _ why: String, _ headers: [Header] = []) -> Reply {
        Reply(status, "{\"error\":\"\(why)\"}\n", headers: headers)
    }

    /// To be tried again after so many seconds.
    package static func busy(_ why: String, retryAfter seconds: Int) -> Reply {
        problem(503, why, [Header("Retry-After", String(seconds))])
    }
}
