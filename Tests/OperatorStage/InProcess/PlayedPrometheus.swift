package import BotEvidence
import Foundation
import Synchronization
package import TriageCore

/// A Prometheus server without a network: it answers the queries that are known here, in the shapes of the real one, and
/// every other page as the stage does.
package final class PlayedPrometheus: Sendable {
    package static let address = "http://prometheus.test:9090"

    /// One scraped instance of the bot.
    package struct Bot: Sendable {
        package var instance: String
        package var job = "grinder"
        package var isUp = true
        package var runs: Int64 = 60
        /// Now, by type; a type without one has no series.
        package var counts: [Mismatch: Int64]
        /// How many each run of the last minutes counted, one run a minute; from so many minutes ago on.
        package var growth: [Mismatch: (perRun: Int64, minutes: Int64)] = [:]
        package var snapshotAge: Int64 = 20_000
        package var scrapedAgo: Int64 = 5_000

        package init(_ instance: String, counts: [Mismatch: Int64] = [:]) {
            self.instance = instance
            self.counts = Dictionary(uniqueKeysWithValues: Mismatch.allCases.map { ($0, counts[$0] ?? 0) })
        }
    }

    private let scraped: Mutex<[Bot]>
    /// Of `ALERTS`: name, type, instance.
    package let alerts: [(name: String, type: String, instance: String)]
    /// Stands in for the answer to a query that holds the text; the first that fits.
    private let broken: Mutex<[(query: String, answer: PageAnswer)]>
    private let now: @Sendable () -> Timestamp
    private let asked = Mutex<[String]>([])

    package init(
        _ bots: [Bot], alerts: [(name: String, type: String, instance: String)] = [],
        faults: [(query: String, answer: PageAnswer)] = [], now: @escaping @Sendable () -> Timestamp
    ) {
        scraped = Mutex(bots)
        self.alerts = alerts
        broken = Mutex(faults)
        self.now = now
    }

    package var bots: [Bot] { scraped.withLock { $0 } }

    /// From now on it scrapes these, and nothing is broken.
    package func scrape(_ bots: [Bot]) {
        scraped.withLock { $0 = bots }
        broken.withLock { $0 = [] }
    }

    /// The queries, in the order asked.
    package var queries: [String] { asked.withLock { $0 } }

    package func pages(beside others: any PageReading) -> any PageReading { Pages(server: self, others: others) }

    private struct Pages: PageReading {
        let server: PlayedPrometheus
        let others: any PageReading

        func get(_ page: InstancePage) async -> Result<PageAnswer, Unavailable> {
            guard page.url.hasPrefix(PlayedPrometheus.address + "/api/v1/") else { return await others.get(page) }
            return .success(server.answer(page.url))
        }

        func close() async { await others.close() }
    }

    package static func json(_ text: String, status: Int = 200) -> PageAnswer {
        PageAnswer(status: status, body: Array(text.utf8))
    }

    private func answer(_ url: String) -> PageAnswer {
        let items = URLComponents(string: url)?.queryItems ?? []
        let query = items.first { $0.name == "query" }?.value ?? ""
        asked.withLock { $0.append(query) }
        if let fault = broken.withLock({ $0.first { query.contains($0.query) } }) { return fault.answer }
        if url.contains("/query_range?") { return Self.json(matrix(query)) }
        let rows = vector(query).map { labels, value in
            #"{"metric":{\#(Self.labels(labels))},"value":[\#(Self.seconds(now())),"\#(value)"]}"#
        }
        return Self.json(
            #"{"status":"success","data":{"resultType":"vector","result":[\#(rows.joined(separator: ","))]}}"#)
    }

    private func vector(_ query: String) -> [([(String, String)], String)] {
        func each(_ name: String?, _ value: (Bot) -> String?) -> [([(String, String)], String)] {
            bots.compactMap { bot in
                value(bot).map {
                    ((name.map { [("__name__", $0)] } ?? []) + [("instance", bot.instance), ("job", bot.job)], $0)
                }
            }
        }
        for mismatch in Mismatch.allCases
        where query == "grinder_reconcile_mismatch_total{type=\"\(mismatch.rawValue)\"}" {
            return each("grinder_reconcile_mismatch_total") { $0.isUp ? $0.counts[mismatch].map { "\($0)" } : nil }
                .map { ($0.0 + [("type", mismatch.rawValue)], $0.1) }
        }
        switch query {
        case "grinder_reconcile_runs_total": return each(query) { $0.isUp ? "\($0.runs)" : nil }
        case "grinder_reconcile_last_snapshot_age_seconds": return each(query) { $0.isUp ? "0.5" : nil }
        case "grinder_reconcile_last_snapshot_ts_ms":
            return each(query) { $0.isUp ? "\(now().milliseconds - $0.snapshotAge)" : nil }
        case "timestamp(grinder_reconcile_runs_total)":
            return each(nil) { bot in
                bot.isUp ? Self.seconds(now().advanced(byMilliseconds: -bot.scrapedAgo)) : nil
            }
        case "last_over_time(grinder_reconcile_runs_total[1d])": return each(nil) { "\($0.runs)" }
        case "up": return each(query) { $0.isUp ? "1" : "0" } + [([("instance", "db:1"), ("job", "db")], "0")]
        case "ALERTS{alertname=~\"Reconcile.+\"}":
            return alerts.map { alert in
                (
                    [
                        ("__name__", "ALERTS"), ("alertname", alert.name), ("alertstate", "firing"),
                        ("type", alert.type), ("instance", alert.instance),
                    ], "1"
                )
            }
        default: return []
        }
    }

    /// An hour, by the minute.
    private func matrix(_ query: String) -> String {
        let end = now().milliseconds
        var rows: [String] = []
        for bot in bots where bot.isUp {
            func row(_ labels: [(String, String)], _ value: (Int64) -> Int64) -> String {
                let points = (0...60).map { Int64($0) }.map { minute in
                    #"[\#(Self.seconds(Timestamp(milliseconds: end - (60 - minute) * 60_000))),"\#(value(60 - minute))"]"#
                }
                let own = [("__name__", query), ("instance", bot.instance), ("job", bot.job)]
                return #"{"metric":{\#(Self.labels(own + labels))},"values":[\#(points.joined(separator: ","))]}"#
            }
            if query == "grinder_reconcile_runs_total" { rows.append(row([]) { bot.runs - $0 }) }
            guard query == "grinder_reconcile_mismatch_total" else { continue }
            for (mismatch, count) in bot.counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let growth = bot.growth[mismatch]
                rows.append(
                    row([("type", mismatch.rawValue)]) { minutesAgo in
                        count - (growth.map { $0.perRun * min(minutesAgo, $0.minutes) } ?? 0)
                    })
            }
        }
        return #"{"status":"success","data":{"resultType":"matrix","result":[\#(rows.joined(separator: ","))]}}"#
    }

    private static func labels(_ labels: [(String, String)]) -> String {
        labels.map { #""\#($0.0)":"\#($0.1)""# }.joined(separator: ",")
    }

    /// `1772971200.781`
    private static func seconds(_ moment: Timestamp) -> String {
        let rest = String(moment.milliseconds % 1_000)
        return "\(moment.milliseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
