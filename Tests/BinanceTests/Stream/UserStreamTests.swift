import Foundation
import Synchronization
import Testing
import TriageCore

@testable import Binance

struct UserStreamTests {
    private static let key = ListenKey(StreamSamples.key)

    /// - Parameter patience: for an answer; whoever answers at all does so long before it ends.
    private static func stream(_ url: String, patience: Int64 = 30_000) throws -> UserStream {
        UserStream(
            try HostRule.stream(url, environment: .sandbox).get(),
            timeouts: Timeouts(connectMilliseconds: 30_000, requestMilliseconds: patience),
            now: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) },
            uptime: { Int64(ProcessInfo.processInfo.systemUptime * 1_000) },
            // Waits between connections pass at once.
            sleep: { _ in try Task.checkCancellation() })
    }

    /// Watches until `count` items have come.
    private static func items(_ count: Int, of url: String, renewing: ListenKey? = nil) async throws -> [UserStream
        .Item]
    {
        let items = Mutex<[UserStream.Item]>([])
        let key = try #require(Self.key)
        try await stream(url).watch(key, renew: { renewing }) { item in
            items.withLock { items in
                items.append(item)
                return items.count < count
            }
        }
        return items.withLock { $0 }
    }

    private static func names(_ items: [UserStream.Item]) -> [String] {
        items.map { item in
            switch item {
            case .event(let event): event.name
            case .note(let note): note.word
            }
        }
    }

    @Test func `it opens the routed address with the key, and answers a ping`() async throws {
        try await ScriptedStream.serving({ _ in
            [.accept, ScriptedStream.frame(9, [1, 2, 3]), .heard(9), ScriptedStream.text(StreamSamples.new)]
        }) { server, url in
            let items = try await Self.items(2, of: url)
            #expect(Self.names(items) == ["connected", "ORDER_TRADE_UPDATE"])
            let head = try #require(server.heads.first)
            #expect(head.hasPrefix("GET /private/ws/\(StreamSamples.key) HTTP/1.1\r\n"))
            #expect(head.contains("\r\nHost: \(url.dropFirst(5))\r\n"))
            // A masked pong of three bytes: two of its head, four of its mask.
            #expect(server.received.starts(with: [0x8A, 0x83]))
        }
    }

    @Test func `a dropped connection is made anew, and what lies between is told as a gap`() async throws {
        try await ScriptedStream.serving({ number in
            number == 1
                ? [.accept, ScriptedStream.text(StreamSamples.new), .hangUp]
                : [.accept, ScriptedStream.text(StreamSamples.canceled)]
        }) { server, url in
            let items = try await Self.items(6, of: url)
            #expect(
                Self.names(items) == [
                    "connected", "ORDER_TRADE_UPDATE", "disconnected", "connected", "gap", "ORDER_TRADE_UPDATE",
                ])
            #expect(server.heads.count == 2)
        }
    }

    @Test func `an expired key is not used again: a new one is asked for`() async throws {
        let fresh = try #require(ListenKey("freshKey0123456789"))
        try await ScriptedStream.serving({ number in
            [.accept, ScriptedStream.text(number == 1 ? StreamSamples.expired : StreamSamples.new)]
        }) { server, url in
            let items = try await Self.items(5, of: url, renewing: fresh)
            #expect(
                Self.names(items) == ["connected", "listenKeyExpired", "connected", "gap", "ORDER_TRADE_UPDATE"])
            #expect(server.heads.last?.hasPrefix("GET /private/ws/freshKey0123456789 ") == true)
        }
    }

    @Test(arguments: [
        [ScriptedStream.Line.bytes([0x81, 0x84, 0, 0, 0, 0, 1, 2, 3, 4])], [.bytes([0xC1, 0x01, 65])],
        [.bytes([0x81, 0x02, 0xC3, 0x28])], [.bytes([0x82, 0x01, 1])], [.bytes([0x80, 0x01, 65])],
        [.bytes([0x81, 127, 0, 0, 0, 1, 0, 0, 0, 0])], [.bytes([0x89, 126, 0, 126])],
        // Nothing can be told by it until it ends.
        [.bytes([0xFF, 0xFF, 0xFF]), .hangUp],
    ])
    func `garbage frames end the connection and nothing else`(lines: [ScriptedStream.Line]) async throws {
        try await ScriptedStream.serving({ number in
            number == 1 ? [.accept] + lines : [.accept, ScriptedStream.text(StreamSamples.new)]
        }) { _, url in
            let names = Self.names(try await Self.items(5, of: url))
            #expect(names == ["connected", "disconnected", "connected", "gap", "ORDER_TRADE_UPDATE"], "\(names)")
        }
    }

    @Test func `what is no stream is told as what it is`() async throws {
        let answers: [(String, StreamHandshake.Ending?, String)] = [
            ("HTTP/1.1 404 Not Found\r\n\r\n", .refused(status: 404), ""),
            ("HTTP/1.1 302 Found\r\nLocation: http://elsewhere\r\n\r\n", .refused(status: 302), ""),
            ("SSH-2.0-x\r\n\r\n", nil, "it does not speak HTTP"),
            (
                "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n", nil,
                "its answer is not to this request"
            ),
            ("HTTP/1.1 101 X\r\n\r\n", nil, "it says 101 and upgrades to no WebSocket"),
            ("HTTP/1.1 101 X\r\nX: \(String(repeating: "x", count: 20_000))", nil, "its answer has no end"),
            ("HTTP/1.1 101 \(String(repeating: "x", count: 20_000))", nil, "its answer has no end"),
        ]
        for (answer, ending, why) in answers {
            try await ScriptedStream.serving({ _ in [.bytes(Array(answer.utf8))] }) { server, url in
                let reading = try await Self.stream(url).handshake(nil, listening: .milliseconds(50))
                switch reading.value {
                case .success(let handshake): #expect(handshake.ending == ending)
                case .failure(let problem):
                    #expect(ending == nil)
                    #expect(problem.detail == why)
                }
                #expect(server.heads.first?.hasPrefix("GET /private/ws HTTP/1.1\r\n") == true)
                #expect(server.heads.count == 1)
            }
        }
    }

    @Test func `an extension that was not asked for, and an end without an answer`() async throws {
        let lines: [(ScriptedStream.Line, String)] = [
            (
                .acceptSaying("Sec-WebSocket-Extensions: permessage-deflate"),
                "it uses an extension that wasn't requested"
            ),
            (.bytes(Array("HTTP/1.1 101".utf8)), "the connection ended before it was answered"),
        ]
        for (line, why) in lines {
            try await ScriptedStream.serving({ _ in [line, .hangUp] }) { _, url in
                let reading = try await Self.stream(url).handshake(Self.key, listening: .milliseconds(50))
                guard case .failure(let problem) = reading.value else {
                    Issue.record("it was taken: \(line)")
                    return
                }
                #expect(problem.detail == why)
            }
        }
    }

    /// Whether the end is read in the same turn of the loop as the answer is up to the kernel: thirty turns of each.
    @Test(arguments: [true, false])
    func `what comes in one segment with the answer is not lost, nor what comes byte by byte`(
        together: Bool
    ) async throws {
        let lines: [ScriptedStream.Line] = [
            .accept, ScriptedStream.text(StreamSamples.new), ScriptedStream.text(StreamSamples.canceled),
            ScriptedStream.frame(8, [0x03, 0xF0]),
        ]
        try await ScriptedStream.serving({ _ in [together ? .together(lines) : .byteByByte(lines), .hangUp] }) {
            _, url in
            for turn in 1...30 {
                let reading = try await Self.stream(url).handshake(Self.key, listening: .seconds(900)).value.get()
                #expect(reading.events == 2, "turn \(turn)")
                #expect(reading.ending == .closed("close code 1008 by the server"), "turn \(turn)")
            }
        }
    }

    @Test func `a handshake looks for a moment, and tells a close from an open silence`() async throws {
        try await ScriptedStream.serving({ _ in [.accept] }) { _, url in
            let reading = try await Self.stream(url).handshake(Self.key, listening: .milliseconds(60)).value.get()
            #expect(reading.ending == .stayedOpen)
            #expect(reading.withKey && reading.events == 0)
        }
        try await ScriptedStream.serving({ _ in
            [.accept, ScriptedStream.text(StreamSamples.new), ScriptedStream.frame(8, [0x03, 0xF0])]
        }) { _, url in
            let reading = try await Self.stream(url).handshake(Self.key, listening: .seconds(900)).value.get()
            #expect(reading.ending == .closed("close code 1008 by the server"))
            #expect(reading.events == 1)
        }
        try await ScriptedStream.serving({ _ in [.accept, ScriptedStream.text(StreamSamples.expired)] }) { _, url in
            let reading = try await Self.stream(url).handshake(Self.key, listening: .seconds(900)).value.get()
            #expect(reading.ending == .closed("listenKeyExpired"))
            #expect(reading.events == 0)
        }
    }

    @Test func `nobody there, and somebody who says nothing`() async throws {
        let nobody = try await Self.stream("ws://127.0.0.1:9").handshake(Self.key, listening: .milliseconds(10))
        #expect(kind(nobody.value) == .unreachable)
        try await ScriptedStream.serving({ _ in [] }) { _, url in
            let mute = try await Self.stream(url, patience: 1_000).handshake(Self.key, listening: .milliseconds(10))
            #expect(kind(mute.value) == .unreachable)
            #expect(throws: Unavailable.self) { try mute.value.get() }
            if case .failure(let problem) = mute.value { #expect(problem.detail == "no answer within 1000 ms") }
        }
    }

    @Test func `a listenKey is shown by nothing`() throws {
        let key = try #require(Self.key)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), String(describing: Optional(key)), dumped] {
            #expect(!text.contains(StreamSamples.key))
        }
        for bad in ["", "short", "with space12", "a/b/c/d/e", "key\r\nX: y12", "ключ12345678"] {
            #expect(ListenKey(bad) == nil)
        }
    }
}
