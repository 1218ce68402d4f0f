import CTimex
import TriageCore

/// What the kernel says of the local clock: `adjtimex(2)`, which asks nobody and changes nothing.
enum KernelClock {
    static func reading() -> Result<TimeSynchronisation, Unavailable> {
        var state = timex()
        guard adjtimex(&state) >= 0 else {
            return .failure(
                Unavailable(.unreadable, source: "adjtimex", detail: "the kernel gives no clock status here"))
        }
        let isKept = state.status & STA_UNSYNC == 0
        // Microseconds.
        return .success(TimeSynchronisation(isKept: isKept, estimatedError: Int64(state.esterror) / 1_000))
    }
}
