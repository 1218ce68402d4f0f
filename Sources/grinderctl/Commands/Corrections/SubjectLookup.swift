import Binance
import TriageCore

/// A look at the exchange before it is known what is to be investigated. None of it is recorded as evidence; but where the
/// investigation would be recorded, nothing leaves before its log can be written.
struct SubjectLookup {
    let shared: SharedOptions
    let settings: Settings
    let context: CommandContext
    let recording: Bool

    func ask<Value: Sendable>(_ question: (BinanceClient) async -> Value) async throws -> Value {
        if recording { try Session.confirmRecordable(settings, at: context) }
        let session = try Session.open(
            TriageText.name, shared: shared, settings: settings, at: context, recording: false, reads: true)
        let answer = await question(session.exchange)
        await session.exchange.shutdown()
        session.progress.end()
        return answer
    }

    var notes: Notes { Notes(console: context.console, isQuiet: shared.quiet) }

    /// A look that failed found nothing out, which says something else than that there is nothing. Where the exchange
    /// asks for silence nothing more is asked.
    func goOn(after problem: Unavailable, takingFor consequence: String) throws {
        if case .rateLimited = problem.kind {
            throw CommandError(
                unanswered: problem, what: "the open orders could not be read", consequence: "Nothing was investigated."
            )
        }
        notes.note("\(problem.source): \(problem.detail); \(consequence)")
    }
}
