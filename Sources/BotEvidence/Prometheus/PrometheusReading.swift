package import TriageCore

/// What one Prometheus server tells of all the bot's instances at one moment. Instances are never mixed: each has its own
/// labels.
package struct PrometheusReading: Sendable, Hashable {
    /// One alert of the shipped rules, as `ALERTS` has it.
    package struct Alert: Sendable, Hashable {
        package let name: String
        /// `firing` or `pending`.
        package let state: String
        package let type: String?
        package let instance: String?
    }

    /// One instance's reconcile metrics.
    package struct Instance: Sendable, Hashable {
        /// The `instance` label; `nil` where the series carry none.
        package let label: String?
        package let metrics: MetricsReading
        /// By type, where the counter grew in the last day.
        package let counting: [Mismatch: Counting]
        /// Types of which it has samples over time: one of these that is not in `counting` did not grow.
        package let watched: Set<Mismatch>
        /// Its numbers are not of now: its last sample is old, or a type has no counter.
        package let passedOver: [Unavailable]
    }

    /// `http://prometheus:9090`
    package let source: String
    package let instances: [Instance]
    /// The `instance` labels of every target that is, or is scraped as, the bot.
    package let listed: [String]
    /// Of those the ones whose last scrape failed.
    package let down: [String]
    package let alerts: [Alert]

    /// What is not known: instances that were not scraped, numbers that are not of now.
    package var unread: [Unavailable] {
        instances.flatMap(\.passedOver)
            + down.map {
                Unavailable(
                    .unreachable, source: "\(source) {instance=\($0.debugDescription)}",
                    detail: "Prometheus could not scrape it (up is 0)")
            }
    }

    /// Since when each mismatch counts, and which alerts of the shipped rules are there.
    package func facts(now: Timestamp) -> [Fact] {
        let counted = instances.flatMap { instance in
            Mismatch.allCases.compactMap { mismatch in
                instance.counting[mismatch].map { counting in
                    Fact(mismatch.rawValue, counting.words(now: now), source: instance.metrics.source)
                }
            }
        }
        return counted
            + alerts.map { alert in
                let about = [alert.type, alert.instance].compactMap(\.self).joined(separator: " ")
                return Fact(
                    alert.name, about.isEmpty ? alert.state : "\(alert.state): \(about)", source: "\(source) ALERTS")
            }
    }
}

extension Counting {
    /// `2 a run, counted since 2026-03-08T11:02:00.000Z (58 min)`
    package func words(now: Timestamp) -> String {
        let many = perRun.map { "\($0) a run, " } ?? ""
        let age = ReconcileMetrics.duration(max(0, now.milliseconds(since: since)))
        let begin = isOlder ? "for more than \(age)" : "since \(since) (\(age))"
        guard !stands(at: now) else { return "\(many)counted \(begin)" }
        return "counted \(begin), and not since \(last): it has passed, or the runs have ended"
    }
}
