import AuditLog
import BotEvidence
import TriageCore

/// The instances an action asks: those that are known now, and those that the verdicts it stands on were reached by.
extension ActionContext {
    /// What they answer at this moment.
    func instances(of verdicts: [TriageRecord] = []) async -> [InstanceReport] {
        let context = session.context
        let offset = clock?.offsetMilliseconds
        return await context.probe(hiding: session.settings.secrets).probe(
            sources(of: verdicts),
            exchangeNow: { offset.map { context.now().advanced(byMilliseconds: $0) } }, withMetrics: true)
    }

    /// Commands are run as the configuration has them, never as a log has them: a recorded instance that is not
    /// configured is only looked at.
    private func sources(of verdicts: [TriageRecord]) -> [InstanceSource] {
        var sources = session.settings.instances
        for snapshot in verdicts.flatMap({ $0.instances ?? [] }) {
            // One without an address is not asked, and so refuses. A name that is configured may be another's by now.
            guard let addresses = snapshot.addresses, addresses.health != nil || addresses.metrics != nil,
                !sources.contains(where: { $0.addresses.place == addresses.place })
            else { continue }
            sources.append(
                InstanceSource(
                    name: unused(snapshot.name, among: sources), health: addresses.health, metrics: addresses.metrics))
        }
        return sources
    }

    private func unused(_ name: String, among sources: [InstanceSource]) -> String {
        let taken = Set(sources.map(\.name))
        let others = (1...).lazy.map { $0 == 1 ? "\(name) (as recorded)" : "\(name) (as recorded, \($0))" }
        return taken.contains(name) ? others.first { !taken.contains($0) } ?? name : name
    }
}

extension ActionContext {
    /// The newest verdict on each, which is what it stands on.
    func verdicts(on targets: [ActionTarget]) -> [TriageRecord] {
        guard action != .reset, !flags.withoutTriage else { return [] }
        let now = session.context.now()
        return targets.compactMap { $0.lastTriage(at: now, session.settings.accountContext) }
    }

    /// What was answered beforehand, where nothing depends on it.
    func noteAnswer() throws {
        guard let answer else { return }
        try session.investigation.record([UnexpectedOrders.instanceStopped.rawValue: answer])
    }

    /// Whether every instance is stopped, where nothing that was read tells: asked on a terminal.
    func answered(_ facts: GateFacts) throws -> ActionContext {
        var actionContext = self
        if answer == nil, flags.executes, facts.awaitsWord {
            let prompt = Prompt(console: session.context.console, isAllowed: !session.shared.noInput)
            actionContext.answer = prompt.ask(UnexpectedOrders.stoppedQuestion)
        }
        guard let text = actionContext.answer else { return actionContext }
        var answered = facts
        answered.word = actionContext.word
        var record = AnswerRecord(step: UnexpectedOrders.instanceStopped.rawValue, text: text)
        // It counts for nothing then, and is on record as such.
        if !answered.contradictingWord.isEmpty {
            record.contradictedBy = answered.contradictingWord
        }
        try session.investigation.record(.answer, record)
        return actionContext
    }
}
