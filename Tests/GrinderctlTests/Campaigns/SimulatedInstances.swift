import BotEvidence
import ExchangeSandbox
import Synchronization
import TriageCore

/// The bot's instances without sockets: each answers its pages, refuses connections, or does not answer in time.
final class SimulatedInstances: Sendable {
    enum Life: Sendable {
        /// Answers as a trading instance that started then.
        case trading(since: Int64)
        /// Answers, and does not trade.
        case standby(since: Int64)
        /// Nothing listens.
        case stopped
        /// Something listens and never answers.
        case silent
    }

    private let clock: SimulatedClock
    private let lives = Mutex<[String: Life]>([:])

    init(clock: SimulatedClock) { self.clock = clock }

    /// `origin` as the command is told it: `http://127.0.0.1:9101`.
    func set(_ origin: String, _ life: Life) { lives.withLock { $0[origin] = life } }

    /// One more reading of the pages, as the context hands it out.
    func reader() -> any PageReading { Reader(instances: self) }

    private struct Reader: PageReading {
        let instances: SimulatedInstances
        func get(_ page: InstancePage) async -> Result<PageAnswer, Unavailable> { instances.answer(page) }
        func close() async {}
    }

    private func answer(_ page: InstancePage) -> Result<PageAnswer, Unavailable> {
        func failure(_ detail: String) -> Result<PageAnswer, Unavailable> {
            .failure(Unavailable(.unreachable, source: "GET \(page.url)", detail: detail))
        }
        let life = lives.withLock { lives in lives.first { page.url.hasPrefix($0.key + "/") }?.value } ?? .stopped
        let pages: BotPages
        switch life {
        case .trading(let since): pages = BotPages(born: since)
        case .standby(let since): pages = BotPages(born: since, mode: nil, ready: false)
        case .stopped: return failure("no connection, or it ended before the answer did")
        case .silent:
            clock.advance(3_000)
            return failure("no answer within 3.0 seconds")
        }
        let path = page.url.dropFirst("http://".count).drop { $0 != "/" }
        guard let (status, body) = pages.page(String(path), now: clock.milliseconds) else {
            return .success(PageAnswer(status: 404, body: []))
        }
        return .success(PageAnswer(status: status, body: Array(body.utf8)))
    }
}
