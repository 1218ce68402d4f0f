import Binance
import Foundation
import Synchronization

@testable import ExchangeSandbox

/// The embedded exchange reached without a socket: each request meets its fate, and what the client sent, what arrived
/// and what it did to the account is kept. The book is the truth a campaign judges by.
final class SimulatedExchange: ExchangeTransport {
    static let apiKey = "sandboxKey" + String(repeating: "0", count: 54)
    static let apiSecret = "sandboxSecret" + String(repeating: "0", count: 51)
    /// Milliseconds a request takes to be answered.
    private static let roundTrip: Int64 = 7
    private static let patience: Int64 = 10_000

    private struct Late {
        let due: Int64
        /// When the edge took it; nil when it is still on its way and will be looked at by the time it arrives.
        let taken: Int64?
        let request: ReceivedRequest
        let place: Int
    }

    private struct State {
        var core: ExchangeCore
        var weather = FaultSchedule.calm
        var occurrences: [String: Int] = [:]
        var late: [Late] = []
        var sent: [SentRequest] = []
        var effects: [Effect] = []
        var story: [String] = []
    }

    private let clock: SimulatedClock
    private let state: Mutex<State>

    init(state json: String, clock: SimulatedClock) throws {
        self.clock = clock
        let book = try SandboxState(json: Data(json.utf8), now: clock.milliseconds).book
        state = Mutex(
            State(
                core: ExchangeCore(
                    book: book, faults: [], limits: .binance,
                    authentication: Authentication(keys: [.hmac(apiKey: Self.apiKey, secret: Self.apiSecret)]))))
    }

    /// From the next request on.
    var weather: FaultSchedule {
        get { state.withLock { $0.weather } }
        set { state.withLock { $0.weather = newValue } }
    }

    func shutdown() async {}

    func send(_ wire: WireRequest) async -> Result<HTTPAnswer, TransportFailure> {
        state.withLock { state in
            let request = Self.received(wire)
            let endpoint = "\(request.method) \(request.path)"
            let isWrite = Endpoint.byKey[endpoint]?.mutating ?? (request.method != "GET")
            let occurrence = state.occurrences[endpoint, default: 0]
            state.occurrences[endpoint] = occurrence + 1
            deliverLate(&state)
            if var generator = state.weather.change(before: endpoint, occurrence) {
                let now = clock.milliseconds
                if let done = state.core.book.meddle(&generator, now: now) {
                    state.story.append("before \(endpoint) #\(occurrence): \(done)")
                }
            }
            let fate = state.weather.fate(of: endpoint, occurrence, isWrite: isWrite)
            let parameters = Parameters(query: request.rawQuery, body: request.rawBody).values
            state.sent.append(
                SentRequest(
                    method: request.method, path: request.path, parameters: parameters, isWrite: isWrite, fate: fate))
            if isWrite || fate != .delivered { state.story.append("\(endpoint) #\(occurrence): \(fate)") }
            return meet(fate, request, place: state.sent.count - 1, &state)
        }
    }

    /// Whatever was late and is due by now arrives.
    func passTime(_ milliseconds: Int64) {
        clock.advance(milliseconds)
        state.withLock { deliverLate(&$0) }
    }

    private func meet(
        _ fate: Fate, _ request: ReceivedRequest, place: Int, _ state: inout State
    ) -> Result<HTTPAnswer, TransportFailure> {
        let broken = TransportFailure(.perhapsSent, "the connection broke before the answer was complete")
        let silent = TransportFailure(.perhapsSent, "no answer within 10000 ms")
        clock.advance(Self.roundTrip)
        let now = clock.milliseconds
        switch fate {
        case .delivered: return .success(deliver(request, place, now: now, &state))
        case .refused: return .failure(TransportFailure(.notSent, "no connection: refused"))
        case .lost(let timedOut):
            if timedOut { clock.advance(Self.patience) }
            return .failure(timedOut ? silent : broken)
        case .answerLost(let timedOut):
            _ = deliver(request, place, now: now, &state)
            if timedOut { clock.advance(Self.patience) }
            return .failure(timedOut ? silent : broken)
        case .delayed(let milliseconds):
            state.late.append(Late(due: now + milliseconds, taken: nil, request: request, place: place))
            return .failure(broken)
        case .doubled(let seesFirst):
            let first = deliver(request, place, now: now, &state)
            let second = deliver(request, place, now: now, &state)
            return .success(seesFirst ? first : second)
        case .answered(let answer, let execution):
            switch execution {
            case .never: break
            case .atOnce: _ = deliver(request, place, now: now, &state)
            case .later(let milliseconds):
                state.late.append(Late(due: now + milliseconds, taken: now, request: request, place: place))
            }
            return .success(HTTPAnswer(answer.response(path: request.path, now: now)))
        }
    }

    private func deliverLate(_ state: inout State) {
        let now = clock.milliseconds
        let due = state.late.filter { $0.due <= now }.sorted { $0.due < $1.due }
        state.late.removeAll { $0.due <= now }
        for late in due {
            let answer = deliver(late.request, late.place, now: late.taken ?? late.due, &state)
            state.story.append("late \(late.request.method) \(late.request.path): \(answer.status)")
        }
    }

    private func deliver(_ request: ReceivedRequest, _ place: Int, now: Int64, _ state: inout State) -> HTTPAnswer {
        let before = state.core.book
        guard let response = state.core.answer(request, now: now) else {
            return HTTPAnswer(status: 0, headers: [:], body: [])
        }
        state.sent[place].statuses.append(response.status)
        if state.sent[place].isWrite, response.status == 200 {
            state.effects.append(
                Effect(request: state.sent[place], positions: Self.changes(from: before, to: state.core.book)))
        }
        return HTTPAnswer(response)
    }

    private static func received(_ wire: WireRequest) -> ReceivedRequest {
        let target = wire.url.dropFirst("http://".count).drop { $0 != "/" }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return ReceivedRequest(
            method: wire.method, path: String(parts[0]), rawQuery: parts.count > 1 ? String(parts[1]) : "", body: [],
            apiKey: wire.headers.first { $0.name == "X-MBX-APIKEY" }?.value, contentType: nil)
    }
}

// MARK: - The truth

extension SimulatedExchange {
    /// Every request the client sent, whether it arrived or not.
    var sent: [SentRequest] { state.withLock { $0.sent } }
    var writes: [SentRequest] { sent.filter(\.isWrite) }
    /// What the writes that were executed did, in the order of their execution.
    var effects: [Effect] { state.withLock { $0.effects } }
    /// Fates other than an ordinary answer, and what others did, for the story of a failure.
    var story: [String] { state.withLock { $0.story } }
    /// Requests that are still to be executed.
    var late: [SentRequest] { state.withLock { state in state.late.map { state.sent[$0.place] } } }

    /// Normal and conditional orders, open and ended, in the order of placing.
    var orders: [PaperOrder] {
        state.withLock { state in
            state.core.book.orders.map(PaperOrder.init) + state.core.book.algoOrders.map(PaperOrder.init)
        }
    }

    /// Positions that are not flat.
    var positions: [PaperPosition] {
        state.withLock { state in
            state.core.book.holdings.values.filter { !$0.amount.isZero }
                .map {
                    PaperPosition(symbol: $0.key.symbol, side: $0.key.side.rawValue, amount: $0.amount.text(atLeast: 0))
                }
                .sorted { ($0.symbol, $0.side) < ($1.symbol, $1.side) }
        }
    }

    private static func changes(from before: ExchangeBook, to after: ExchangeBook) -> [Effect.Position] {
        Set(before.holdings.keys).union(after.holdings.keys).compactMap { key in
            let was = before.holding(key.symbol, key.side).amount
            let now = after.holding(key.symbol, key.side).amount
            guard was != now else { return nil }
            return Effect.Position(
                symbol: key.symbol, side: key.side.rawValue, before: was.text(atLeast: 0), after: now.text(atLeast: 0),
                grew: now.magnitude > was.magnitude,
                reversed: !was.isZero && !now.isZero && was.isNegative != now.isNegative)
        }
    }
}

/// A request as the client sent it.
struct SentRequest: Sendable {
    let method: String
    let path: String
    let parameters: [String: String]
    let isWrite: Bool
    let fate: Fate
    /// Of each time it arrived.
    var statuses: [Int] = []

    var isExecuted: Bool { statuses.contains(200) }
    /// What it is about: the order's id on the exchange, or the client order id of a new one.
    var subject: String {
        let id = ["orderId", "algoId", "newClientOrderId", "clientAlgoId"].compactMap { parameters[$0] }.first
        return "\(method) \(path) \(parameters["symbol"] ?? "") \(id ?? "")"
    }
}

/// What one executed write did to the positions.
struct Effect: Sendable {
    struct Position: Sendable {
        let symbol, side, before, after: String
        /// Further from flat than before.
        let grew: Bool
        let reversed: Bool
    }
    let request: SentRequest
    let positions: [Position]
}

struct PaperPosition: Sendable, Hashable {
    let symbol, side, amount: String
}

struct PaperOrder: Sendable, Hashable {
    /// `orderId` or `algoId`.
    let id: String
    let clientID, symbol, side, positionSide, status, executed: String
    let isOpen, isAlgo, reduceOnly: Bool
    /// The order a conditional one became.
    let child: String?
}

extension PaperOrder {
    init(_ order: BookOrder) {
        self.init(
            id: String(order.orderId), clientID: order.clientOrderId, symbol: order.symbol, side: order.side.rawValue,
            positionSide: order.positionSide.rawValue, status: order.status.rawValue,
            executed: order.executed.text(atLeast: 0), isOpen: order.status.isOpen, isAlgo: false,
            reduceOnly: order.reduceOnly, child: nil)
    }

    init(_ algo: AlgoOrder) {
        self.init(
            id: String(algo.algoId), clientID: algo.clientAlgoId, symbol: algo.symbol, side: algo.side.rawValue,
            positionSide: algo.positionSide.rawValue, status: algo.status.rawValue, executed: "0",
            isOpen: algo.status.isOpen, isAlgo: true, reduceOnly: algo.reduceOnly,
            child: algo.actualOrderId.isEmpty ? nil : algo.actualOrderId)
    }
}

extension HTTPAnswer {
    init(_ response: SandboxResponse) {
        let headers = response.headers.map { ($0.name.lowercased(), $0.value) }
        self.init(
            status: response.status, headers: Dictionary(headers) { first, _ in first }, body: Array(response.body.utf8)
        )
    }
}

extension Fate.Answer {
    fileprivate func response(path: String, now: Int64) -> SandboxResponse {
        if let refusal { return .refusal(refusal) }
        let answer = FaultAnswer(rawValue: name)?.response(path: path, limit: 2_400, now: now)
        return answer ?? SandboxResponse(status: 500, body: "")
    }
}
