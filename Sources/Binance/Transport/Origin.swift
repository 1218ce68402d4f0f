import TriageCore

/// Scheme, host and port of a base URL, read by hand: a lenient parser that sees another host than the HTTP client
/// does would send a signed request to a stranger.
struct Origin: Sendable, Hashable {
    let scheme: String
    let host: String
    let port: Int?

    /// As it is put before a path.
    var text: String {
        "\(scheme)://\(host.contains(":") ? "[\(host)]" : host)" + (port.map { ":\($0)" } ?? "")
    }

    var isLoopback: Bool { host == "localhost" || host == "::1" || Self.isLoopbackIPv4(host) }

    static func parsed(_ text: String) -> Result<Origin, HostRefusal> {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return .failure(HostRefusal("the URL holds a space, a control character or a letter beyond ASCII"))
        }
        guard !text.contains("\\") else { return .failure(HostRefusal("the URL holds a backslash")) }
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"), colon != text.startIndex else {
            return .failure(HostRefusal("the URL has no scheme and host"))
        }
        let rest = text[colon...].dropFirst(3)
        if rest.contains("@") { return .failure(HostRefusal("the URL holds user info")) }
        if rest.contains("?") { return .failure(HostRefusal("the URL holds a query")) }
        if rest.contains("#") { return .failure(HostRefusal("the URL holds a fragment")) }
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        guard path.isEmpty || path == "/" else { return .failure(HostRefusal("the URL holds a path")) }
        return hostAndPort(authority).map {
            Origin(scheme: text[..<colon].lowercased(), host: $0.host, port: $0.port)
        }
    }

    private static func hostAndPort(_ authority: Substring) -> Result<(host: String, port: Int?), HostRefusal> {
        let host: Substring
        let tail: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else {
                return .failure(HostRefusal("the URL's host cannot be read"))
            }
            host = authority[..<end].dropFirst()
            tail = authority[end...].dropFirst()
            guard host == "::1" else { return .failure(HostRefusal("of IPv6 addresses only [::1] is spoken to")) }
        } else {
            host = authority.prefix { $0 != ":" }
            tail = authority.dropFirst(host.count)
            if let refusal = refusal(ofName: host) { return .failure(refusal) }
        }
        if tail.isEmpty { return .success((host.lowercased(), nil)) }
        let digits = tail.dropFirst()
        guard tail.hasPrefix(":"), digits.utf8.count <= 5, !digits.hasPrefix("0"),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let port = Int(digits),
            port <= 65_535
        else { return .failure(HostRefusal("the URL's port must be 1 to 65535")) }
        return .success((host.lowercased(), port))
    }

    private static func refusal(ofName host: Substring) -> HostRefusal? {
        if host.isEmpty { return HostRefusal("the URL has no host") }
        if host.hasSuffix(".") { return HostRefusal("the host ends with a dot") }
        return host.isPlain(with: ".-") ? nil : HostRefusal("the host cannot be read")
    }

    /// 127.0.0.0/8 in the one notation nobody reads otherwise: four decimal numbers without leading zeros.
    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                guard let number = UInt8(part) else { return false }
                return String(number) == part
            }
    }
}
