/// Verdicts of `check stream`: `healthy` `attention` `degraded` `dead` `credentials-refused` `exchange-unavailable`
/// `inconclusive`.
extension StreamCheck {
    var verdict: Verdict {
        // Certain, whether this machine reaches the stream or not.
        if key == .absent { return absent }
        if let problem = evidenceStore.failures([.streamHandshake]).first {
            return Verdict(
                code: "exchange-unavailable", cause: "\(problem.source): \(problem.detail)",
                summary: "The stream's server accepts no connection from this machine. \(logWords)",
                confidence: .unknown,
                action: .wait, weight: .unavailable(because: problem), next: [again])
        }
        if let problem = evidenceStore.failures([.listenKey]).first { return keyUnknown(problem) }
        switch handshake?.ending {
        case .refused(let status)? where key == .extended || status >= 500: return refused(status)
        case .closed(let reason)? where key == .extended:
            return finding(
                "degraded", "the server opened the connection and closed it: \(reason)",
                "Nothing can be received over a connection that closes at once.")
        default: break
        }
        if let address = log.unroutedAddress { return unrouted(address) }
        switch log.state {
        case .dead where key == nil:
            return finding(
                "dead", "the last log entry is \(lastWord)",
                "grinder only logs this and reads on: the bot is blind until its connector is restarted.",
                confidence: .likely)
        case .dead, .troubled, .stopped:
            return finding("degraded", "the last log entry is \(lastWord)", troubleWords, confidence: .likely)
        case .connected, .silent: break
        }
        if let handshake, handshake.events > 0 { return healthy(handshake.events) }
        guard case .stayedOpen? = handshake?.ending else { return unknown }
        return quiet
    }

    private var again: NextCommand { NextCommand("check", "stream") }

    private var lastWord: String {
        guard let last = log.last, let name = StreamLog.name(last) else { return "nothing" }
        return name + (last.time.map { " of \($0.moment)" } ?? "") + " (\(last.file):\(last.number))"
    }

    private var logWords: String {
        log.events.isEmpty ? "Nothing is known about the bot's own stream." : "The bot's log says \(lastWord)."
    }

    private var answerWords: String {
        switch handshake?.ending {
        case .refused(let status)?: "answers (HTTP \(status)) and opens nothing without a key"
        case .closed(let reason)?: "opens a connection without a key and closes it: \(reason)"
        case .stayedOpen?, nil: "opens a connection"
        }
    }

    private var troubleWords: String {
        let keyWords = key == .extended ? "A listenKey exists, but " : ""
        return "\(keyWords)the bot has not said since that it is connected. What it missed is not sent again."
    }

    private var absent: Verdict {
        finding(
            "dead", "no listenKey exists for this API key (-1125)",
            "No one receives this account's order events: the bot's stream is dead, or it never had one.")
    }

    private func finding(
        _ code: String, _ cause: String, _ summary: String, confidence: Verdict.Confidence = .certain
    ) -> Verdict {
        Verdict(
            code: code, cause: cause, summary: summary, confidence: confidence, action: .escalate, weight: .finding,
            next: [NextCommand("stream", "reconnect"), NextCommand("scan")])
    }

    private func keyUnknown(_ problem: Unavailable) -> Verdict {
        guard problem.kind == .credentialsRefused else {
            return .inconclusive(
                "\(problem.source): \(problem.detail)", "Can't tell whether a listenKey exists. \(logWords)",
                because: problem, next: [again])
        }
        return Verdict(
            code: "credentials-refused", cause: "\(problem.source): \(problem.detail)",
            summary: problem.trouble.map { $0.advice + "." } ?? "The exchange refuses this key.", confidence: .certain,
            action: .escalate, weight: .inconclusive(because: problem), next: [NextCommand("check", "rest")])
    }

    private func refused(_ status: Int) -> Verdict {
        .inconclusive(
            "the stream's server answers HTTP \(status) and opens nothing",
            "It answers but offers no stream: a proxy, a wrong --ws-url, or an exchange problem. \(logWords)",
            next: [again])
    }

    private func healthy(_ events: Int) -> Verdict {
        Verdict(
            code: "healthy", cause: "\(Count.of(events, "event")) of the account came while the stream was watched",
            summary: "The exchange sends this account's events. Only the bot's own log shows whether it reads them. "
                + logWords, confidence: .likely, action: .none, weight: .clear)
    }

    /// Open and silent, as a stream that works is while nothing happens, and as one that delivers nothing always is.
    private var quiet: Verdict {
        let known = log.state == .connected && logEnded == nil ? "the last log entry is \(lastWord)" : nil
        let key = key == .extended ? "a listenKey exists for this API key" : nil
        let cause = [known, key, "the stream's server \(answerWords)"].compactMap(\.self).joined(separator: ", ")
        return Verdict(
            code: "attention", cause: "\(cause), and no event came",
            summary:
                "Nothing confirms or refutes that the bot's stream works: an un-routed address and a wrong key "
                + "are open and silent too. To decide, I need an event to arrive.\(endWords)", confidence: .unknown,
            action: .escalate, weight: .finding, next: [NextCommand("stream", "watch", "--for", "10m")])
    }

    private var endWords: String { logEnded.map { " The bot's log ends at \($0)." } ?? "" }

    private func unrouted(_ address: String) -> Verdict {
        finding(
            "dead", "the bot's log says that it opens \(address)",
            "Since 2026-04-23 user data is delivered under /private alone: this address opens without an error and stays "
                + "silent. The bot needs another stream URL, a restart changes nothing.", confidence: .likely)
    }

    private var unknown: Verdict {
        let deciding =
            extendsKey ? "--logs of the bot" : "--logs of the bot, or check stream by name, which extends the listenKey"
        let what = logEnded.map { "the bot's log ends at \($0), connected" } ?? "nothing is known about the bot's"
        return .inconclusive(
            "the stream's server \(answerWords), and \(what)",
            "No metric covers the user-data stream, and a listenKey can't be checked without renewing it. "
                + "To decide, I need \(deciding).",
            next: extendsKey ? [again] : [again, NextCommand("stream", "watch")])
    }
}
