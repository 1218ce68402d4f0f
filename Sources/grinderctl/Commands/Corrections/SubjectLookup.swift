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

    func openIDs(on symbol: Symbol?) async throws -> OpenIDs { try await ask { await $0.openIDs(on: symbol) } }

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

/// The client order ids of what is open, normal or conditional.
struct OpenIDs: Sendable {
    var symbols: [String: Symbol] = [:]
    /// A list that could not be read: more may be open.
    var unread: Unavailable?
    var requests: [RequestRecord] = []
}

extension BinanceClient {
    /// Weight 80, with a symbol 2.
    func openIDs(on symbol: Symbol?) async -> OpenIDs {
        async let normal = openOrders(symbol)
        async let conditional = openAlgoOrders(symbol)
        let (orders, algos) = await (normal, conditional)
        var open = OpenIDs(unread: orders.failure ?? algos.failure, requests: orders.requests + algos.requests)
        for order in (try? orders.value.get()) ?? [] { open.symbols[order.clientOrderID.rawValue] = order.symbol }
        for order in (try? algos.value.get()) ?? [] { open.symbols[order.clientAlgoID.rawValue] = order.symbol }
        return open
    }
}

extension CommandError {
    /// A part of an id that may be one of an order's in the list that failed.
    static func incomplete(_ text: String, _ problem: Unavailable, consequence: String) -> CommandError {
        CommandError(
            unanswered: problem, what: "\(text) could not be completed from the open orders", consequence: consequence)
    }
}
