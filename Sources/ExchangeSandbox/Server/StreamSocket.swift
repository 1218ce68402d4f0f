import FlyingFox
import Foundation

/// One WebSocket connection between FlyingFox and the hub.
struct StreamSocket: WSHandler {
    let hub: StreamHub
    let route: StreamRoute
    let now: @Sendable () -> Int64
    /// Called once the connection counts.
    let opened: @Sendable () -> Void

    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        let (connection, outgoing) = hub.open(route, now: now())
        let reading = Task {
            do {
                for try await frame in client {
                    guard take(frame, of: connection) else { break }
                }
            } catch {
                // A frame that cannot be read ends the connection, as its end does.
            }
            hub.ended(connection)
        }
        opened()
        let (frames, sink) = AsyncStream.makeStream(of: WSFrame.self)
        let writing = Task {
            for await next in outgoing {
                if next.delayMilliseconds > 0 { try? await Task.sleep(for: .milliseconds(next.delayMilliseconds)) }
                if let frame = Self.frame(next.delivery) { sink.yield(frame) }
            }
            sink.finish()
        }
        sink.onTermination = { _ in
            reading.cancel()
            writing.cancel()
            hub.ended(connection)
        }
        return frames
    }

    /// False once the connection is to end.
    private func take(_ frame: WSFrame, of connection: Int) -> Bool {
        switch frame.opcode {
        case .ping:
            hub.decide { _ in [(connection, .pong(Array(frame.payload)))] }
        case .pong:
            let now = now()
            hub.decide { connections in
                connections.receivedPong(connection, now: now)
                return []
            }
        case .text:
            let text = String(decoding: frame.payload, as: UTF8.self)
            hub.decide { $0.received(text, from: connection) }
        case .close:
            hub.decide { _ in [(connection, .close(code: 1000, reason: ""))] }
            return false
        default: break
        }
        return true
    }

    private static func frame(_ delivery: StreamConnections.Delivery) -> WSFrame? {
        func frame(_ opcode: WSFrame.Opcode, _ payload: Data) -> WSFrame {
            WSFrame(fin: true, opcode: opcode, mask: nil, payload: payload)
        }
        switch delivery {
        case .text(let text): return frame(.text, Data(text.utf8))
        case .ping(let text): return frame(.ping, Data(text.utf8))
        case .pong(let bytes): return frame(.pong, Data(bytes))
        case .close(let code, let reason):
            return frame(.close, Data([UInt8(code >> 8), UInt8(code & 0xFF)]) + Data(reason.utf8))
        case .drop: return nil
        }
    }
}
