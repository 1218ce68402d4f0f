import NIOCore

/// Where to listen: `127.0.0.1:9097`, `[::1]:9097`, `localhost:0`.
package struct ListeningPlace: Sendable, Hashable, CustomStringConvertible {
    let address: SocketAddress
    private let host: String
    package let port: Int

    /// As it is written in a URL.
    package var description: String { name(port: port) }

    package func name(port: Int) -> String { "\(host):\(port)" }

    /// Only this machine reaches it.
    package var isLoopback: Bool {
        switch address {
        case .v4: address.ipAddress?.hasPrefix("127.") == true
        case .v6: address.ipAddress == "::1"
        case .unixDomainSocket: false
        }
    }

    /// Resolves the host's name, once.
    package init(_ text: String) throws(ListeningProblem) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            text[text.index(after: colon)...].allSatisfy({ $0.isASCII && $0.isNumber })
        else { throw ListeningProblem(detail: "\(text) is not HOST:PORT, a port of 0 to 65535: 127.0.0.1:9097") }
        let written = text[..<colon]
        let isBracketed = written.hasPrefix("[") && written.hasSuffix("]")
        let host = isBracketed ? String(written.dropFirst().dropLast()) : String(written)
        guard !host.isEmpty, isBracketed || !host.contains(":"),
            host.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != "/" && $0 != "@" })
        else { throw ListeningProblem(detail: "\(text) is not HOST:PORT: 127.0.0.1:9097, [::1]:9097") }
        do {
            address = try SocketAddress.makeAddressResolvingHost(
                host == "localhost" ? "127.0.0.1" : host, port: Int(port))
        } catch {
            throw ListeningProblem(detail: "the host \(host) is unknown here")
        }
        self.host = host.contains(":") ? "[\(host)]" : host
        self.port = Int(port)
    }
}
