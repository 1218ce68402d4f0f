import Binance
import BotEvidence
import ExchangeSandbox
import Synchronization
import TriageCore

@testable import grinderctl

/// Carries requests to the embedded exchange without a network; no other address is there.
struct DirectExchange: ExchangeTransport {
    let exchange: SandboxExchange

    func send(_ request: WireRequest) async -> Result<HTTPAnswer, TransportFailure> {
        guard request.url.hasPrefix(exchange.baseURL + "/") else { return Self.reading(.refused) }
        let target = String(request.url.dropFirst(exchange.baseURL.count))
        let key = request.headers.first { $0.name == "X-MBX-APIKEY" }?.value
        let (answers, sink) = AsyncStream<SandboxExchange.DirectAnswer>.makeStream()
        let asking = Task {
            let answer = await exchange.answer(request.method, target: target, apiKey: key)
            sink.yield(answer)
            sink.finish()
            return answer
        }
        guard request.isCancellable else { return Self.reading(await asking.value) }
        // Ends without one when the asking task is cancelled.
        for await answer in answers { return Self.reading(answer) }
        return .failure(TransportFailure(.perhapsSent, "interrupted before the answer came"))
    }

    func shutdown() async {}

    private static func reading(_ answer: SandboxExchange.DirectAnswer) -> Result<HTTPAnswer, TransportFailure> {
        switch answer {
        case .answered(let status, let headers, let body):
            .success(HTTPAnswer(status: status, headers: headers, body: Array(body.utf8)))
        case .hungUp: .failure(TransportFailure(.perhapsSent, "the connection broke before the answer was complete"))
        case .refused: .failure(TransportFailure(.notSent, "no connection: refused"))
        }
    }
}

/// The pages of the stage's bot without a network; any other instance is asked over it.
struct DirectPages: PageReading {
    let bot: BotEndpoint
    private let others = PageFetch(timeout: .seconds(900))

    init(bot: BotEndpoint) { self.bot = bot }

    func get(_ page: InstancePage) async -> Result<PageAnswer, Unavailable> {
        guard page.url.hasPrefix(bot.baseURL + "/") else { return await others.get(page) }
        guard let (status, body) = bot.page(String(page.url.dropFirst(bot.baseURL.count))) else {
            return .success(PageAnswer(status: 404, body: []))
        }
        return .success(PageAnswer(status: status, body: Array(body.utf8)))
    }

    func close() async { await others.close() }
}

/// The names that are the same at each run.
final class StillNames: Sendable {
    private let number = Mutex(0)

    static let identity = ActingIdentity(
        user: "ada", userID: 1_001, loginUser: "ada", terminal: "/dev/pts/3",
        sshConnection: "10.0.0.7 50522 10.0.0.9 22", host: "oncall-1",
        ancestry: [ActingIdentity.Process(id: 4_711, name: "bash"), ActingIdentity.Process(id: 4_700, name: "sshd")])

    /// What is made from an id takes some of its digits, at either end.
    func newID() -> String {
        let number = number.withLock { number in
            number += 1
            return String(number)
        }
        let head = String(repeating: "0", count: 8 - number.count) + number
        return head + "-0000-4000-8000-0000" + head
    }
}
