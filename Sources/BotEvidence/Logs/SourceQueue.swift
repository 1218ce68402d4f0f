import Glibc

/// Reads several logs at the same time, as many as there are processors, and hands on what each told in their order.
struct SourceQueue {
    private static let most = 4

    private let sources: [LogSource]
    private let width: Int

    init(_ sources: [LogSource]) {
        self.sources = sources
        width = max(1, min(Self.most, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    func read<Reading: Sendable>(
        _ read: @escaping @Sendable (LogSource) async -> Reading, take: (Reading) -> Void
    ) async {
        guard sources.count > 1 else {
            for source in sources { take(await read(source)) }
            return
        }
        await withTaskGroup(of: (Int, Reading).self) { group in
            var begun = 0
            func begin() {
                guard begun < sources.count else { return }
                let index = begun
                let source = sources[index]
                begun += 1
                group.addTask { (index, await read(source)) }
            }
            for _ in 0..<width { begin() }
            var waiting: [Int: Reading] = [:]
            var taken = 0
            for await (index, reading) in group {
                begin()
                waiting[index] = reading
                while let next = waiting.removeValue(forKey: taken) {
                    take(next)
                    taken += 1
                }
            }
        }
    }
}
