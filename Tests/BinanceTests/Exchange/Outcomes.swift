import TriageCore

/// Why there is no answer; `nil` when there is one.
func kind<Value>(_ result: Result<Value, Unavailable>) -> Unavailable.Kind? {
    if case .failure(let unavailable) = result { unavailable.kind } else { nil }
}

func isUnknown(_ outcome: RequestOutcome) -> Bool {
    if case .unknown = outcome { true } else { false }
}

func refusal(_ outcome: RequestOutcome) -> RequestOutcome.Refusal? {
    if case .notExecuted(let refusal) = outcome { refusal } else { nil }
}
