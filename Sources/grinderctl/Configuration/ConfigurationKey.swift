/// A key a configuration may hold, as its check, its schema, the template of `config init` and `help environment` see it.
struct ConfigurationKey: Sendable {
    indirect enum Shape: Sendable {
        case text
        /// One of these words.
        case word([String])
        case number(ClosedRange<Int>)
        /// A number or a text that says one: prices keep the digits they are written with.
        case amount
        case flag
        case texts
        case section([ConfigurationKey])
        /// A list of sections; the named keys must be there.
        case entries([ConfigurationKey], required: [String])
        /// One text, or a list of them.
        case words
        /// A text, or a section that is whole.
        case textOr([ConfigurationKey], isWhole: @Sendable (WrittenValue) -> Bool)
        case list(Shape)
        /// Sections by a name of their own.
        case named([String], [ConfigurationKey])
    }

    /// What a setting is about: `config show` lists one group after the other.
    enum Group: CaseIterable, Sendable { case exchange, key, evidence, bot, orders, actions, alerts }

    var name: String
    var shape: Shape
    var summary = ""
    var group: Group?
    /// What holds without it.
    var standard: String?
    var flag: String?
    var variable: String?
    /// Some settings have a flag or a variable alone.
    var isInFile = true

    /// `env`, `limits{max-notional,max-orders,weight-budget}`, `instances[{name,…}]`, `symbols[]`.
    var outline: String {
        func names(_ keys: [ConfigurationKey]) -> String { "{\(keys.map(\.name).joined(separator: ","))}" }
        return switch shape {
        case .section(let keys): name + names(keys)
        case .entries(let keys, _): "\(name)[\(names(keys))]"
        case .list, .texts: name + "[]"
        default: name
        }
    }
}
