import Binance
import ExchangeSandbox
import OperatorStage
import Synchronization

/// Carries requests to the embedded exchange; the nth of them fares as it is told to.
final class NthFault: ExchangeTransport {
    /// What becomes of one request.
    enum Fate: String, Sendable, CaseIterable {
        /// Not one byte leaves.
        case refused
        /// It leaves and never arrives.
        case lost
        /// It is carried out, and its answer is lost.
        case answerLost
        /// The edge answers in the exchange's place; it is not carried out.
        case unavailable, unknown, timeout, html, throttled, banned, clock
        /// The same words, and it is carried out.
        case unknownDone, timeoutDone
        /// The answer is cut in the middle, or is another's.
        case cut, empty

        fileprivate var carriesOut: Bool {
            switch self {
            case .answerLost, .unknownDone, .timeoutDone, .cut, .empty: true
            default: false
            }
        }

        fileprivate func answer(_ real: Result<HTTPAnswer, TransportFailure>?) -> Result<HTTPAnswer, TransportFailure> {
            func json(_ status: Int, _ body: String, _ headers: [String: String] = [:])
                -> Result<HTTPAnswer, TransportFailure>
            {
                .success(HTTPAnswer(status: status, headers: headers, body: Array(body.utf8)))
            }
            switch self {
            case .refused: return .failure(TransportFailure(.notSent, "no connection: refused"))
            case .lost, .answerLost: return .failure(TransportFailure(.perhapsSent, "the connection broke"))
            case .unavailable: return json(503, #"{"code":0,"msg":"Service Unavailable."}"#)
            case .unknown, .unknownDone:
                return json(
                    503,
                    #"{"code":-1000,"msg":"Unknown error, please check your request or try again later."}"#)
            case .timeout, .timeoutDone:
                return json(
                    408,
                    #"{"code":-1007,"msg":"Timeout waiting for response from backend server. Send status unknown."}"#)
            case .html: return json(502, "<html><body>Bad Gateway</body></html>", ["content-type": "text/html"])
            case .throttled: return json(429, #"{"code":-1003,"msg":"Too many requests."}"#, ["retry-after": "7"])
            case .banned: return json(418, #"{"code":-1003,"msg":"IP banned."}"#, ["retry-after": "30"])
            case .clock:
                return json(400, #"{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}"#)
            case .cut, .empty:
                guard case .success(let answer)? = real else { return json(200, "") }
                let body = self == .cut ? Array(answer.body.prefix(answer.body.count / 2)) : Array("{}".utf8)
                return .success(HTTPAnswer(status: answer.status, headers: answer.headers, body: body))
            }
        }
    }

    private let inner: any ExchangeTransport
    private let fates: [Int: Fate]
    private let count = Mutex(0)

    /// - Parameter fates: by the place of a request, from 1.
    init(_ inner: any ExchangeTransport, _ fates: [Int: Fate]) {
        self.inner = inner
        self.fates = fates
    }

    var requests: Int { count.withLock { $0 } }

    func send(_ request: WireRequest) async -> Result<HTTPAnswer, TransportFailure> {
        let place = count.withLock { count in
            count += 1
            return count
        }
        guard let fate = fates[place] else { return await inner.send(request) }
        return fate.answer(fate.carriesOut ? await inner.send(request) : nil)
    }

    func shutdown() async { await inner.shutdown() }
}
