/// One HTTP request that was made, as the report lists it; never holds a query, a header or a key.
package struct RequestRecord: Sendable, Hashable {
    package let method: String
    package let path: String
    /// `nil` when no answer came.
    package let status: Int?
    /// Request weight as documented for the endpoint.
    package let weight: Int
    package let milliseconds: Int64

    package init(method: String, path: String, status: Int?, weight: Int, milliseconds: Int64) {
        self.method = method
        self.path = path
        self.status = status
        self.weight = weight
        self.milliseconds = milliseconds
    }
}
