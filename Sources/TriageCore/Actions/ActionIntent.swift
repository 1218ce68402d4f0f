/// What an `action.intent` row says: one mutating request and what it stands on.
package struct ActionIntent: Sendable, Hashable {
    package let request: MutatingRequest
    package init(request: MutatingRequest) { self.request = request }
}
