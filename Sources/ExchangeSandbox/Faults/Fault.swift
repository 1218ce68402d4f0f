/// Why a fault was not understood.
package struct FaultSpecProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let spec: String
    package let what: String

    package var description: String { "fault \"\(spec)\": \(what)" }
}

/// Something that goes wrong on purpose: `NAME[@METHOD:/path][*N]`.
///
/// Without `@` it holds for every signed request that it can befall, with `*N` for the first N of them only.
package struct Fault: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case answer(FaultAnswer)
        /// The order a DELETE names is filled (whole, or half) just before it is cancelled.
        case fillBeforeCancel(half: Bool)
        /// A live order is filled right after the given number of GET order answers showed it.
        case fillBetweenReads(after: Int)
        /// At the first request that it befalls: what others do to orders and positions meanwhile.
        case meanwhile(ConcurrentChange)
        case clock(Int64)
        case latency(Int)
        case stream(StreamFault)
        /// Each event is held back so long.
        case streamDelay(Int)
    }

    /// The names `init(spec:)` takes.
    package static let names =
        FaultAnswer.allCases.map(\.rawValue) + [
            "fill-before-cancel", "partial-fill-before-cancel", "fill-between-reads",
        ] + ConcurrentChange.allCases.map(\.rawValue) + [
            "clock+MS", "clock-MS",
            "latency+MS",
        ] + StreamFault.allCases.map(\.rawValue) + ["stream-slow+MS"]

    let kind: Kind
    let method: String?
    let path: String?
    let times: Int?

    package init(spec: String) throws(FaultSpecProblem) {
        var rest = spec[...]
        var times: Int?
        if let star = rest.lastIndex(of: "*") {
            guard let count = Int(rest[rest.index(after: star)...]), count > 0 else {
                throw FaultSpecProblem(spec: spec, what: "after * a number from 1 is expected")
            }
            times = count
            rest = rest[..<star]
        }
        var target: (method: String, path: String)?
        if let at = rest.firstIndex(of: "@") {
            target = try Self.target(rest[rest.index(after: at)...], spec: spec)
            rest = rest[..<at]
        }
        kind = try Self.kind(String(rest), spec: spec)
        method = target?.method
        path = target?.path
        self.times = times
        switch kind {
        case .stream where target != nil, .streamDelay where target != nil || times != nil:
            throw FaultSpecProblem(spec: spec, what: "it is the stream's, not a request's")
        default: break
        }
        if case .clock = kind, target != nil || times != nil {
            throw FaultSpecProblem(spec: spec, what: "the clock is one for all requests: no @ and no *")
        }
    }

    private static func target(
        _ text: Substring, spec: String
    ) throws(FaultSpecProblem) -> (method: String, path: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[1].hasPrefix("/") else {
            throw FaultSpecProblem(spec: spec, what: "after @ METHOD:/path is expected, as in DELETE:/fapi/v1/order")
        }
        let method = parts[0].uppercased()
        guard ["GET", "POST", "PUT", "DELETE"].contains(method) else {
            throw FaultSpecProblem(spec: spec, what: "\(parts[0]) is not one of GET POST PUT DELETE")
        }
        guard Endpoint.byKey[method + " " + parts[1]] != nil else {
            throw FaultSpecProblem(spec: spec, what: "the sandbox has no \(method) \(parts[1])")
        }
        return (method, parts[1])
    }

    private static func kind(_ name: String, spec: String) throws(FaultSpecProblem) -> Kind {
        if let answer = FaultAnswer(rawValue: name) { return .answer(answer) }
        if let stream = StreamFault(rawValue: name) { return .stream(stream) }
        if let meanwhile = ConcurrentChange(rawValue: name) { return .meanwhile(meanwhile) }
        switch name {
        case "fill-before-cancel": return .fillBeforeCancel(half: false)
        case "partial-fill-before-cancel": return .fillBeforeCancel(half: true)
        case "fill-between-reads": return .fillBetweenReads(after: 1)
        default: break
        }
        for prefix in ["clock", "latency", "stream-slow", "fill-between-reads"] where name.hasPrefix(prefix) {
            guard let amount = Int64(name.dropFirst(prefix.count)), amount.magnitude < 1 << 40,
                "+-".contains(name.dropFirst(prefix.count).first ?? " ")
            else { break }
            switch prefix {
            case "clock": return .clock(amount)
            case "latency" where amount >= 0: return .latency(Int(amount))
            case "stream-slow" where amount >= 0: return .streamDelay(Int(amount))
            case "fill-between-reads" where amount > 0: return .fillBetweenReads(after: Int(amount))
            default: break
            }
        }
        let hint = nearest(to: name, among: names).map { "; did you mean \($0)" } ?? ""
        throw FaultSpecProblem(spec: spec, what: "no such fault\(hint) (there are \(names.joined(separator: " ")))")
    }

    /// Whether it is aimed at this endpoint.
    func aims(at endpoint: Endpoint) -> Bool {
        if let method, let path { return endpoint.method == method && endpoint.path == path }
        return endpoint.security == .signed
    }
}
