import Foundation

/// `postgres://user@host/db`, as libpq reads it, but never with a password: what stands in argv everybody on the machine
/// can read.
package struct TeamAddress: Sendable, Hashable, CustomStringConvertible {
    let text: String

    package init(_ text: String) throws(TeamFailure) {
        guard let scheme = ["postgres://", "postgresql://"].first(where: text.hasPrefix),
            !text.utf8.contains(0)
        else {
            throw TeamFailure(.address, "the address is not postgres://USER@HOST/DATABASE")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        let userinfo = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
        let query = rest.firstIndex(of: "?").map { rest[rest.index(after: $0)...] } ?? ""
        let names = query.split(separator: "&").compactMap {
            $0.split(separator: "=", omittingEmptySubsequences: false).first
                .flatMap { String($0).removingPercentEncoding }
        }
        guard !userinfo.contains(":"), !userinfo.lowercased().contains("%3a"),
            !names.contains(where: { ["password", "sslpassword"].contains($0.lowercased()) })
        else {
            throw TeamFailure(
                .address,
                "the address holds a password, which everybody on this machine could read. "
                    + "Put it into ~/.pgpass (mode 0600), a file that PGPASSFILE names, or PGPASSWORD")
        }
        self.text = text
        description = scheme + authority + rest[authority.endIndex...].prefix { $0 != "?" && $0 != "#" }
    }

    /// Without the options.
    package let description: String
}
