import TriageCore

/// What the outcome of a `status` command means: `systemctl is-active grinder`,
/// `docker inspect -f '{{.State.Running}}' grinder`, `pgrep -f run_trading`.
enum StatusReading {
    private static let running: Set<String> = [
        "active", "running", "true", "up", "yes", "started",
        // On its way, or not out of the way: as good as running.
        "activating", "deactivating", "reloading", "restarting", "paused",
    ]
    private static let stopped: Set<String> = [
        "inactive", "failed", "dead", "exited", "stopped", "false", "down", "no", "created",
    ]
    private static let negations: Set<String> = ["not", "never", "isn't", "wasn't"]

    /// Only a clear word with an exit status that fits it, or a silent 0, 1 or 3, says something.
    static func state(_ outcome: ShellCommand.Outcome, redaction: Redaction) -> InstanceReport.ServiceState {
        let complaint = firstLine(outcome.errors, redaction)
        switch outcome.ending {
        case .timedOut: return .unclear("the status command did not end in time and was killed")
        case .signalled(let signal): return .unclear("the status command was ended by signal \(signal)")
        case .notRun(let reason): return .unclear("the status command was not run: \(reason)")
        case .exited(let status):
            let words = words(outcome.output)
            guard let last = words.last else {
                return silent(status, isQuiet: outcome.errors.allSatisfy(\.isWhitespace), complaint)
            }
            let isDoubtful = words.dropLast().last.map(negations.contains) == true
            let isContradicted = stopped.contains(last) && saysRunning(outcome.output)
            if !isDoubtful, !isContradicted, let state = said(last, status, complaint) { return state }
            let shown = firstLine(outcome.output, redaction)
            return unclear("said “\(shown)” with exit status \(status)", complaint)
        }
    }

    private static func said(_ word: String, _ status: Int32, _ complaint: String) -> InstanceReport.ServiceState? {
        if running.contains(word), status == 0 { return .running }
        // systemctl says "inactive" with 4 of a unit it does not know: nothing was found to be stopped.
        if stopped.contains(word), status == 0 || ([1, 3].contains(status) && complaint.isEmpty) { return .stopped }
        return nil
    }

    /// Of several units or containers, a line each, one may run.
    private static func saysRunning(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            words(String(line)).last.map(running.contains) == true
        }
    }

    private static func silent(_ status: Int32, isQuiet: Bool, _ complaint: String) -> InstanceReport.ServiceState {
        if status == 0 { return .running }
        if [1, 3].contains(status), isQuiet { return .stopped }
        return unclear("said nothing and ended with exit status \(status)", complaint)
    }

    private static func unclear(_ what: String, _ complaint: String) -> InstanceReport.ServiceState {
        .unclear("the status command \(what)" + (complaint.isEmpty ? "" : ": \(complaint)"))
    }

    /// Lower-case, without the punctuation around them: `(running)`, `"true"`.
    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map { word in
            let isEdge = { (character: Character) in !character.isLetter && !character.isNumber }
            let trimmed = word.drop(while: isEdge)
            let end = trimmed.lastIndex { !isEdge($0) }.map { trimmed.index(after: $0) } ?? trimmed.startIndex
            return (trimmed.isEmpty ? word : trimmed[..<end]).lowercased()
        }
    }

    private static func firstLine(_ text: String, _ redaction: Redaction) -> String {
        let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return String(redaction.redact(String(line)).prefix(200))
    }
}
