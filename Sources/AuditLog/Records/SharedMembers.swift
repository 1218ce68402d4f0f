package import JSON
package import TriageCore

// MARK: - Where

package struct AccountContextMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(AccountContextMembers())

    package let environment = Member<String>("environment")
    package let baseURL = Member<String>("baseURL")
    package let account = Member<String>("account")
    package let key = Member<String>("key")
}

extension AccountContext: RecordValue {
    package init?(recorded: JSONValue) {
        // What says where it was is enough: a key of another form takes nothing from it.
        guard let record = Record<AccountContextMembers>(recorded), let environment = record.environment,
            let baseURL = record.baseURL, let account = record.account
        else { return nil }
        self.init(environment: environment, baseURL: baseURL, account: account, key: record.key)
    }

    package var recorded: JSONValue {
        var record = Record<AccountContextMembers>()
        record.environment = environment
        record.baseURL = baseURL
        record.account = account
        if let key { record.key = key }
        return record.payload
    }
}

// MARK: - What was seen

package struct FactMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(FactMembers())

    package let name = Member<String>("name")
    package let value = Member<String>("value")
    package let source = Member<String>("source")
}

/// A fact of a step.
package typealias RecordedFact = Record<FactMembers>

extension RecordedFact {
    package init(_ fact: Fact) {
        self.init()
        self.name = fact.name
        self.value = fact.value
        self.source = fact.source
    }
}

package struct GateMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(GateMembers())

    /// Of ``GateCode``, or of a gate that a later version has.
    package let code = Member<String>("code")
    package let status = Member<GateStatus>("status")
    package let detail = Member<String>("detail")
}

package enum GateStatus: String, RecordValue, CaseIterable { case passed, refused }

/// What a gate said.
package typealias RecordedGate = Record<GateMembers>

extension RecordedGate {
    package init(_ gate: GateResult) {
        self.init()
        self.code = gate.code.rawValue
        self.status = gate.isRefused ? .refused : .passed
        self.detail = gate.detail
    }
}

extension [RecordedGate] {
    /// The codes of those that said no.
    package var refusing: [String] { filter { $0.status == .refused }.compactMap(\.code) }
}

// MARK: - Plans

package struct PlanReferenceMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(PlanReferenceMembers())

    package let sha256 = Member<String>("sha256")
    package let approver = Member<String>("approver")
}

extension PlanReference: RecordValue {
    package init?(recorded: JSONValue) {
        guard let record = Record<PlanReferenceMembers>(recorded: recorded), let hash = record.sha256 else {
            return nil
        }
        self.init(hash: hash, approver: record.approver)
    }

    package var recorded: JSONValue {
        var record = Record<PlanReferenceMembers>()
        record.sha256 = hash
        record.approver = approver
        return record.payload
    }
}

// MARK: - Requests

package struct RequestMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(RequestMembers())

    package let endpoint = Member<String>("endpoint")
    package let symbol = Member<String>("symbol")
    package let orderID = Member<String>("orderId")
    package let algoID = Member<String>("algoId")
    package let newClientOrderID = Member<String>("newClientOrderId")
    package let side = Member<Side>("side")
    package let positionSide = Member<PositionSide>("positionSide")
    package let type = Member<String>("type")
    package let quantity = Member<Quantity>("quantity")
    package let reduceOnly = Member<String>("reduceOnly")
}

/// A request that changes something, as it was to be sent.
package typealias RecordedRequest = Record<RequestMembers>

extension RecordedRequest {
    package init(_ request: MutatingRequest) {
        self.init()
        self.endpoint = request.endpoint
        self.symbol = request.symbol.rawValue
        switch request {
        case .cancelOrder(_, let id, _): self.orderID = id.description
        case .cancelAlgoOrder(_, let id, _): self.algoID = id.description
        case .placeOrder(let order):
            self.newClientOrderID = order.clientOrderID.rawValue
            self.side = order.side
            self.positionSide = order.positionSide
            self.type = "MARKET"
            self.quantity = order.quantity
            self.reduceOnly = order.reduceOnly ? "true" : nil
        }
    }

    /// `orderId`, or `algoId` of a conditional order.
    package var exchangeID: String? { self.orderID ?? self.algoID }

    package var isCancel: Bool { self.endpoint?.hasPrefix("DELETE ") == true }
    package var isPlacement: Bool { self.endpoint?.hasPrefix("POST ") == true }
}

package struct PreconditionMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(PreconditionMembers())

    package let orderID = Member<String>("orderId")
    package let algoID = Member<String>("algoId")
    package let status = Member<String>("status")
    package let algoStatus = Member<String>("algoStatus")
    package let executedQty = Member<String>("executedQty")
    package let origQty = Member<String>("origQty")
    package let price = Member<String>("price")
    package let mode = Member<String>("mode")
    package let positionSide = Member<PositionSide>("positionSide")
    package let positionAmt = Member<String>("positionAmt")
    package let restingOrders = Member<[String]>("restingOrders")
}

/// The order or position that a request stands on, as a plan file writes it too.
package typealias RecordedPreconditions = Record<PreconditionMembers>
