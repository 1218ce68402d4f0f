/// Why a shared table could not be reached, read or appended to.
package struct TeamFailure: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// libpq is not on this machine.
        case libraryMissing
        /// The address is none, or holds a password.
        case address
        /// No connection, or it broke: to be tried again later. Nothing is lost here.
        case unreachable
        /// The user may not do this there.
        case permission
        /// Not a server this can work with, or not our table in it.
        case unusable
        /// What is there and what is here contradict each other: nothing was overwritten.
        case contradiction
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
