/// Opens the user-data stream: a WebSocket, or whatever stands for one.
package protocol StreamOpening: Sendable {
    /// - Parameter key: without one the connection is open and silent.
    func open(_ key: ListenKey?) async throws(HandshakeFailure) -> StreamConnection
}

/// An open stream.
package struct StreamConnection: Sendable {
    /// Ends when the connection does.
    package let items: AsyncStream<UserStream.Item>
    /// Says goodbye and closes.
    let close: @Sendable () -> Void

    package init(items: AsyncStream<UserStream.Item>, close: @escaping @Sendable () -> Void) {
        self.items = items
        self.close = close
    }
}

extension StreamOpening {
    func attempt(_ key: ListenKey?) async -> Result<StreamConnection, HandshakeFailure> {
        do { return .success(try await open(key)) } catch { return .failure(error) }
    }
}
