// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// A package of its own: whoever builds grinderctl does not build this. LogBenchmarks drives the built binary as a
// process; AuditBenchmarks measures the module itself, whose sources it shares through links.
let package = Package(
    name: "grinderctl-benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .executableTarget(name: "LogBenchmarks", swiftSettings: strict),
        .target(name: "JSON", swiftSettings: strict),
        .target(name: "TriageCore", dependencies: ["JSON"], swiftSettings: strict),
        .target(
            name: "AuditLog",
            dependencies: [
                "JSON", "TriageCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "AuditBenchmarks",
            dependencies: [
                "AuditLog", "JSON", "TriageCore",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
    ]
)
