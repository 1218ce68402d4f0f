/// Verdicts of `check stream`: `healthy` `degraded` `dead` `credentials-refused` `exchange-unavailable` `inconclusive`.
extension StreamCheck {
    var verdict: Verdict {
        // Certain, whether this machine reaches the stream or not.
        if key == .absent { return absent }
        if let problem = dossier.failures([.streamHandshake]).first {
            return Verdict(
                code: "exchange-unavailable", cause: "\(problem.source): \(problem.detail)",
                summary: "The stream's server opens no connection from this machine. \(logWords)", confidence: .unknown,
                action: .wait, weight: .unavailable(because: problem), next: [again])
        }
        if let problem = dossier.failures([.listenKey]).first { return keyUnknown(problem) }
        switch handshake?.ending {
        case .refused(let status)? where key == .extended || status >= 500: return refused(status)
        case .closed(let reason)? where key == .extended:
            return finding(
                "degraded", "the server opened the connection and closed it: \(reason)",
                "Nothing can be received over a connection that closes at once.")
        default: break
        }
        switch log.state {
        case .dead where key == nil:
            return finding(
                "dead", "the log's last word is \(lastWord)",
                "grinder only logs this and reads on: the bot is blind until its connector is restarted.",
                confidence: .likely)
        case .dead, .troubled, .stopped:
            return finding("degraded", "the log's last word is \(lastWord)", troubleWords, confidence: .likely)
        case .connected where logEnded == nil: return healthy("the log's last word is \(lastWord)")
        case .connected, .silent: break
        }
        return key == .extended ? healthy("a listenKey exists for this API key") : unknown
    }

    private var again: NextCommand { NextCommand("check", "stream") }

    private var lastWord: String {
        guard let last = log.last, let name = StreamLog.name(last) else { return "nothing" }
        return name + (last.time.map { " of \($0.moment)" } ?? "") + " (\(last.file):\(last.number))"
    }

    private var logWords: String {
        log.events.isEmpty ? "Of the bot's own stream nothing is known." : "The bot's log says \(lastWord)."
    }

    private var answerWords: String {
        switch handshake?.ending {
        case .refused(let status)?: "answers (HTTP \(status)) and opens nothing without a key"
        case .closed(let reason)?: "opens a connection without a key and closes it: \(reason)"
        case .stayedOpen?, nil: "opens a connection"
        }
    }

    private var troubleWords: String {
        let keyWords = key == .extended ? "A listenKey exists, and yet " : ""
        return "\(keyWords)the bot has not said since that it is connected. What it missed is not sent again."
    }

    private var absent: Verdict {
        finding(
            "dead", "no listenKey exists for this API key (-1125)",
            "Nobody receives this account's order events: the bot's stream is dead, or it never had one.")
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
                "\(problem.source): \(problem.detail)", "Whether a listenKey exists is not known. \(logWords)",
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
            "It is there and gives no stream: a proxy, a wrong --ws-url, or trouble of the exchange's. \(logWords)",
            next: [again])
    }

    private func healthy(_ cause: String) -> Verdict {
        Verdict(
            code: "healthy", cause: "\(cause), and the stream's server \(answerWords)",
            summary: "Nothing speaks against the bot's stream. That it reads its events only an event shows: "
                + "an un-routed address and a wrong key are open and silent too.", confidence: .likely, action: .none,
            weight: .clear, next: [NextCommand("stream", "watch", "--for", "10m")])
    }

    private var unknown: Verdict {
        let deciding =
            extendsKey ? "--logs of the bot" : "--logs of the bot, or check stream by name, which extends the listenKey"
        let what = logEnded.map { "the bot's log ends at \($0), connected" } ?? "nothing is known of the bot's"
        return .inconclusive(
            "the stream's server \(answerWords), and \(what)",
            "No metric tells of the user-data stream, and a listenKey cannot be looked at without extending it. "
                + "Deciding: \(deciding).", next: extendsKey ? [again] : [again, NextCommand("stream", "watch")])
    }
}
