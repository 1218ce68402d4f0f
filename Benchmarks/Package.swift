// swift-tools-version: 6.2
import PackageDescription

// A package of its own: whoever builds grinderctl does not build this. It drives the built binary as a process.
let package = Package(
    name: "grinderctl-benchmarks",
    targets: [
        .executableTarget(
            name: "LogBenchmarks",
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .treatAllWarnings(as: .error),
            ])
    ]
)
