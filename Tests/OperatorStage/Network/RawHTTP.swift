import Foundation
import Glibc

/// One answer, as it came over the wire.
package struct RawAnswer: Sendable, Equatable {
    package let status: Int
    /// Status line and headers.
    package let head: String
    package let body: String

    package func header(_ name: String) -> String? {
        head.split(separator: "\r\n").lazy.compactMap { line -> String? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
            return parts[1].trimmingCharacters(in: .whitespaces)
        }.first
    }
}

/// A client that sends bytes as they are and reads what comes back.
package enum RawHTTP {
    package struct Sending: Sendable {
        package var bytes: [UInt8]
        /// Answers but 100 that are waited for.
        package var answers = 1
        package var closesHalf = false
        /// Leaves without reading.
        package var hangsUp = false
        /// How long one read may take: late enough on any machine.
        package var seconds = 900

        package init(_ text: String) { bytes = Array(text.utf8) }
        package init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    /// All answers, 100 among them, until there are enough or the server closes. Where it does neither in time, the last is
    /// ``silence``.
    package static func send(_ sending: Sending, to port: Int) async -> [RawAnswer] {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "raw-http").async { continuation.resume(returning: exchange(sending, port)) }
        }
    }

    /// No answer: the server neither said anything nor closed.
    package static let silence = RawAnswer(status: 0, head: "", body: "")

    package static func post(
        _ body: String, to port: Int, path: String = "/webhook", headers: [String] = []
    ) async -> RawAnswer? {
        let lines =
            ["POST \(path) HTTP/1.1", "Host: x", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
        return await send(Sending(lines.joined(separator: "\r\n") + "\r\n\r\n" + body), to: port).last
    }

    package static func get(_ path: String, from port: Int, headers: [String] = []) async -> RawAnswer? {
        let lines = ["GET \(path) HTTP/1.1", "Host: x", "Connection: close"] + headers
        return await send(Sending(lines.joined(separator: "\r\n") + "\r\n\r\n"), to: port).last
    }

    private static func exchange(_ sending: Sending, _ port: Int) -> [RawAnswer] {
        guard let descriptor = try? Sockets.connect(port, seconds: sending.seconds) else { return [] }
        defer { close(descriptor) }
        Sockets.write(sending.bytes, to: descriptor)
        if sending.hangsUp { return [] }
        if sending.closesHalf { shutdown(descriptor, Int32(SHUT_WR)) }
        var received: [UInt8] = []
        while true {
            let answers = parsed(received, isHead: sending.bytes.starts(with: Array("HEAD ".utf8)))
            if answers.count(where: { $0.status != 100 }) >= sending.answers { return answers }
            errno = 0
            guard let more = Sockets.read(from: descriptor) else {
                return errno == EAGAIN ? answers + [silence] : answers
            }
            received += more
        }
    }

    private static func parsed(_ bytes: [UInt8], isHead: Bool) -> [RawAnswer] {
        var rest = Data(bytes)
        var answers: [RawAnswer] = []
        while let end = rest.range(of: Data("\r\n\r\n".utf8)) {
            let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
            guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0.prefix(3)) }) else {
                break
            }
            let bare = RawAnswer(status: status, head: head, body: "")
            let length = isHead ? 0 : bare.header("content-length").flatMap { Int($0) } ?? 0
            let body = rest[end.upperBound...]
            guard body.count >= length else { break }
            answers.append(
                RawAnswer(status: status, head: head, body: String(decoding: body.prefix(length), as: UTF8.self)))
            rest = Data(body.dropFirst(length))
        }
        return answers
    }
}
