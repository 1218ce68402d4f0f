/// One sample of a Prometheus page. The value stays text: nothing of it passes through a Double.
package struct MetricSample: Sendable, Hashable {
    package let name: String
    package let labels: [String: String]
    /// As it was written: `49`, `30.0`, `NaN`, `+Inf`.
    package let value: String

    package init(name: String, labels: [String: String], value: String) {
        self.name = name
        self.labels = labels
        self.value = value
    }

    /// The whole part of a number that is not negative; `nil` for `NaN`, infinities and numbers beyond 10^15.
    package var whole: Int64? { PlainDecimal.milliseconds(ofSeconds: value).map { $0 / 1_000 } }

    /// Whether it is a number other than zero; infinities are, `NaN` is not.
    package var isPositive: Bool {
        guard let plain = PlainDecimal.text(value) else { return value.wholeMatch(of: /\+?Inf/) != nil }
        return !plain.hasPrefix("-") && plain.contains { $0 != "0" && $0 != "." }
    }
}

/// What `/metrics` said.
package struct MetricsPage: Sendable, Hashable {
    /// In their order.
    package let samples: [MetricSample]
    /// Lines that are no sample, and samples given twice with another value (the first one counts); from 1.
    package let unusable: [Int]

    /// All samples of that name.
    package func samples(_ name: String) -> [MetricSample] { samples.filter { $0.name == name } }

    /// The sample with these labels, among others it may have.
    package func sample(_ name: String, _ labels: [String: String] = [:]) -> MetricSample? {
        samples.first { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
    }
}
