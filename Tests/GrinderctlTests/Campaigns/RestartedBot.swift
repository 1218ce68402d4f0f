import BotEvidence
import Foundation
import OperatorStage
import Synchronization
import TriageCore

@testable import ExchangeSandbox

/// The pages of an instance that its own commands restart, some of which fare badly: it has been up for half an hour
/// until its start command leaves a mark, and since then from that on. While it is stopped nothing answers.
final class RestartedBot: PageReading {
    /// What becomes of one asking.
    enum Fate: String, Sendable, CaseIterable {
        case silent, broken, html, notFound
    }

    private struct State {
        var asked = 0
        var started: Int64?
    }

    private let origin: String
    private let mark: String
    private let clock: SteppedClock
    private let fates: [Int: Fate]
    private let born: Int64
    private let state = Mutex(State())

    /// - Parameters:
    ///   - mark: the file in which its commands say `stopped` and `started`.
    ///   - fates: by the place of an asking, from 1.
    init(origin: String, mark: String, clock: SteppedClock, _ fates: [Int: Fate] = [:]) {
        self.origin = origin
        self.mark = mark
        self.clock = clock
        self.fates = fates
        born = clock.milliseconds - 1_800_000
    }

    var asked: Int { state.withLock { $0.asked } }

    func get(_ page: InstancePage) async -> Result<PageAnswer, Unavailable> {
        let deeds = (try? String(contentsOfFile: mark, encoding: .utf8)) ?? ""
        let now = clock.milliseconds
        let (place, since) = state.withLock { state in
            state.asked += 1
            if deeds.contains("started"), state.started == nil { state.started = now }
            return (state.asked, state.started ?? born)
        }
        let silence = Unavailable(.unreachable, source: page.url, detail: "no connection: refused")
        switch fates[place] {
        case .silent?: return .failure(silence)
        case .broken?: return .success(PageAnswer(status: 500, body: []))
        case .html?: return .success(PageAnswer(status: 200, body: Array("<html>Log in</html>".utf8)))
        case .notFound?: return .success(PageAnswer(status: 404, body: []))
        case nil: break
        }
        guard deeds.isEmpty || deeds.contains("started") else { return .failure(silence) }
        let pages = BotPages(born: since, mode: "trading_loop", ready: true, role: nil, syncs: false)
        guard let (status, body) = pages.page(String(page.url.dropFirst(origin.count)), now: now) else {
            return .success(PageAnswer(status: 404, body: []))
        }
        return .success(PageAnswer(status: status, body: Array(body.utf8)))
    }

    func close() async {}
}
