import FoundationEssentials
import TriageCore

/// What an answer, or the lack of one, means (Binance USD-M general info "HTTP return codes", error-code.md).
enum AnswerClassifier {
    /// What may be done about a read that has no answer yet.
    enum Remedy: Sendable, Hashable {
        case none
        case askAgain
        /// -1021: measure the exchange's clock again and sign with it.
        case newTimestamp
    }

    struct ReadProblem: Error, Sendable, Hashable {
        let unavailable: Unavailable
        let remedy: Remedy
    }

    /// `nil` when the answer is a success whose body may be read.
    static func problem(_ answer: HTTPAnswer, source: String, exchangeTime: Int64) -> ReadProblem? {
        let body = ErrorBody(answer.body)
        guard !(200...299).contains(answer.status) || isChallenge(answer) else { return nil }
        let detail = described(answer.status, body)
        func found(_ kind: Unavailable.Kind, _ remedy: Remedy = .none) -> ReadProblem {
            let trouble = trouble(answer.status, body)
            return ReadProblem(
                unavailable: Unavailable(kind, source: source, detail: detail, trouble: trouble), remedy: remedy)
        }
        switch answer.status {
        case 200...399, 451: return found(.unusable)
        case 403,
            405 where body.code == nil:
            return found(.unusable)
        case 418, 429:
            return found(.rateLimited(retryAfter: silence(answer, body, exchangeTime: exchangeTime)))
        case 401: return found(.credentialsRefused)
        case 408, 503: return found(.unreachable, .askAgain)
        case 500...599: return found(.unreachable)
        default: break
        }
        guard let code = body.code else { return found(.unusable) }
        switch code {
        case -1007: return found(.unreachable, .askAgain)
        case _ where executionUnknown.contains(code): return found(.unreachable)
        case _ where credentials.contains(code): return found(.credentialsRefused)
        case _ where tooMany.contains(code):
            return found(.rateLimited(retryAfter: silence(answer, body, exchangeTime: exchangeTime)))
        case -1021: return found(.unusable, .newTimestamp)
        default: return found(.refused(code: code))
        }
    }

    static func problem(_ failure: TransportFailure, source: String) -> ReadProblem {
        ReadProblem(
            unavailable: Unavailable(.unreachable, source: source, detail: failure.reason), remedy: .askAgain)
    }

    static func outcome(_ failure: TransportFailure) -> RequestOutcome {
        switch failure.reach {
        case .notSent: .notExecuted(.init(.connection, code: nil, message: failure.reason))
        case .perhapsSent: .unknown(reason: failure.reason)
        }
    }

    /// A mutating request's outcome. `confirms` says whether a success's body is the one this request must have.
    static func outcome(
        _ answer: HTTPAnswer, exchangeTime: Int64, confirms: ([UInt8]) -> Bool
    ) -> RequestOutcome {
        let body = ErrorBody(answer.body)
        func refused(_ kind: RequestOutcome.Refusal.Kind) -> RequestOutcome {
            .notExecuted(.init(kind, code: body.code, message: described(answer.status, body)))
        }
        let unknown = RequestOutcome.unknown(reason: described(answer.status, body))
        switch answer.status {
        case 200...299:
            return confirms(answer.body)
                ? .done : .unknown(reason: "HTTP \(answer.status) with an answer that does not confirm the request")
        case 418, 429:
            return refused(.rateLimited(retryAfter: silence(answer, body, exchangeTime: exchangeTime)))
        case 401: return refused(.credentials)
        case 451: return refused(.other)
        case 403: return refused(body.code.map(credentials.contains) == true ? .credentials : .other)
        case 503 where saysNotExecuted(body):
            // Bare words are shown only where they are the exchange's own.
            let own = body.isJSON ? nil : body.message?.trimmed
            let named = own.flatMap { failureWords.contains($0) ? "HTTP 503: \($0.dropLast())" : nil }
            let words =
                "\(named ?? described(answer.status, body)); it was not executed, and may be tried again in some seconds"
            return .notExecuted(.init(.other, code: body.code, message: words))
        case 400...499 where answer.status != 408 && !saysUnknown(body):
            guard let code = body.code else { return unknown }
            if executionUnknown.contains(code) { return unknown }
            return refused(kind(ofRefusal: code, answer, body, exchangeTime: exchangeTime))
        default: return unknown
        }
    }

    private static func kind(
        ofRefusal code: Int, _ answer: HTTPAnswer, _ body: ErrorBody, exchangeTime: Int64
    ) -> RequestOutcome.Refusal.Kind {
        if credentials.contains(code) { return .credentials }
        if tooMany.contains(code) {
            return .rateLimited(retryAfter: silence(answer, body, exchangeTime: exchangeTime))
        }
        return unknownOrder.contains(code) ? .unknownOrder : .other
    }

    /// -1000 UNKNOWN, -1006 "Execution status unknown.", -1007 "Send status unknown", -4116 DUPLICATED_CLIENT_ORDER_ID: a
    /// first copy of the very request may live.
    private static let executionUnknown: Set<Int> = [-1000, -1006, -1007, -4116]
    /// Signature, key id, key format, key/IP/permissions, unauthorized, IP not on the list, keys locked.
    private static let credentials: Set<Int> = [-1022, -2008, -2014, -2015, -1002, -1011, -2017]
    private static let tooMany: Set<Int> = [-1003, -1015]
    private static let unknownOrder: Set<Int> = [-2011, -2013]
}

/// 503 is four things, told apart by their words: bodies with and without `code` are seen for the same one.
extension AnswerClassifier {
    private static let unknownWords = "Unknown error, please check your request or try again later."
    private static let throttledWords = "Request throttled by system-level protection."
    private static let failureWords = [
        "Service Unavailable.", "Internal error; unable to process your request. Please try again.",
    ]

    /// Which of them, and which refusal of a key, is told apart for people.
    static func trouble(_ status: Int, _ body: ErrorBody) -> ExchangeTrouble? {
        switch status {
        case 200...299: return .firewall
        case 451: return .restrictedLocation
        case 403, 405: return body.code == nil ? .firewall : body.code.flatMap { ExchangeTrouble(rawValue: String($0)) }
        case 418: return .banned
        case 429: return .tooManyRequests
        case 503:
            if saysUnknown(body) { return .executionUnknown }
            if body.code == -1008 || body.message?.hasPrefix(throttledWords) == true { return .throttled }
            // Seen as JSON and as bare words.
            let words = body.message?.trimmed
            if words == failureWords[0] { return .serviceUnavailable }
            if words == failureWords[1] { return .internalError }
            return body.isJSON ? .otherServerError : .foreignPage
        case 500...599: return .otherServerError
        default: return body.code.flatMap { ExchangeTrouble(rawValue: String($0)) }
        }
    }

    /// 202 with nothing in it: a firewall before the exchange wants a browser to prove itself.
    private static func isChallenge(_ answer: HTTPAnswer) -> Bool { answer.status == 202 && answer.body.isEmpty }

    private static func saysUnknown(_ body: ErrorBody) -> Bool { body.message?.contains(unknownWords) == true }

    private static func saysNotExecuted(_ body: ErrorBody) -> Bool {
        if saysUnknown(body) || body.code.map(executionUnknown.contains) == true { return false }
        if body.code == -1008 { return true }
        guard let words = body.message?.trimmed else { return false }
        return words.hasPrefix(throttledWords) || failureWords.contains(words)
    }
}

extension AnswerClassifier {
    /// Seconds to be silent after a 429 or 418: the longer of `Retry-After`, which may be shorter than the ban, and "banned
    /// until MILLISECONDS"; without both the rest of the minute (429) or the shortest ban there is (418: two minutes).
    static func silence(_ answer: HTTPAnswer, exchangeTime: Int64) -> Int? {
        guard (400...499).contains(answer.status) else { return nil }
        let body = ErrorBody(answer.body)
        guard [418, 429].contains(answer.status) || body.code.map(tooMany.contains) == true else { return nil }
        return silence(answer, body, exchangeTime: exchangeTime)
    }

    private static func silence(_ answer: HTTPAnswer, _ body: ErrorBody, exchangeTime: Int64) -> Int {
        // No ban lasts longer than three days.
        let longest: Int64 = 3 * 86_400
        let asked = answer.headers["retry-after"].flatMap { Int64($0.trimmed) }.flatMap { $0 >= 0 ? $0 : nil }
        let until = body.message?.firstMatch(of: /banned until ([0-9]{13})/).flatMap { Int64($0.1) }
        let banned = until.map { max(1, ($0 - exchangeTime + 999) / 1_000) }
        // A ban that ends at once is none: 418 says otherwise.
        if let seconds = [asked, banned].compactMap(\.self).max(), seconds > 0 || answer.status != 418 {
            return Int(min(seconds, longest))
        }
        if answer.status == 418 { return 120 }
        return Moment(local: 0, exchange: exchangeTime).secondsToNextMinute
    }

    /// `HTTP 400, -2011 Unknown order sent`: of a body that is not the exchange's JSON nothing but the status.
    private static func described(_ status: Int, _ body: ErrorBody) -> String {
        let code = body.code.map { ", code \($0)" } ?? ""
        guard body.isJSON, let message = body.message, !message.isEmpty else {
            let note =
                switch status {
                case 300...399: ", a redirect, which is never followed"
                case 202, 403, 405: ", a page of the firewall before the exchange"
                case 418: ", this IP is banned"
                case 451: ", not served where this machine is"
                default: ""
                }
            return "HTTP \(status)\(code)\(note)"
        }
        let words = message.hasSuffix(".") ? message.dropLast() : Substring(message)
        // Keys, signatures and listen keys have 64 characters; whoever answers may repeat what it was sent.
        let shown = words.prefix(300).replacing(/banned until ([0-9]{13})/) { found in
            "banned until \(Int64(found.1).map { "\(Timestamp(milliseconds: $0))" } ?? String(found.1))"
        }
        return "HTTP \(status)\(code): "
            + (mayHoldKey(shown) ? String(shown.replacing(/[A-Za-z0-9]{32,}/, with: "<hidden>")) : String(shown))
    }

    /// Whether that expression can match: an expression is not made for each answer.
    private static func mayHoldKey(_ text: Substring) -> Bool {
        var length = 0
        for byte in text.utf8 {
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            length = isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? length + 1 : 0
            if length == 32 { return true }
        }
        return false
    }
}

extension String {
    fileprivate var trimmed: String {
        let isSpace = { (character: Character) in character.isWhitespace }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}

/// What an answer that is not a success says: `{"code":-2011,"msg":"Unknown order sent."}`, or words, or HTML.
struct ErrorBody: Sendable, Hashable {
    let code: Int?
    /// `msg`, or the whole body when it is not JSON.
    let message: String?
    let isJSON: Bool

    init(_ body: [UInt8]) {
        if let row = try? JSONDecoder().decode(Row.self, from: Data(body)) {
            code = row.code
            message = row.message
            isJSON = true
        } else {
            code = nil
            message = String(decoding: body.prefix(4_096), as: UTF8.self)
            isJSON = false
        }
    }

    private struct Row: Decodable {
        let code: Int?
        let message: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            code = (try? fields.integerIfPresent("code")).flatMap { $0 }.flatMap { Int(exactly: $0) }
            message = (try? fields.textIfPresent("msg")).flatMap { $0 }
        }
    }
}
