/// One action on one account: what stands first on its screen, what last, and what the last row leads to.
package struct ActionScene: Sendable, CustomStringConvertible {
    package let name: String
    package var state = PositionAccount().json
    package var faults: [String] = []
    /// Typed before, for what they leave behind.
    package var before: [[String]] = []
    package let words: [String]
    package var config: String?
    package var changes: [String: String?] = [:]
    /// How the first row begins.
    package let first: String
    /// Something that must be on the screen, words wrapped.
    package var says: [String] = []
    /// How the last row begins; `nil` where nothing is advised and none is a command.
    package let last: String?
    /// Outcome or verdict of the command in the last row, with the reason and the word filled in.
    package var leads: String?
    package var description: String { name }

    init(
        name: String, state: String = PositionAccount().json, faults: [String] = [], before: [[String]] = [],
        words: [String], config: String? = nil, changes: [String: String?] = [:], first: String, says: [String] = [],
        last: String?, leads: String? = nil
    ) {
        self.name = name
        self.state = state
        self.faults = faults
        self.before = before
        self.words = words
        self.config = config
        self.changes = changes
        self.first = first
        self.says = says
        self.last = last
        self.leads = leads
    }

    package static let all = cancels + flattens + resets + reconnects
}
