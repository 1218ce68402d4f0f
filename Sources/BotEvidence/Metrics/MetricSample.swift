package import TriageCore

/// One sample of a Prometheus page. The value stays text: nothing of it passes through a Double.
package struct MetricSample: Sendable, Hashable {
    package let name: String
    package let labels: [String: String]
    /// As it was written: `49`, `30.0`, `NaN`, `+Inf`.
    package let value: String
    /// The time it carries: what collects metrics of others (Prometheus' /federate) writes one.
    package let time: Timestamp?

    package init(name: String, labels: [String: String], value: String, time: Timestamp? = nil) {
        self.time = time
        self.name = name
        self.labels = labels
        self.value = value
    }

    /// The whole part of a number that is not negative; `nil` for `NaN`, infinities and numbers beyond 10^15.
    package var whole: Int64? { PlainDecimal.milliseconds(ofSeconds: value).map { $0 / 1_000 } }

    /// Whether it is the number zero: `0`, `0.00`, `-0.0`, `0e5`.
    package var isZero: Bool {
        guard let parts = NumberParts(value) else { return false }
        return (parts.whole + (parts.fraction ?? "")).allSatisfy { $0 == "0" }
    }

    /// Whether it is a number other than zero; infinities are, `NaN` is not.
    package var isPositive: Bool {
        guard let plain = PlainDecimal.text(value) else { return value.wholeMatch(of: /\+?Inf/) != nil }
        return !plain.hasPrefix("-") && plain.contains { $0 != "0" && $0 != "." }
    }
}

/// What `/metrics` said.
package struct MetricsPage: Sendable, Hashable {
    /// In their order. A series that is there more than once with different values is not among them.
    package let samples: [MetricSample]
    /// Lines that are no sample, and series that contradict themselves: nothing is concluded from what they might say.
    package let passedOver: [PassedOver]

    /// A line that was not taken, from 1.
    package struct PassedOver: Sendable, Hashable {
        package let line: Int
        /// Its beginning.
        package let text: String
        package let why: String

        /// Whether it may be a sample of that metric.
        package func names(_ metric: String) -> Bool { text.contains(metric) }
    }

    /// Their lines.
    package var unusable: [Int] { passedOver.map(\.line) }

    package var isGrinders: Bool { samples.contains { $0.name.hasPrefix("grinder_") } }

    /// All samples of that name.
    package func samples(_ name: String) -> [MetricSample] { samples.filter { $0.name == name } }

    /// The sample with these labels, among others it may have; `nil` where there is none or several: which is meant
    /// would be a guess.
    package func sample(_ name: String, _ labels: [String: String] = [:]) -> MetricSample? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.count == 1 ? found[0] : nil
    }
}
