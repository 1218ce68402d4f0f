import TriageCore

/// A report of an action, row by row.
extension Report {
    func actionScreen(_ action: ActionReport, verbose: Bool) -> Screen {
        Screen(oldLines: ReportText(report: self, palette: .plain).text)
    }

    func restartScreen(_ restart: RestartReport, verbose: Bool) -> Screen {
        Screen(oldLines: ReportText(report: self, palette: .plain).text)
    }

    /// One a result: outcome, status, executedQty, subject, symbol, detail.
    func tabbedLines(_ action: ActionReport) -> [TabbedLine] {
        action.results.map {
            TabbedLine([$0.outcome.rawValue, $0.status, $0.executedQty, $0.clientOrderID, $0.symbol, $0.detail])
        }
    }

    func tabbedLines(_ restart: RestartReport) -> [TabbedLine] {
        restart.results.map { TabbedLine([$0.outcome.rawValue, nil, nil, $0.instance, nil, $0.detail]) }
    }
}

extension Screen {
    /// Lines laid out elsewhere.
    init(oldLines text: String) {
        self.init()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let indent = line.prefix { $0 == " " }.count
            if line.isEmpty { blank() } else { say(String(line.dropFirst(indent)), indent: indent) }
        }
    }
}
