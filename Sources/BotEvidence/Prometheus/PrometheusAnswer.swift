import JSON
import TriageCore

/// What a Prometheus server's query API answered: whole and understood, or unavailable. An error, a warning (part of the
/// series is left out), another type, a row that is no sample: nothing is concluded from the rest.
enum PrometheusAnswer {
    struct Series: Sendable, Hashable {
        /// Without `__name__`.
        let labels: [String: String]
        /// In their order.
        let points: [Point]
    }

    struct Point: Sendable, Hashable {
        let time: Timestamp
        /// As it was written.
        let value: String
    }

    /// Of an instant query: one point a series.
    static func vector(_ answer: PageAnswer, source: String) -> Result<[Series], Unavailable> {
        rows(answer, type: "vector", source: source).flatMap { rows in
            series(rows, source: source) { row in row["value"].flatMap(point).map { [$0] } }
        }
    }

    /// Of a range query.
    static func matrix(_ answer: PageAnswer, source: String) -> Result<[Series], Unavailable> {
        rows(answer, type: "matrix", source: source).flatMap { rows in
            series(rows, source: source) { row in
                guard case .array(let values)? = row["values"] else { return nil }
                let points = values.compactMap(point)
                return points.count == values.count ? points : nil
            }
        }
    }

    private static func rows(
        _ answer: PageAnswer, type: String, source: String
    ) -> Result<[JSONValue], Unavailable> {
        func unusable(_ detail: String) -> Result<[JSONValue], Unavailable> {
            .failure(Unavailable(.unusable, source: source, detail: detail))
        }
        if [401, 403].contains(answer.status) {
            return unusable("it refuses who asks (status \(answer.status)): a token-file belongs to it")
        }
        guard case .success(let object) = InstanceAnswer.object(answer.body, source: source) else {
            return unusable("it answered with status \(answer.status), and not as Prometheus does")
        }
        if let error = object["error"]?.stringValue {
            return unusable("it answered with an error: \(error.prefix(200))")
        }
        guard answer.status == 200, object["status"]?.stringValue == "success" else {
            return unusable("it answered with status \(answer.status), and not with success")
        }
        if case .array(let warnings)? = object["warnings"], !warnings.isEmpty {
            return unusable(
                "its answer is partial: \(warnings.compactMap(\.stringValue).joined(separator: "; ").prefix(200))")
        }
        guard let data = object["data"], data["resultType"]?.stringValue == type,
            case .array(let rows)? = data["result"]
        else { return unusable("its answer is no \(type)") }
        return .success(rows)
    }

    private static func series(
        _ rows: [JSONValue], source: String, _ points: (JSONValue) -> [Point]?
    ) -> Result<[Series], Unavailable> {
        var found: [Series] = []
        var seen: Set<[String: String]> = []
        for row in rows {
            guard case .object(let metric)? = row["metric"], let points = points(row) else {
                return .failure(Unavailable(.unusable, source: source, detail: "a row of its answer is no sample"))
            }
            let labels = Dictionary(
                metric.compactMap { label in label.value.stringValue.map { (label.name, $0) } }
            ) { $1 }
            guard labels.count == metric.count, seen.insert(labels).inserted else {
                return .failure(
                    Unavailable(.unusable, source: source, detail: "two series of its answer can't be told apart"))
            }
            found.append(Series(labels: labels.filter { $0.key != "__name__" }, points: points))
        }
        return .success(found)
    }

    /// `[1772971200.781, "3"]`
    private static func point(_ value: JSONValue) -> Point? {
        guard case .array(let pair) = value, pair.count == 2, let seconds = pair[0].numberText,
            let moment = PlainDecimal.milliseconds(ofSeconds: seconds), let text = pair[1].stringValue
        else { return nil }
        return Point(time: Timestamp(milliseconds: moment), value: text)
    }
}
