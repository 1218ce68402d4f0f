/// Permission for one mutating request, made by the gates alone and spent by recording its intent.
package struct Clearance: ~Copyable {
    package let intent: ActionIntent
    package var request: MutatingRequest { intent.request }

    fileprivate init(intent: ActionIntent) { self.intent = intent }
}
