package import JSON

/// A plan as one operator writes it down and another approves it: what is to be done, where, by whom, and the facts it
/// stands on. Its file is its canonical JSON, byte for byte, so that `sha256sum` gives the hash that is approved.
package struct PlanFile: Sendable, Hashable {
    package static let schema = "grinderctl-plan/1"

    package struct Planner: Sendable, Hashable {
        package let `operator`: String
        package let host: String

        package init(operator: String, host: String) {
            self.operator = `operator`
            self.host = host
        }
    }

    /// One thing it acts on.
    package struct Target: Sendable, Hashable {
        /// The client order id; of a position `BTCUSDT`, `BTCUSDT LONG`.
        package let name: String
        package let symbol: Symbol
        /// For people: `BUY 0.005 BTCUSDT at 59000.00 (LIMIT)`.
        package let sketch: String
        /// What will be sent, in order: `DELETE /fapi/v1/order orderId 8389765612825190230`.
        package let requests: [String]
        /// The facts that must still hold (`stale-plan`).
        package let facts: IntentFacts

        package init(name: String, symbol: Symbol, sketch: String, requests: [String], facts: IntentFacts) {
            self.name = name
            self.symbol = symbol
            self.sketch = sketch
            self.requests = requests
            self.facts = facts
        }
    }

    package let action: ActionKind
    package let accountContext: AccountContext
    package let targets: [Target]
    package let planner: Planner
    package let reason: String?
    package let ticket: String?
    /// Gates it may override by a flag; no other is overridden when it is carried out.
    package let overrides: [String]
    package let investigation: String
    /// Exchange time where it was known.
    package let created: Timestamp
    /// `seq` of the verdicts it stands on.
    package let verdicts: [Int64]

    package init(_ facts: GateFacts, planner: Planner) {
        action = facts.action
        accountContext = facts.accountContext
        targets = facts.targets.compactMap(\.planned)
        self.planner = planner
        reason = facts.flags.reason
        ticket = facts.flags.ticket
        overrides = facts.flags.overrides
        investigation = facts.investigation
        created = facts.exchangeNow
        verdicts = facts.flags.withoutTriage ? [] : facts.targets.compactMap { $0.lastTriage(facts)?.seq }
    }

    package var names: [String] { targets.map(\.name) }
}

extension PlanFile {
    package var json: JSONValue {
        [
            "schema": .string(Self.schema), "action": .string(action.rawValue),
            "station": [
                "environment": .string(accountContext.environment), "baseURL": .string(accountContext.baseURL),
                "account": .string(accountContext.account),
            ],
            "targets": .array(targets.map(\.json)),
            "planner": ["operator": .string(planner.operator), "host": .string(planner.host)],
            "reason": .string(orNull: reason), "ticket": .string(orNull: ticket),
            "overrides": .array(overrides.map { .string($0) }), "investigation": .string(investigation),
            "created": .string(created.description), "verdicts": .array(verdicts.map { .integer($0) }),
        ]
    }

    /// `nil` when the value is no plan of this schema.
    package init?(_ json: JSONValue) {
        guard json["schema"]?.stringValue == Self.schema,
            let action = json["action"]?.stringValue.flatMap({ ActionKind(rawValue: $0) }),
            let environment = json["station"]?["environment"]?.stringValue,
            let baseURL = json["station"]?["baseURL"]?.stringValue,
            let account = json["station"]?["account"]?.stringValue,
            let rows = json["targets"]?.arrayValue, let planner = json["planner"],
            let login = planner["operator"]?.stringValue, let host = planner["host"]?.stringValue,
            let overrides = json["overrides"]?.arrayValue, let investigation = json["investigation"]?.stringValue,
            let created = json["created"]?.stringValue.flatMap({ Timestamp(iso8601: $0) }),
            let verdicts = json["verdicts"]?.arrayValue
        else { return nil }
        let targets = rows.compactMap { Target($0) }
        guard targets.count == rows.count, !targets.isEmpty else { return nil }
        self.action = action
        accountContext = AccountContext(environment: environment, baseURL: baseURL, account: account)
        self.targets = targets
        self.planner = Planner(operator: login, host: host)
        reason = json["reason"]?.stringValue
        ticket = json["ticket"]?.stringValue
        self.overrides = overrides.compactMap(\.stringValue)
        self.investigation = investigation
        self.created = created
        self.verdicts = verdicts.compactMap(\.integerValue)
    }
}

extension PlanFile.Target {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "symbol": .string(symbol.rawValue), "sketch": .string(sketch),
            "requests": .array(requests.map { .string($0) }), "preconditions": facts.json,
        ]
    }

    fileprivate init?(_ json: JSONValue) {
        guard let name = json["name"]?.stringValue, let symbol = json["symbol"]?.stringValue.flatMap({ Symbol($0) }),
            let sketch = json["sketch"]?.stringValue, let requests = json["requests"]?.arrayValue,
            let facts = json["preconditions"].flatMap({ IntentFacts($0, symbol: symbol) })
        else { return nil }
        self.init(
            name: name, symbol: symbol, sketch: sketch, requests: requests.compactMap(\.stringValue), facts: facts)
    }
}
