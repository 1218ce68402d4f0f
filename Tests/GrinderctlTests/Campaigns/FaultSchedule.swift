import OperatorStage
import TestSupport

@testable import ExchangeSandbox

/// What becomes of one request on its way to the exchange and back.
enum Fate: Sendable, Equatable {
    case delivered
    /// Nothing listens: not one byte leaves.
    case refused
    /// The connection broke, or the patience ended (ten seconds later), and it never arrived.
    case lost(timedOut: Bool)
    /// It was executed, and its answer was lost.
    case answerLost(timedOut: Bool)
    /// The connection broke at once; the request itself arrives so many milliseconds later.
    case delayed(Int64)
    /// It arrives twice; the client sees the first or the second answer.
    case doubled(seesFirst: Bool)
    /// The exchange's edge answers in its place.
    case answered(Answer, Execution)

    enum Execution: Sendable, Equatable {
        case never, atOnce
        /// The engine executes it so many milliseconds after the edge has answered.
        case later(Int64)
    }

    struct Answer: Sendable, Equatable {
        let name: String
        let refusal: Refusal?

        init(_ fault: FaultAnswer) { (name, refusal) = (fault.rawValue, nil) }
        init(_ refusal: Refusal) { (name, self.refusal) = (String(refusal.code), refusal) }
    }
}

/// Which requests fare badly and what happens around them: always the same for the same seed. Each decision hangs on
/// the endpoint and on how often it was asked, not on the order in which concurrent requests arrive.
struct FaultSchedule: Sendable {
    let seed: UInt64
    /// Of a thousand requests, how many fare badly.
    var badReads: Int
    var badWrites: Int
    /// Of a thousand requests, how many find the account changed since the one before.
    var changes: Int

    /// Nothing goes wrong and nobody else acts.
    static let calm = FaultSchedule(seed: 0, badReads: 0, badWrites: 0, changes: 0)

    func fate(of endpoint: String, _ occurrence: Int, isWrite: Bool) -> Fate {
        var generator = SeededGenerator(seed: seed, endpoint, occurrence)
        guard generator.chance(isWrite ? badWrites : badReads) else { return .delivered }
        return isWrite ? Self.badWrite(endpoint, &generator) : Self.badRead(&generator)
    }

    /// What somebody else, or the market, does right before that request arrives.
    func change(before endpoint: String, _ occurrence: Int) -> SeededGenerator? {
        var generator = SeededGenerator(seed: seed ^ 0xA5A5, endpoint, occurrence)
        return generator.chance(changes) ? generator : nil
    }

    private static func badRead(_ generator: inout SeededGenerator) -> Fate {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return .refused
        case 1: return .lost(timedOut: false)
        case 2: return .answerLost(timedOut: true)
        default:
            let answers: [FaultAnswer] = [
                .unknownError, .unavailable, .internalError, .timeout, .clock, .html, .tooManyRequests, .banned,
            ]
            return .answered(.init(generator.pick(answers)), .never)
        }
    }

    private static func badWrite(_ endpoint: String, _ generator: inout SeededGenerator) -> Fate {
        let late = Int64.random(in: 1...4_500, using: &generator)
        switch Int.random(in: 0..<24, using: &generator) {
        case 0: return .refused
        case 1, 2: return .lost(timedOut: generator.chance(500))
        case 3, 4, 5: return .answerLost(timedOut: generator.chance(500))
        case 6, 7: return .delayed(late)
        case 8, 9: return .doubled(seesFirst: generator.chance(500))
        case 10..<18:
            let ambiguous: [Fate.Answer] = [
                .init(.unknownError), .init(.timeout), .init(.html), .init(executionUnknown),
            ]
            let execution = generator.pick([Fate.Execution.never, .atOnce, .later(late), .later(late * 2)])
            return .answered(generator.pick(ambiguous), execution)
        case 18..<22:
            let definite: [FaultAnswer] = [.unavailable, .throttled, .internalError, .clock, .tooManyRequests, .banned]
            return .answered(.init(generator.pick(definite)), .never)
        default:
            let refusals =
                endpoint.hasPrefix("DELETE")
                ? [Refusal.unknownOrder] : [.reduceOnlyRejected, .reduceOnlyConflict]
            return .answered(.init(generator.pick(refusals)), .never)
        }
    }

    private static let executionUnknown = Refusal(
        -1006, "An unexpected response was received from the message bus. Execution status unknown.")
}
