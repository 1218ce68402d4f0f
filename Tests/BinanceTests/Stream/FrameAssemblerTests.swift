import Testing

@testable import Binance

struct FrameAssemblerTests {
    private static func text(_ text: String, final isFinal: Bool = true) -> StreamFrame {
        StreamFrame(kind: .text, isFinal: isFinal, payload: Array(text.utf8))
    }
    private static func more(_ text: String, final isFinal: Bool = true) -> StreamFrame {
        StreamFrame(kind: .continuation, isFinal: isFinal, payload: Array(text.utf8))
    }

    @Test func `a message in pieces, with a ping between them`() {
        var assembler = FrameAssembler()
        #expect(assembler.take(Self.text("he", final: false)) == .nothing)
        #expect(assembler.take(StreamFrame(kind: .ping, payload: [7])) == .ping([7]))
        #expect(assembler.take(Self.more("l", final: false)) == .nothing)
        #expect(assembler.take(Self.more("lo")) == .message(Array("hello".utf8)))
        #expect(assembler.take(Self.text("again")) == .message(Array("again".utf8)))
    }

    @Test func `a letter cut in two by fragments is whole again, half a letter is none`() {
        let letter = Array("é".utf8)
        var assembler = FrameAssembler()
        #expect(assembler.take(StreamFrame(kind: .text, isFinal: false, payload: [letter[0]])) == .nothing)
        #expect(assembler.take(StreamFrame(kind: .continuation, payload: [letter[1]])) == .message(letter))
        guard case .violation(1007, _) = assembler.take(StreamFrame(kind: .text, payload: [letter[0]])) else {
            Issue.record("half a letter passed")
            return
        }
    }

    @Test(
        arguments: [
            (StreamFrame(kind: .text, isMasked: true, payload: [65]), 1002),
            (StreamFrame(kind: .text, hasReservedBits: true, payload: [65]), 1002),
            (StreamFrame(kind: .reserved), 1002), (StreamFrame(kind: .binary, payload: [1]), 1003),
            (StreamFrame(kind: .continuation, payload: [65]), 1002),
            (StreamFrame(kind: .ping, isFinal: false), 1002),
            (StreamFrame(kind: .ping, payload: [UInt8](repeating: 0, count: 126)), 1002),
            (StreamFrame(kind: .close, payload: [3]), 1002), (StreamFrame(kind: .text, payload: [0xFF]), 1007),
        ] as [(StreamFrame, UInt16)])
    func `a server that breaks the protocol is told so`(frame: StreamFrame, code: UInt16) {
        var assembler = FrameAssembler()
        guard case .violation(code, _) = assembler.take(frame) else {
            Issue.record("\(frame) passed")
            return
        }
    }

    @Test func `a message within a message, a message without end, a thousand empty pieces`() {
        var nested = FrameAssembler()
        #expect(nested.take(Self.text("a", final: false)) == .nothing)
        guard case .violation(1002, _) = nested.take(Self.text("b")) else {
            Issue.record("a message began within another")
            return
        }
        var endless = FrameAssembler()
        let half = StreamFrame(
            kind: .text, isFinal: false, payload: [UInt8](repeating: 65, count: FrameAssembler.largestMessage))
        #expect(endless.take(half) == .nothing)
        guard case .violation(1009, _) = endless.take(Self.more("b", final: false)) else {
            Issue.record("too long a message passed")
            return
        }
        var empty = FrameAssembler()
        #expect(empty.take(Self.text("", final: false)) == .nothing)
        let last = (1...FrameAssembler.mostPieces).map { _ in empty.take(Self.more("", final: false)) }.last
        guard case .violation(1009, _)? = last else {
            Issue.record("endless empty pieces passed")
            return
        }
    }

    @Test func `a close tells its code and reason`() {
        var assembler = FrameAssembler()
        #expect(assembler.take(StreamFrame(kind: .close)) == .close(code: nil, reason: ""))
        let frame = StreamFrame(kind: .close, payload: [0x03, 0xE9] + Array("bye".utf8))
        #expect(assembler.take(frame) == .close(code: 1001, reason: "bye"))
    }
}
