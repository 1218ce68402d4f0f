import AuditLog
import Binance
import BotEvidence
import TriageCore

/// Does the moves of a reset that send nothing to the exchange: instances and files, and the questions.
struct ResetEffects {
    let session: Session
    let record: ResetRecord
    let reader: ResetReader
    /// `--answer`, by step.
    let answers: [String: String]

    /// Looks after a stop or a start, a second apart.
    private static let patience = 60

    private func source(_ name: String) -> InstanceSource? { session.settings.instances.first { $0.name == name } }

    func stop(_ name: String, role: String?) async throws -> ResetEvent {
        guard let source = source(name) else { return .stopped(name, nil, failure: "it is not configured") }
        try write(.stopping, name, role)
        session.notes.note("stopping \(name)")
        let ending = await session.controller.run(.stop, of: source)
        try await session.context.atPhase(.instanceStopped)
        if case .failed(let why) = ending { return .stopped(name, nil, failure: "its stop command \(why)") }
        let report = await session.controller.look(at: source, times: Self.patience, exchangeNow: reader.exchangeNow) {
            if case .running = $0.presence { false } else { true }
        }
        if case .running(let by)? = report?.presence {
            return .stopped(name, report, failure: "its stop command succeeded, but it still runs: \(by)")
        }
        try write(.stopped, name, role)
        return .stopped(name, report, failure: nil)
    }

    private func write(_ phase: ResetPhase, _ instance: String, _ role: String?) throws {
        var row = ResetStepRecord(.instanceStopped, phase)
        row.instance = instance
        row.role = role
        try record.write(row)
    }

    func start(_ name: String) async throws -> ResetEvent {
        guard let source = source(name) else { return .started(name, nil, failure: "it is not configured") }
        if source.startCommand != nil {
            try record.write(.restart, .starting, instance: name)
            session.notes.note("starting \(name)")
            let ending = await session.controller.run(.start, of: source)
            try await session.context.atPhase(.instanceStarted)
            if case .failed(let why) = ending { return .started(name, nil, failure: "its start command \(why)") }
        }
        let report = await session.controller.look(at: source, times: Self.patience, exchangeNow: reader.exchangeNow) {
            $0.presence.answers
        }
        guard let report, report.presence.answers else {
            return .started(name, report, failure: report?.presence.words ?? "it was not seen to run")
        }
        try record.write(.restart, .started, instance: name)
        return .started(name, report, failure: nil)
    }

    func setAside(_ files: [String]) async throws -> ResetEvent {
        var results: [String: Result<String, ResetProblem>] = [:]
        for file in files {
            guard FileArchiver.state(file) != .absent else { continue }
            var row = ResetStepRecord(.expectedState, .moving)
            row.from = file
            try record.write(row)
            switch FileArchiver.move(file, at: session.context.now()) {
            case .absent: break
            case .failed(let why): results[file] = .failure(ResetProblem(why))
            case .moved(let name):
                results[file] = .success(name)
                row.phase = .moved
                row.to = name
                try record.write(row)
            }
            try await session.context.atPhase(.fileSetAside)
        }
        return .setAside(results)
    }

    /// An answer given beforehand counts; else whoever sits at the terminal is asked.
    func ask(_ question: Question) throws -> ResetEvent {
        let prompt = Prompt(console: session.context.console, isAllowed: !session.shared.noInput)
        // On record since the command began.
        if let given = answers[question.step.rawValue] { return .answered(given) }
        let text = prompt.ask(question)
        try session.investigation.record(
            .answer, AnswerRecord(step: question.step.rawValue, text: text))
        return .answered(text)
    }
}

extension InstancePresence {
    /// It is seen to run, trading or not.
    var answers: Bool {
        switch self {
        case .running, .anotherMode: true
        case .stopped, .silent: false
        }
    }
}
