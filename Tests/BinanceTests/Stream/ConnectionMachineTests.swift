import Testing
import TriageCore

@testable import Binance

/// Conversations with one connection: what arrives, what is done.
struct ConnectionMachineTests {
    private static let minute: Int64 = 60_000
    private static func text(_ text: String) -> StreamFrame { StreamFrame(kind: .text, payload: Array(text.utf8)) }
    private static let ping = StreamFrame(kind: .ping, payload: [1, 2])

    @Test func `a ping is answered with its own payload, an event is delivered`() throws {
        var machine = ConnectionMachine(openedAt: 0)
        #expect(machine.receive(Self.ping, at: 180_000) == [.pong([1, 2])])
        let event = try #require(StreamDecoder.event(Array(StreamSamples.new.utf8)))
        #expect(machine.receive(Self.text(StreamSamples.new), at: 181_000) == [.deliver(event)])
        #expect(machine.tick(at: 182_000).isEmpty)
    }

    @Test func `silence is not death: pings and no event are told once in ten minutes`() {
        var machine = ConnectionMachine(openedAt: 0)
        var told: [ConnectionMachine.Effect] = []
        for minute in 1...25 {
            if minute % 3 == 0 { _ = machine.receive(Self.ping, at: Int64(minute) * Self.minute) }
            told += machine.tick(at: Int64(minute) * Self.minute)
        }
        #expect(told == [.report(.silent(seconds: 660)), .report(.silent(seconds: 660))])
        #expect(!machine.isOver)
    }

    @Test func `not even a ping for ten minutes is death`() {
        var machine = ConnectionMachine(openedAt: 0)
        #expect(machine.receive(Self.ping, at: Self.minute) == [.pong([1, 2])])
        #expect(!machine.tick(at: 11 * Self.minute).contains { if case .hangUp = $0 { true } else { false } })
        #expect(machine.tick(at: 11 * Self.minute + 1) == [.report(.dead(seconds: 600)), .hangUp(1001)])
        #expect(machine.isOver)
        // Nothing counts afterwards.
        #expect(machine.receive(Self.text(StreamSamples.new), at: 12 * Self.minute).isEmpty)
        #expect(machine.tick(at: 13 * Self.minute).isEmpty)
        #expect(machine.socketEnded("x").isEmpty)
    }

    @Test func `before its 24 hours are over it is renewed`() {
        var machine = ConnectionMachine(openedAt: 0)
        let end = (24 * 60 - 10) * Self.minute
        _ = machine.receive(Self.text(StreamSamples.new), at: end)
        #expect(machine.tick(at: end).isEmpty)
        #expect(machine.tick(at: end + 1) == [.report(.renewing), .hangUp(1000)])
    }

    @Test func `a close frame is answered with its code`() {
        var machine = ConnectionMachine(openedAt: 0)
        let close = StreamFrame(kind: .close, payload: [0x03, 0xE9] + Array("moving".utf8))
        #expect(
            machine.receive(close, at: 5) == [
                .report(.disconnected("close code 1001 by the server: moving")), .hangUp(1001),
            ])
    }

    @Test func `a reason that holds a key is not repeated`() {
        var machine = ConnectionMachine(openedAt: 0)
        let close = StreamFrame(kind: .close, payload: [0x03, 0xE9] + Array("bad key \(StreamSamples.key)".utf8))
        let effects = machine.receive(close, at: 5)
        #expect(!"\(effects)".contains(StreamSamples.key.prefix(40)))
    }

    @Test func `garbage is told by its length and does not end the connection`() {
        var machine = ConnectionMachine(openedAt: 0)
        #expect(machine.receive(Self.text("not json"), at: 5) == [.report(.garbage("8 bytes"))])
        #expect(!machine.isOver)
        #expect(machine.receive(Self.text(StreamSamples.expired), at: 6).count == 1)
    }

    @Test func `a broken frame ends it, and so does the socket`() {
        var broken = ConnectionMachine(openedAt: 0)
        #expect(broken.receive(brokenFrame: "too long").last == .hangUp(1009))
        var ended = ConnectionMachine(openedAt: 0)
        #expect(ended.socketEnded("reset") == [.report(.disconnected("reset"))])
        #expect(ended.isOver)
    }

    @Test func `waits double to a minute, and begin again after a connection that lasted`() {
        var backOff = BackOff()
        let waits = (0..<8).map { _ in backOff.next(afterConnectionOf: 0) }
        #expect(waits == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
        #expect(backOff.next(afterConnectionOf: 59_999) == 60_000)
        #expect(backOff.next(afterConnectionOf: 60_000) == 1_000)
    }
}
