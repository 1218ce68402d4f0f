/// The steps of `stream watch` and `stream reconnect`, as their runbook has them. What they do has effects and so is the
/// shell's; here are their names alone.
package enum StreamRunbook {
    package static let keyStep = StepDefinition(
        "watch-key", "Where the listenKey of a watch comes from", asks: [.listenKey])
    package static let eventsStep = StepDefinition("watch-events", "What the watch saw", asks: [])
    package static let beforeStep = StepDefinition(
        "reconnect-before", "The instances and the account before", asks: [.instances, .accountSurvey])
    package static let restartStep = StepDefinition("reconnect-restart", "Stop and start, one after another", asks: [])
    package static let afterStep = StepDefinition(
        "reconnect-after", "Did they restart, and do events flow?", asks: [.instances, .logHistory])
    package static let missedStep = StepDefinition(
        "reconnect-missed", "What happened in between", asks: [.accountSurvey, .trades])

    package static let definitions = [keyStep, eventsStep, beforeStep, restartStep, afterStep, missedStep]
}
