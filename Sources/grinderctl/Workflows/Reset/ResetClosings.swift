import AuditLog
import Binance
import TriageCore

/// Gathers what drawing up the closings of a survey needs beside it.
struct ResetClosingReader {
    let session: Session
    let actionContext: ActionContext
    /// Seqs of intents that the resumed reset settles itself.
    var settling: Set<Int64> = []

    func read(
        _ survey: ResetSurvey, _ setting: FullStateReset.Setting
    ) async throws -> (ResetClosingFacts, [RequestRecord]) {
        var facts = ResetClosingFacts()
        var requests: [RequestRecord] = []
        // Those of the reset that is resumed are settled by reading before anything of it is carried out.
        facts.unresolved = try actionContext.openIntents { !settling.contains($0.seq) }
        let memory = try actionContext.memory()
        for position in survey.closable(setting) {
            let symbol = position.key.symbol
            let filters = await session.exchange.filters(symbol)
            requests += filters.requests
            switch filters.value {
            case .success(let found): facts.filters[symbol] = found
            case .failure(let problem):
                throw try actionContext.unread(problem, "what a close of \(symbol) needs", [(nil, symbol)])
            }
            if facts.filters[symbol] != nil, survey.worths[symbol]?.mark != nil {
                facts.series[position.key] = session.context.newID()
            }
            facts.triages[symbol] = try reading(nothingSent: !session.investigation.hasSent) {
                () throws(AuditFailure) in
                try memory.positionTriages(of: symbol)
            }
        }
        return (facts, requests)
    }
}

extension ActionReport {
    /// What a reset would do; nothing of it was sent.
    init(_ plan: ResetPlan, typed: [String], executes: Bool) {
        let words = executes ? "not sent" : "a plan: nothing was sent"
        self.init(
            plan: plan.steps.map(PlanStep.init), gates: [], outcome: .planned,
            results: plan.steps.compactMap { step in
                switch step {
                case .cancel(let order): Result(order, .planned, words)
                case .close(let order): FlattenWording(order).result(.planned, words)
                case .stop, .setAside, .start: nil
                }
            }, typed: typed)
    }
}

extension ActionReport.PlanStep {
    init(_ step: ResetPlan.Step) {
        self =
            switch step {
            case .stop(let name): .other(action: "stop", subject: name, how: "by its stop command")
            case .setAside(let file):
                .other(action: "set aside", subject: file, how: "renamed beside where it is, never deleted")
            case .cancel(let order): .cancel(order)
            case .close(let order): .close(order)
            case .start(let name): .other(action: "start", subject: name, how: "by its start command")
            }
    }
}
