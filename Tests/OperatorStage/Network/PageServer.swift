import Foundation
import Glibc
import Synchronization

/// Serves pages on 127.0.0.1 that a test writes, and keeps what it was asked.
package final class PageServer: Sendable {
    package struct Page: Sendable {
        package var status = 200
        package var body: String
        package var headers: [String] = []

        package init(_ body: String, status: Int = 200, headers: [String] = []) {
            self.body = body
            self.status = status
            self.headers = headers
        }
    }

    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)" }

    private let descriptor: Int32
    private let pages = Mutex<[String: @Sendable () -> Page]>([:])
    private let asked = Mutex<[String]>([])

    /// The heads of all requests so far.
    package var requests: [String] { asked.withLock { $0 } }

    package static func run<T>(_ pages: [String: Page] = [:], _ body: (PageServer) async throws -> T) async throws -> T
    {
        let server = try PageServer()
        for (path, page) in pages { server.set(path, page) }
        server.accept()
        defer { server.stop() }
        return try await body(server)
    }

    private init() throws { (descriptor, port) = try Sockets.listen() }

    /// - Parameter path: without its query.
    package func set(_ path: String, _ page: Page) { set(path) { page } }

    /// Made anew for each request.
    package func set(_ path: String, making page: @escaping @Sendable () -> Page) {
        pages.withLock { $0[path] = page }
    }

    private func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private func accept() {
        let thread = Thread { [self] in
            while true {
                let connection = Glibc.accept(descriptor, nil, nil)
                guard connection >= 0 else {
                    if errno == EINTR { continue }
                    break
                }
                DispatchQueue(label: "page").async { self.serve(connection) }
            }
            close(descriptor)
        }
        thread.start()
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        Sockets.limit(connection, seconds: 10)
        var received: [UInt8] = []
        while received.range(of: Array("\r\n\r\n".utf8)) == nil {
            guard received.count < 65_536, let more = Sockets.read(from: connection) else { return }
            received += more
        }
        let head = String(decoding: received, as: UTF8.self)
        asked.withLock { $0.append(head) }
        let target = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let path = String(target.prefix { $0 != "?" })
        let page = pages.withLock { $0[path] }?() ?? Page("not found", status: 404)
        let lines =
            ["HTTP/1.1 \(page.status) X", "Content-Length: \(page.body.utf8.count)", "Connection: close"] + page.headers
        Sockets.write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + page.body).utf8), to: connection)
    }
}

extension [UInt8] {
    fileprivate func range(of part: [UInt8]) -> Range<Int>? {
        guard count >= part.count else { return nil }
        for start in 0...(count - part.count) where Array(self[start..<start + part.count]) == part {
            return start..<start + part.count
        }
        return nil
    }
}
