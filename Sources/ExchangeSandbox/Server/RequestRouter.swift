import Synchronization

/// Takes requests one at a time to the core and reports them; what they change is told to the streams.
final class RequestRouter: Sendable {
    let core: Mutex<ExchangeCore>
    let hub = StreamHub()
    private let clock: SandboxClock
    private let latency: Int
    private let onRequest: (@Sendable (SeenRequest) -> Void)?
    private let beforeMutation: (@Sendable (SeenRequest) async -> Void)?
    private let beforeAnswer: (@Sendable (SeenRequest) async -> Void)?
    private let ticking = Mutex<Task<Void, Never>?>(nil)

    init(
        core: ExchangeCore, clock: SandboxClock, latency: Int, onRequest: (@Sendable (SeenRequest) -> Void)?,
        beforeMutation: (@Sendable (SeenRequest) async -> Void)?,
        beforeAnswer: (@Sendable (SeenRequest) async -> Void)?
    ) {
        self.core = Mutex(core)
        self.clock = clock
        self.latency = latency
        self.onRequest = onRequest
        self.beforeMutation = beforeMutation
        self.beforeAnswer = beforeAnswer
    }

    var now: Int64 { clock.now() + core.withLock { $0.faults.clockOffset } }

    func answer(_ request: ReceivedRequest) async -> SandboxResponse? {
        let endpoint = Endpoint.byKey[request.method + " " + request.path]
        let mutating = endpoint?.mutating ?? (request.method != "GET")
        let wave = core.withLock { $0.deepestWave + 1 }
        if let beforeAnswer { await beforeAnswer(seen(request, 0, mutating: mutating, wave)) }
        if mutating, let beforeMutation { await beforeMutation(seen(request, 0, mutating: true, wave)) }
        let slow = latency + (endpoint.map { endpoint in core.withLock { $0.faults.takeLatency(endpoint) } } ?? 0)
        if slow > 0 { await clock.pause(slow) }
        let time = clock.now()
        let response = change { core -> SandboxResponse? in
            let response = core.answer(request, now: time + core.faults.clockOffset)
            core.seen.append(seen(request, response?.status ?? 0, mutating: mutating, wave))
            core.deepestWave = max(core.deepestWave, wave)
            return response
        }
        onRequest?(seen(request, response?.status ?? 0, mutating: mutating, wave))
        return response
    }

    private func seen(_ request: ReceivedRequest, _ status: Int, mutating: Bool, _ wave: Int) -> SeenRequest {
        let parameters = Parameters(query: request.rawQuery, body: request.rawBody).values
        return SeenRequest(
            method: request.method, path: request.path,
            parameters: parameters.filter { $0.key != "signature" }, status: status, mutating: mutating,
            wave: wave)
    }
}

/// The user data stream.
extension RequestRouter {
    /// Changes the exchange and tells the streams what became of the account; nothing else happens in between.
    func change<Result>(_ body: (inout ExchangeCore) -> Result) -> Result {
        let time = clock.now()
        return core.withLock { core in
            guard hub.count > 0 else { return body(&core) }
            let before = core.book
            let result = body(&core)
            publishChanges(before, &core, now: time + core.faults.clockOffset)
            return result
        }
    }

    private func publishChanges(_ before: ExchangeBook, _ core: inout ExchangeCore, now: Int64) {
        if let old = before.listenKey, core.book.listenKey == nil { hub.decide { $0.close(key: old.key) } }
        for event in BookChanges.events(from: before, to: core.book, now: now) {
            if core.faults.takeStream(.drop) {
                hub.endAll()
            } else if !core.faults.takeStream(.silence) {
                let key = core.book.activeListenKey(now)
                hub.decide(delayMilliseconds: core.faults.streamDelay) { $0.publish([event], key: key) }
            }
        }
        let key = core.book.listenKey
        hub.decide { $0.pass(to: now, key: key) }
    }

    func upgrade(_ request: ReceivedRequest) -> LoopbackServer.UpgradeAnswer {
        guard let route = StreamRoute(path: request.path, query: request.rawQuery) else {
            return .refused(SandboxResponse(status: 404, body: "", contentType: "text/plain"))
        }
        let isRefused = core.withLock { $0.faults.takeStream(.refusal) }
        let seen = SeenRequest(
            method: request.method, path: route.shownPath, parameters: [:], status: isRefused ? 503 : 101,
            mutating: false, wave: 0)
        core.withLock { $0.seen.append(seen) }
        onRequest?(seen)
        guard !isRefused else {
            return .refused(SandboxResponse(status: 503, body: "Service Unavailable.", contentType: "text/plain"))
        }
        return .opened(
            StreamSocket(hub: hub, route: route, now: { [self] in now }, opened: { [self] in opened(route) }))
    }

    private func opened(_ route: StreamRoute) {
        let isStruck = core.withLock { core in
            guard let key = core.book.listenKey?.key, route.keys[key] != nil else { return false }
            return core.faults.takeStream(.expiry)
        }
        if isStruck { expireListenKey() }
        ticking.withLock { task in
            guard task == nil else { return }
            task = Task { [weak self] in
                while !Task.isCancelled, let self, self.keepsTicking() {
                    try? await Task.sleep(for: .milliseconds(100))
                    self.tick()
                }
            }
        }
    }

    /// Ends the ticking with the last connection.
    private func keepsTicking() -> Bool {
        ticking.withLock { task in
            if hub.count == 0 { task = nil }
            return task != nil
        }
    }

    func tick() {
        let now = now
        change { $0.book.expire(now: now) }
    }

    func expireListenKey() {
        let now = now
        change { core in
            if let key = core.book.listenKey?.key { core.book.listenKey = (key, now) }
        }
    }

    func endStreams() { hub.endAll() }
}
