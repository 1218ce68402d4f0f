import Testing
import TriageCore

@testable import Binance

@Suite struct AnswerClassifierTests {
    private static let now: Int64 = 1_780_000_000_000

    private func outcome(
        _ status: Int, _ body: String, headers: [String: String] = [:], confirmed: Bool = false
    ) -> RequestOutcome {
        let answer = HTTPAnswer(status: status, headers: headers, body: Array(body.utf8))
        return AnswerClassifier.outcome(answer, exchangeTime: Self.now) { _ in confirmed }
    }

    private func kind(_ outcome: RequestOutcome) -> RequestOutcome.Refusal.Kind? { refusal(outcome)?.kind }

    @Test(arguments: ErrorSample.all)
    func `a write is not executed or unknown, as the samples say`(sample: ErrorSample) {
        let outcome = AnswerClassifier.outcome(sample.answer, exchangeTime: Self.now) { _ in true }
        #expect(isUnknown(outcome) == sample.isUnknown)
        #expect((kind(outcome) == nil) == sample.isUnknown)
    }

    @Test(arguments: ErrorSample.all)
    func `no sample is an answer to a read`(sample: ErrorSample) {
        #expect(AnswerClassifier.problem(sample.answer, source: "GET /x", exchangeTime: Self.now) != nil)
    }

    private static let words503 = "Unknown error, please check your request or try again later."

    @Test(arguments: [
        (503, #"{"code":-1003,"msg":"\#(words503)"}"#), (503, words503), (400, #"{"code":-1234,"msg":"\#(words503)"}"#),
        (503, #"{"code":-1001,"msg":"something else"}"#), (503, ""), (503, "{}"), (503, "Service Unavailable"),
        (503, "<h1>Service Unavailable.</h1>"), (503, #"{"code":-1007,"msg":"Service Unavailable."}"#),
        (500, #"{"code":-2011,"msg":"Unknown order sent."}"#), (500, ""), (502, "<html>"), (504, "<html>"),
        (408, ""), (408, #"{"code":-2011,"msg":"Unknown order sent."}"#), (400, ""), (404, "<html>"),
        (400, #"{"msg":"no code"}"#), (400, #"{"code":"-1007","msg":"Timeout"}"#), (400, #"{"code":-1000,"msg":"?"}"#),
        (301, ""), (302, ""), (307, #"{"code":-2011,"msg":"Unknown order sent."}"#), (200, "<html>"), (200, ""),
        (200, "{}"), (202, ""), (204, ""), (200, #"{"code":-2011,"msg":"Unknown order sent."}"#),
    ])
    func `what does not prove anything is unknown`(status: Int, body: String) {
        #expect(isUnknown(outcome(status, body)))
    }

    @Test(arguments: [
        (400, #"{"code":-2011,"msg":"Unknown order sent."}"#, RequestOutcome.Refusal.Kind.unknownOrder),
        (400, #"{"code":"-2011","msg":"Unknown order sent."}"#, .unknownOrder),
        (400, #"{"code":-2013,"msg":"Order does not exist."}"#, .unknownOrder),
        (400, #"{"code":-1022,"msg":"Signature"}"#, .credentials),
        (400, #"{"code":-2008,"msg":"Key"}"#, .credentials),
        (401, #"{"code":-2014,"msg":"Key"}"#, .credentials),
        (401, #"{"code":-2015,"msg":"Key"}"#, .credentials),
        (403, #"{"code":-2015,"msg":"Key"}"#, .credentials),
        (400, #"{"code":-1002,"msg":"Unauthorized"}"#, .credentials),
        (401, "", .credentials),
        (403, "<html>", .other),
        (400, #"{"code":-1021,"msg":"Timestamp"}"#, .other),
        (400, #"{"code":-9999,"msg":"of tomorrow"}"#, .other),
        (451, #"{"code":0,"msg":"Service unavailable from a restricted location"}"#, .other),
        (503, "Service Unavailable.", .other),
        (503, " Service Unavailable.\n", .other),
        (503, #"{"code":-1008,"msg":"?"}"#, .other),
    ])
    func `a refusal says of what kind it is`(status: Int, body: String, expected: RequestOutcome.Refusal.Kind) {
        #expect(kind(outcome(status, body)) == expected)
    }

    @Test func `a write is done when a success confirms it`() {
        #expect(outcome(200, "{}", confirmed: true) == .done)
    }

    @Test func `a lost request is not executed only when it surely never left`() {
        #expect(kind(AnswerClassifier.outcome(TransportFailure(.notSent, "refused"))) == .connection)
        #expect(isUnknown(AnswerClassifier.outcome(TransportFailure(.perhapsSent, "no answer"))))
    }

    @Test(arguments: [
        (429, #"{"code":-1003,"msg":"x"}"#, ["retry-after": "17"], 17),
        (418, #"{"code":-1003,"msg":"banned until 1780000120000."}"#, ["retry-after": "9"], 120),
        (418, #"{"code":-1003,"msg":"banned until 1780000120000."}"#, ["retry-after": "0"], 120),
        (418, #"{"code":-1003,"msg":"banned until 1780000120000."}"#, ["retry-after": "300"], 300),
        (418, "<html>", ["retry-after": "0"], 120),
        (418, #"{"code":-1003,"msg":"IP(203.0.113.7) banned until 1780000120001. Please"}"#, [:], 121),
        (418, #"{"code":-1003,"msg":"banned until 1779999999999."}"#, [:], 1),
        (418, "<html>", [:], 120),
        // 1780000000000 is 20 s before a minute begins.
        (429, "", ["retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"], 20),
        (429, "", ["retry-after": "99999999999"], 259_200),
        (400, #"{"code":-1015,"msg":"Too many new orders"}"#, [:], 20),
    ])
    func `too many requests says how long to be silent`(
        status: Int, body: String, headers: [String: String], seconds: Int
    ) {
        #expect(kind(outcome(status, body, headers: headers)) == .rateLimited(retryAfter: seconds))
        let answer = HTTPAnswer(status: status, headers: headers, body: Array(body.utf8))
        #expect(AnswerClassifier.silence(answer, exchangeTime: Self.now) == seconds)
        let problem = AnswerClassifier.problem(answer, source: "GET /x", exchangeTime: Self.now)
        #expect(problem?.unavailable.kind == .rateLimited(retryAfter: seconds))
        #expect(problem?.remedy == AnswerClassifier.Remedy.none)
    }

    @Test(arguments: [
        (400, #"{"code":-1021,"msg":"x"}"#, Unavailable.Kind.unusable, AnswerClassifier.Remedy.newTimestamp),
        (400, #"{"code":-1022,"msg":"x"}"#, .credentialsRefused, .none),
        (400, #"{"code":-2008,"msg":"x"}"#, .credentialsRefused, .none),
        (401, "", .credentialsRefused, .none),
        (400, #"{"code":-2013,"msg":"x"}"#, .refused(code: -2013), .none),
        (400, #"{"code":-1121,"msg":"x"}"#, .refused(code: -1121), .none),
        (400, #"{"code":-1007,"msg":"x"}"#, .unreachable, .askAgain),
        (408, "", .unreachable, .askAgain),
        (503, "", .unreachable, .askAgain),
        (503, #"{"code":-2013,"msg":"x"}"#, .unreachable, .askAgain),
        (500, #"{"code":-2013,"msg":"x"}"#, .unreachable, .none),
        (502, "<html>", .unreachable, .none),
        (403, "<html>", .unusable, .none),
        (404, "<html>", .unusable, .none),
        (302, "", .unusable, .none),
    ])
    func `a read without an answer says why and what may help`(
        status: Int, body: String, expected: Unavailable.Kind, remedy: AnswerClassifier.Remedy
    ) {
        let answer = HTTPAnswer(status: status, headers: [:], body: Array(body.utf8))
        let problem = AnswerClassifier.problem(answer, source: "GET /x", exchangeTime: Self.now)
        #expect(problem?.unavailable.kind == expected)
        #expect(problem?.remedy == remedy)
    }

    @Test func `what looks like a key or a signature is not repeated`() {
        let key = String(repeating: "a1", count: 32)
        let body = #"{"code":-1100,"msg":"Illegal characters in 'signature=\#(key)'; key \#(key)."}"#
        #expect(!"\(outcome(400, body))".contains(key))
        let answer = HTTPAnswer(status: 400, headers: [:], body: Array(body.utf8))
        let problem = AnswerClassifier.problem(answer, source: "GET /x", exchangeTime: Self.now)
        #expect(
            problem?.unavailable.detail
                == "HTTP 400, code -1100: Illegal characters in 'signature=<hidden>'; key <hidden>")
    }

    @Test(arguments: [
        (202, "", ExchangeTrouble.firewall), (403, "<html>", .firewall), (405, "<html>", .firewall),
        (418, "<html>", .banned),
        (
            451, #"{"code":0,"msg":"Service unavailable from a restricted location"}"#,
            .restrictedLocation
        ), (451, "<html>", .restrictedLocation),
        (
            401, #"{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action, request ip: 1.2.3.4"}"#,
            .keyRefused
        ),
    ])
    func `what stands before the exchange is told apart, and no read takes it for an answer`(
        status: Int, body: String, trouble: ExchangeTrouble
    ) {
        let answer = HTTPAnswer(status: status, headers: [:], body: Array(body.utf8))
        let problem = AnswerClassifier.problem(answer, source: "GET /x", exchangeTime: Self.now)
        #expect(problem?.unavailable.trouble == trouble)
        #expect(problem?.unavailable.detail.isEmpty == false)
    }

    @Test func `a refused key is told in Binance's own words, its address included`() {
        let body = #"{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action, request ip: 1.2.3.4"}"#
        let answer = HTTPAnswer(status: 401, headers: [:], body: Array(body.utf8))
        let problem = AnswerClassifier.problem(answer, source: "GET /x", exchangeTime: Self.now)
        #expect(
            problem?.unavailable.detail
                == "HTTP 401, code -2015: Invalid API-key, IP, or permissions for action, request ip: 1.2.3.4")
        #expect(problem?.unavailable.kind == .credentialsRefused)
        #expect(ExchangeTrouble.keyRefused.advice.contains("portfolio-margin"))
    }
}
