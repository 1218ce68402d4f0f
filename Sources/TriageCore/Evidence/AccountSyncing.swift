/// Whether an instance syncs the account: one that does takes over the orders it finds, and they are its grid from then
/// on. Only a `/metrics` page that was read and shows `grinder_account_sync_last_wall_ts` as 0, or its config entry,
/// says that it does not.
package enum AccountSyncing: Sendable, Hashable {
    /// By what.
    case no(String)
    /// What says so.
    case yes(String)
    /// Not told: the page was not read, lacks the gauge, or shows several.
    case unknown(Unavailable)

    /// `nil`: it is not known.
    package var isSyncing: Bool? {
        switch self {
        case .no: false
        case .yes: true
        case .unknown: nil
        }
    }

    package var words: String {
        switch self {
        case .no(let by): "no, by \(by)"
        case .yes(let by): "yes: \(by)"
        case .unknown(let problem): "not known: \(problem.source): \(problem.detail)"
        }
    }

    /// `stated` is the config entry's `syncs:`. A page that shows a sync contradicts an entry that denies it.
    package func stated(_ stated: Bool?) -> AccountSyncing {
        switch (self, stated) {
        case (.yes(let by), false?): .yes("\(by), although its config entry says syncs: false")
        case (.yes, _), (_, nil): self
        case (_, true?): .yes("its config entry says syncs: true")
        case (_, false?): .no("its config entry (syncs: false)")
        }
    }
}
