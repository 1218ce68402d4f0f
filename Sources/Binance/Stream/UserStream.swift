package import TriageCore

/// The user-data stream of one account. The key is handed to it, goes into the URL, and is told to nobody.
package struct UserStream: Sendable {
    private let url: StreamURL
    private let transport: any StreamOpening
    private let now: @Sendable () -> Timestamp
    private let uptime: @Sendable () -> Int64
    private let sleep: @Sendable (Duration) async throws -> Void

    /// What a watch gives, in the order it happened.
    package enum Item: Sendable, Hashable {
        case event(StreamEvent)
        case note(StreamNote)
    }

    /// - Parameters:
    ///   - opening: what opens it; a WebSocket when nil.
    ///   - sleep: pauses between two connections; throws when the watch is over.
    package init(
        _ url: StreamURL, timeouts: Timeouts = Timeouts(), opening: (any StreamOpening)? = nil,
        now: @escaping @Sendable () -> Timestamp,
        uptime: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.url = url
        transport = opening ?? StreamTransport(url: url, timeouts: timeouts)
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
    }

    /// Opens a connection, looks at it for a moment, and closes it. Without a key it is open and silent.
    ///
    /// - Parameter untilEvent: the first event ends the look.
    package func handshake(
        _ key: ListenKey?, listening: Duration, untilEvent: Bool = false
    ) async -> ExchangeAnswer<StreamHandshake> {
        let url = url.privatePath
        let start = uptime()
        func reading(_ ending: StreamHandshake.Ending, events: Int, took: Int64) -> ExchangeAnswer<StreamHandshake> {
            let reading = StreamHandshake(
                url: url, withKey: key != nil, ending: ending, milliseconds: took, events: events)
            return ExchangeAnswer(.success(reading), source: url, requests: [])
        }
        switch await transport.attempt(key) {
        case .failure(.refused(let status)):
            return reading(.refused(status: status), events: 0, took: uptime() - start)
        case .failure(.notConnected(let why)):
            return ExchangeAnswer(
                .failure(Unavailable(.unreachable, source: url, detail: why)), source: url, requests: [])
        case .failure(.broken(let why)):
            return ExchangeAnswer(
                .failure(Unavailable(.unusable, source: url, detail: why)), source: url, requests: [])
        case .success(let connection):
            let took = uptime() - start
            let timer = Task {
                do { try await Task.sleep(for: listening) } catch { return false }
                connection.close()
                return true
            }
            var events = 0
            var end = "it ended"
            var isEnough = false
            var isExpired = false
            for await item in connection.items {
                switch item {
                case .event(let event) where event.content == .listenKeyExpired:
                    // It says that nothing more will come, and is no event of the account.
                    isExpired = true
                    connection.close()
                case .event:
                    events += 1
                    if untilEvent, !isEnough {
                        isEnough = true
                        connection.close()
                    }
                case .note(.disconnected(let why)): end = why
                case .note: break
                }
            }
            timer.cancel()
            let stayed = await timer.value || isEnough
            if isExpired { return reading(.closed("listenKeyExpired"), events: events, took: took) }
            return reading(stayed ? .stayedOpen : .closed(end), events: events, took: took)
        }
    }

    /// Stays connected until `take` says that it is enough; connects anew after every end, and says what was missed.
    ///
    /// - Parameters:
    ///   - renew: the key to go on with after `listenKeyExpired`; `nil` while there is none.
    ///   - take: returns whether to go on.
    package func watch(
        _ key: ListenKey, renew: @Sendable () async -> ListenKey?, take: (Item) async -> Bool
    ) async {
        var key: ListenKey? = key
        var backOff = BackOff()
        var lostAt: Timestamp?
        while true {
            var lasted: Int64 = 0
            if let known = key {
                switch await transport.attempt(known) {
                case .failure(let failure):
                    guard await take(.note(.notConnected(failure.words))) else { return }
                case .success(let connection):
                    let opened = uptime()
                    var goesOn = await take(.note(.connected))
                    if goesOn, let from = lostAt { goesOn = await take(.note(.gap(from: from, to: now()))) }
                    lostAt = nil
                    let ending = goesOn ? await follow(connection, take) : .enough
                    connection.close()
                    if ending == .enough { return }
                    if ending == .expired { key = nil }
                    lasted = uptime() - opened
                    lostAt = now()
                }
            }
            guard (try? await sleep(.milliseconds(backOff.next(afterConnectionOf: lasted)))) != nil else { return }
            if key == nil { key = await renew() }
        }
    }

    private enum Ending { case enough, lost, expired }

    private func follow(_ connection: StreamConnection, _ take: (Item) async -> Bool) async -> Ending {
        for await item in connection.items {
            let goesOn =
                switch item {
                case .event(let event): await take(.event(event))
                case .note(let note): await take(.note(note))
                }
            guard goesOn else { return .enough }
            if case .event(let event) = item, event.content == .listenKeyExpired { return .expired }
        }
        return .lost
    }
}

extension HandshakeFailure {
    fileprivate var words: String {
        switch self {
        case .notConnected(let why), .broken(let why): why
        case .refused(let status): "HTTP \(status) instead of a stream"
        }
    }
}
