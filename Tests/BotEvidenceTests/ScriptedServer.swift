import Foundation
import Glibc
import Synchronization
import Testing

/// A loopback HTTP server that answers each path with exactly the bytes it was told, then closes the connection.
final class ScriptedServer: Sendable {
    enum Script: Sendable {
        /// The whole answer, head and body.
        case bytes(String)
        /// Nothing, until the server stops.
        case silence
        /// The head and then a byte every few milliseconds, without an end.
        case drip(String)
    }

    let port: Int
    private let descriptor: Int32
    private let scripts: [String: Script]
    private let heads = Mutex<[String]>([])
    private let isStopped = Atomic(false)

    /// Serves while `body` runs.
    static func serve<Result>(
        _ scripts: [String: Script], _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let server = try ScriptedServer(scripts)
        defer { server.stop() }
        return try await body(server)
    }

    private init(_ scripts: [String: Script]) throws {
        self.scripts = scripts
        (descriptor, port) = try Self.bound(listens: true)
        let thread = Thread { [self] in
            while !isStopped.load(ordering: .acquiring) {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { continue }
                Thread { [self] in answer(connection) }.start()
            }
            close(descriptor)
        }
        thread.start()
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// The heads of the requests received, in no particular order.
    var requests: [String] { heads.withLock { $0 } }

    /// A loopback port nobody listens on. It stays bound until the tests end, so that no other test is given it.
    static func refusingPort() throws -> Int { try bound(listens: false).port }

    private func stop() {
        isStopped.store(true, ordering: .releasing)
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private static func bound(listens: Bool) throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                [
                    bind(descriptor, generic, size), listens ? listen(descriptor, 16) : 0,
                    getsockname(descriptor, generic, &size),
                ]
            }
        }
        try #require(result == [0, 0, 0])
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private func answer(_ connection: Int32) {
        defer { close(connection) }
        let head = Self.head(from: connection)
        heads.withLock { $0.append(head) }
        let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        switch scripts[path] ?? .bytes("HTTP/1.0 404 Not Found\r\n\r\n") {
        case .bytes(let text): Self.send(text, to: connection)
        case .silence: waitUntilStopped {}
        case .drip(let head):
            Self.send(head, to: connection)
            waitUntilStopped { Self.send(" ", to: connection) }
        }
    }

    private func waitUntilStopped(_ step: () -> Void) {
        while !isStopped.load(ordering: .acquiring) {
            step()
            usleep(5_000)
        }
    }

    private static func head(from connection: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func send(_ text: String, to connection: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
