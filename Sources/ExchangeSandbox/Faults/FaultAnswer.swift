import JSON

/// Faults that replace the answer, by the name they are asked for with.
enum FaultAnswer: String, Sendable, CaseIterable {
    case dropBefore = "drop-before"
    case dropAfter = "drop-after"
    case unknownError = "503-unknown"
    case unknownErrorApplied = "503-unknown-applied"
    case unavailable = "503-unavailable"
    case throttled = "503-throttled"
    case internalError = "503-internal"
    case timeout = "-1007"
    case timeoutApplied = "-1007-applied"
    case clock = "-1021"
    case tooManyRequests = "429"
    case banned = "418"
    case html

    /// Whether the request is executed although its answer says otherwise, or nothing.
    var applies: Bool {
        switch self {
        case .dropAfter, .unknownErrorApplied, .timeoutApplied: true
        default: false
        }
    }

    /// Nil: the connection is closed without a byte.
    func response(path: String, limit: Int, now: Int64) -> SandboxResponse? {
        switch self {
        case .dropBefore, .dropAfter: return nil
        case .unknownError, .unknownErrorApplied:
            // As observed: a body without `code`.
            var response = SandboxResponse.json(
                .object([
                    "timestamp": .int(now), "path": .string(path),
                    "msg": .string("Unknown error, please check your request or try again later."),
                ]))
            response.status = 503
            return response
        case .unavailable:
            return SandboxResponse(status: 503, body: "Service Unavailable.", contentType: "text/plain")
        case .html:
            return SandboxResponse(
                status: 503,
                body: "<html><head><title>ERROR: The request could not be satisfied</title></head></html>",
                contentType: "text/html")
        default: return .refusal(refusal(limit: limit, now: now))
        }
    }

    private func refusal(limit: Int, now: Int64) -> Refusal {
        switch self {
        case .throttled:
            Refusal(
                -1008,
                "Request throttled by system-level protection. Reduce-only/close-position orders are exempt. "
                    + "Please try again.", http: 503)
        case .timeout, .timeoutApplied:
            Refusal(
                -1007,
                "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
                http: 408)
        case .clock: .behindWindow
        case .tooManyRequests: LimitCounters.tooMany(limit: limit, now: now)
        case .banned: LimitCounters.banned(until: now + 120_000, now: now)
        default:
            Refusal(-1001, "Internal error; unable to process your request. Please try again.", http: 503)
        }
    }
}
