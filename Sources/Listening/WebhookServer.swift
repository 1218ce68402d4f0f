import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Receives alerts over HTTP/1.1 on one address: POST `/webhook`, GET `/healthz`, GET `/metrics`.
///
/// It is built on swift-nio, whose decoder bounds every part of a head and whose pipeline holds back a second request
/// until the first is answered. FlyingFox, which serves the sandbox, reads heads of any length and kept entries of closed
/// sockets in its epoll set: good enough for an exchange on loopback in a drill, not for a port that others reach.
///
/// What it holds is bounded: heads of 32 KiB, bodies by `Limits.mostBody` and all of them together by
/// `Limits.mostHeld`, connections by `Limits.mostConnections` (an idle one makes room for a new one), the time for a head
/// and for a body. It knows no exchange, no file and no command: what a body means is for whoever started it.
package final class WebhookServer: Sendable {
    package struct Limits: Sendable {
        /// Bytes of one body.
        package var mostBody = 4 << 20
        /// Bytes of all bodies that are being received.
        package var mostHeld = 16 << 20
        package var mostConnections = 64
        /// Seconds for a head, from the connection or the last answer on, and for a body after its head.
        package var headPatience: Int64 = 20
        package var bodyPatience: Int64 = 20
        /// Seconds in which a body that is not wanted may end, so that its answer arrives.
        package var parting: Int64 = 2

        package init() {}
    }

    package struct Pages: Sendable {
        let health: @Sendable () async -> Reply
        let metrics: @Sendable () async -> Reply

        package init(health: @escaping @Sendable () async -> Reply, metrics: @escaping @Sendable () async -> Reply) {
            self.health = health
            self.metrics = metrics
        }
    }

    /// The port that is served.
    package let port: Int
    private let listening: any Channel
    private let hall: SharedConnections

    private init(_ listening: any Channel, port: Int, _ hall: SharedConnections) {
        self.listening = listening
        self.port = port
        self.hall = hall
    }

    /// - Parameters:
    ///   - token: what every webhook must bring; the pages too, beyond loopback.
    ///   - answered: told the status of every answer.
    ///   - alerts: what a body is answered. Called for several at the same time.
    package static func start(
        at place: ListeningPlace, token: String?, limits: Limits = Limits(), pages: Pages,
        answered: @escaping @Sendable (Int) -> Void = { _ in },
        alerts: @escaping @Sendable ([UInt8]) async -> Reply
    ) async throws(ListeningProblem) -> WebhookServer {
        let admission = Admission(
            token: token.map { Array($0.utf8) }, guardsPages: token != nil && !place.isLoopback,
            mostBody: limits.mostBody)
        let hall = SharedConnections(
            limits: limits, admission: admission, pages: pages, alerts: alerts, answered: answered)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            // Whoever has said all may close its half before it is answered.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    var bounds = NIOHTTPDecoderLimitConfiguration()
                    bounds.maxHeaderFieldSize = 16 << 10
                    bounds.maxHeaderListSize = 32 << 10
                    bounds.maxHeaderFieldCount = 100
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                        withEncoderConfiguration: .init(), withDecoderLimitConfiguration: bounds)
                    try channel.pipeline.syncOperations.addHandler(WebhookHandler(hall))
                }
            }
        do {
            let channel = try await bootstrap.bind(to: place.address).get()
            return WebhookServer(channel, port: channel.localAddress?.port ?? place.port, hall)
        } catch let error as IOError where error.errnoCode == EACCES || error.errnoCode == EPERM {
            throw ListeningProblem(isForbidden: true, detail: "\(place) may not be listened on: permission denied")
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ListeningProblem(detail: "\(place) is taken: another process listens there")
        } catch {
            throw ListeningProblem(detail: "\(place) cannot be listened on: \(error)")
        }
    }

    /// Takes no connection more and closes each after the answer it waits for.
    package func close() async {
        try? await listening.close()
        hall.close()
    }

    /// Ends every connection that is left.
    package func end() async {
        await close()
        for channel in hall.channels { try? await channel.close() }
    }
}

/// Why an address cannot be served.
package struct ListeningProblem: Error, Sendable, Hashable {
    package var isForbidden = false
    package let detail: String
}

/// What the connections of a server share.
final class SharedConnections: Sendable {
    let limits: WebhookServer.Limits
    let admission: Admission
    let pages: WebhookServer.Pages
    let alerts: @Sendable ([UInt8]) async -> Reply
    let answered: @Sendable (Int) -> Void

    private struct State {
        var isClosing = false
        var held = 0
        var channels: [ObjectIdentifier: any Channel] = [:]
        /// Those between two requests, by when they became so; a lower number is longer ago.
        var idle: [ObjectIdentifier: UInt64] = [:]
        var turns: UInt64 = 0

        mutating func remove(_ id: ObjectIdentifier) -> (any Channel)? {
            idle.removeValue(forKey: id)
            return channels.removeValue(forKey: id)
        }

        mutating func note(idle id: ObjectIdentifier) {
            turns += 1
            idle[id] = turns
        }
    }

    private let state = Mutex(State())

    init(
        limits: WebhookServer.Limits, admission: Admission, pages: WebhookServer.Pages,
        alerts: @escaping @Sendable ([UInt8]) async -> Reply, answered: @escaping @Sendable (Int) -> Void
    ) {
        self.limits = limits
        self.admission = admission
        self.pages = pages
        self.alerts = alerts
        self.answered = answered
    }

    var isClosing: Bool { state.withLock { $0.isClosing } }
    var channels: [any Channel] { state.withLock { Array($0.channels.values) } }

    func close() { state.withLock { $0.isClosing = true } }

    /// `false`: there are too many already, and each of them has a request underway. Where one has none, the one that has
    /// been idle longest gives its place: whoever opens connections and says nothing keeps nobody out.
    func enter(_ channel: any Channel) -> Bool {
        let (hasEntered, oldest) = state.withLock { state -> (Bool, (any Channel)?) in
            var oldest: (any Channel)?
            if state.channels.count >= limits.mostConnections {
                guard let id = state.idle.min(by: { $0.value < $1.value })?.key else { return (false, nil) }
                oldest = state.remove(id)
            }
            state.channels[ObjectIdentifier(channel)] = channel
            state.note(idle: ObjectIdentifier(channel))
            return (true, oldest)
        }
        oldest?.close(promise: nil)
        return hasEntered
    }

    func leave(_ channel: any Channel) { state.withLock { _ = $0.remove(ObjectIdentifier(channel)) } }

    /// A request is underway on it, or none is any more.
    func note(_ channel: any Channel, isIdle: Bool) {
        let id = ObjectIdentifier(channel)
        state.withLock { state in
            guard state.channels[id] != nil else { return }
            if isIdle { state.note(idle: id) } else { state.idle.removeValue(forKey: id) }
        }
    }

    /// `false`: bodies hold as much as they may together.
    func hold(_ bytes: Int) -> Bool {
        state.withLock { state in
            guard state.held + bytes <= limits.mostHeld else { return false }
            state.held += bytes
            return true
        }
    }

    func release(_ bytes: Int) { state.withLock { $0.held -= bytes } }
}
