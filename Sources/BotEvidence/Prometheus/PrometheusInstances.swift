/// The bot's instances that a Prometheus server lists, beside those that are known already. Only what their own pages
/// answer counts as an answer.
extension [InstanceSource] {
    package func joined(by reading: PrometheusReading) -> [InstanceSource] {
        let known = Set(compactMap(\.instanceLabel))
        let names = Set(map(\.name))
        return self
            + reading.listed.filter { !known.contains($0) && !names.contains($0) }.map { label in
                InstanceSource(name: label, health: Self.address(label))
            }
    }

    /// A label is an address where it is `host:port`, as Prometheus makes it unless it is told otherwise.
    private static func address(_ label: String) -> String? {
        guard label.wholeMatch(of: /[A-Za-z0-9._\-]+:[0-9]{1,5}|\[[0-9A-Fa-f:.]+\]:[0-9]{1,5}/) != nil,
            (try? InstanceAddress("http://\(label)", role: .health)) != nil
        else { return nil }
        return "http://\(label)"
    }
}
