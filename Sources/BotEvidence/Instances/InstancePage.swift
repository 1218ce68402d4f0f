import FoundationEssentials

/// One page of an instance's HTTP server: an origin, a path and, where one was given, a query.
package struct InstancePage: Sendable, Hashable {
    /// `http://host:9090`, lower-case, without the scheme's own port.
    let origin: String
    /// Percent-encoded, from its `/` on; empty where none was given.
    let path: String
    /// Percent-encoded, without its `?`.
    let query: String?
    /// `host:9090`, with the scheme's own port where none was given.
    let hostAndPort: String

    init(_ text: String) throws(AddressProblem) {
        guard let schemeEnd = text.firstRange(of: "://") else { throw AddressProblem("it is not a URL") }
        let scheme = text[..<schemeEnd.lowerBound].lowercased()
        guard ["http", "https"].contains(scheme) else {
            throw AddressProblem("only http and https URLs and files are read")
        }
        let rest = text[schemeEnd.upperBound...]
        guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
            throw AddressProblem("it holds a space or a control character")
        }
        guard !rest.contains("#") else { throw AddressProblem("its fragment (#…) is never sent to a server") }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw AddressProblem("its URL holds credentials; nothing was sent") }
        guard let components = URLComponents(string: "\(scheme)://\(authority)"), let host = components.encodedHost,
            !host.isEmpty, components.path.isEmpty, (components.port.map { (1...65_535).contains($0) }) ?? true,
            components.port != nil || !authority.hasSuffix(":")
        else { throw AddressProblem("it is not a URL of a host") }
        let standard = scheme == "http" ? 80 : 443
        let port = components.port ?? standard
        origin = "\(scheme)://\(host.lowercased())" + (port == standard ? "" : ":\(port)")
        hostAndPort = "\(host.lowercased()):\(port)"
        let parts = rest[end...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts.first ?? "")
        guard !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else {
            throw AddressProblem("its path has . or .. in it")
        }
        self.path = Self.encoded(path, keeping: Self.pathBytes)
        query = parts.count > 1 ? Self.encoded(String(parts[1]), keeping: Self.queryBytes) : nil
    }

    private init(origin: String, path: String, query: String?, hostAndPort: String) {
        self.origin = origin
        self.path = path
        self.query = query
        self.hostAndPort = hostAndPort
    }

    package var url: String { origin + path + (query.map { "?\($0)" } ?? "") }

    /// Without its query, which may hold a token.
    package var source: String { "GET \(origin)\(path)" }

    /// The URL without its query.
    var sourceOfReading: String { origin + path }

    /// The page its path ends in.
    var named: PageName? {
        path.split(separator: "/", omittingEmptySubsequences: false).last.flatMap { PageName(rawValue: String($0)) }
    }

    /// What stands before the pages.
    var prefix: String {
        var prefix = path[...]
        if let named { prefix = prefix.dropLast(named.rawValue.utf8.count) }
        while prefix.last == "/" { prefix = prefix.dropLast() }
        return String(prefix)
    }

    func at(_ page: PageName) -> InstancePage {
        InstancePage(origin: origin, path: "\(prefix)/\(page.rawValue)", query: query, hostAndPort: hostAndPort)
    }

    private static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/".utf8)
    private static let pathBytes = unreserved
    private static let queryBytes = unreserved.union("?".utf8)
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// As a URL must write it; what is percent-encoded already stays.
    private static func encoded(_ text: String, keeping kept: Set<UInt8>) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isEscape =
                byte == UInt8(ascii: "%") && index + 2 < bytes.count && isHex(bytes[index + 1])
                && isHex(bytes[index + 2])
            if kept.contains(byte) || isEscape {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }
}
