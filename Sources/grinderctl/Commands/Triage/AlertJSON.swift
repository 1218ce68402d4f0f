import Foundation

/// Any JSON, read as far as an alert needs it. Numbers are told as text.
indirect enum AlertJSON {
    case null
    case text(String)
    case list([AlertJSON])
    case object([String: AlertJSON])

    /// `nil` for what is no JSON.
    init?(_ data: Data) {
        guard let value = try? JSONSerialization.jsonObject(with: data) else { return nil }
        self.init(value)
    }

    private init(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.map(AlertJSON.init))
        case let members as [String: Any]: self = .object(members.mapValues(AlertJSON.init))
        case let number as NSNumber: self = .text("\(number)")
        default: self = .null
        }
    }

    subscript(name: String) -> AlertJSON? { if case .object(let members) = self { members[name] } else { nil } }

    var text: String? { if case .text(let text) = self { text } else { nil } }

    var count: Int? { text.flatMap { Int($0) } }

    /// A list, or the list of a webhook or of an answer of Prometheus'; of `GET /api/v2/alerts/groups` those of all groups.
    var alertList: [AlertJSON]? {
        if case .list(let list) = self {
            return list.flatMap { entry -> [AlertJSON] in
                guard case .list(let alerts)? = entry["alerts"], entry["receiver"] != nil else { return [entry] }
                return alerts
            }
        }
        if case .list(let list)? = self["alerts"] { return list }
        if case .list(let list)? = self["data"]?["alerts"] { return list }
        return nil
    }
}
