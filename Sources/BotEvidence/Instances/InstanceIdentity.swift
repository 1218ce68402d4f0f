package import TriageCore

extension InstanceSource {
    /// Where it may be asked again later. An address with a query that may hold a token is not written down, nor a pipe,
    /// which gives nothing again.
    package var addresses: InstanceAddresses {
        let health = self.health.flatMap(Self.withoutSecret)
        return InstanceAddresses(
            health: health, metrics: health == nil && self.health != nil ? nil : metrics.flatMap(Self.withoutSecret),
            place: place)
    }

    /// What tells this instance from others: its address, the same for two ways to write it, tokens left out.
    private var place: String? {
        let asked: (text: String, role: InstanceAddress.Role)? =
            health.map { ($0, .health) } ?? metrics.map { ($0, .metrics) }
        guard let asked, !PipedInput.isDescriptor(asked.text) else { return nil }
        // What is no address is not asked, and may hold a password.
        guard let identity = (try? InstanceAddress(asked.text, role: asked.role))?.identity else { return nil }
        return identity.replacing(
            /(?i)([?&][^=&]*(?:key|token|secret|pass|auth|sig|session|cred)[^=&]*=)[^&]+/
        ) { "\($0.1)…" }
    }

    private static func withoutSecret(_ address: String) -> String? {
        let isSecret =
            address.wholeMatch(of: /[a-zA-Z]+:\/\/[^\/?#]*@.*/) != nil
            || address.firstMatch(of: /(?i)[?&][^=&]*(key|token|secret|pass|auth|sig|session|cred)[^=&]*=/) != nil
        return isSecret || PipedInput.isDescriptor(address) ? nil : address
    }
}
