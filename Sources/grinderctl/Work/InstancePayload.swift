import BotEvidence
import TriageCore

extension AuditPayload {
    /// A verdict's payload with the instances it stood on: what they were seen to be is compared with what they answer
    /// right before an action.
    static func standing(on instances: [InstanceStanding]?, _ payload: JSONValue) -> JSONValue {
        guard let instances, case .object(var members) = payload else { return payload }
        members["instances"] = .array(
            instances.map { standing in
                [
                    "name": .string(standing.name), "health": .string(orNull: standing.addresses?.health),
                    "metrics": .string(orNull: standing.addresses?.metrics),
                    "place": .string(orNull: standing.addresses?.place), "state": .string(standing.state.rawValue),
                    "trades": .bool(standing.trades), "startedAt": .string(orNull: standing.startedAt?.description),
                    "syncs": standing.syncs.map { .bool($0) } ?? .null,
                ]
            })
        return .object(members)
    }

    /// `nil` where the entry does not tell: written before this was recorded, or of a verdict that asked none.
    static func instances(in payload: JSONValue) -> [InstanceStanding]? {
        guard case .array(let rows)? = payload["instances"] else { return nil }
        return rows.compactMap { row in
            guard let name = row["name"]?.stringValue,
                let state = row["state"]?.stringValue.flatMap(InstanceStanding.State.init(rawValue:))
            else { return nil }
            return InstanceStanding(
                name: name,
                addresses: addresses(row),
                state: state, trades: row["trades"] == .bool(true),
                startedAt: row["startedAt"]?.stringValue.flatMap { Timestamp(iso8601: $0) },
                syncs: row["syncs"].flatMap { if case .bool(let syncs) = $0 { syncs } else { nil } })
        }
    }

    /// Rows written before places were recorded tell them by their addresses.
    private static func addresses(_ row: JSONValue) -> InstanceAddresses {
        let (health, metrics) = (row["health"]?.stringValue, row["metrics"]?.stringValue)
        return InstanceAddresses(
            health: health, metrics: metrics,
            place: row["place"]?.stringValue
                ?? InstanceSource(name: "", health: health, metrics: metrics).addresses.place)
    }
}
