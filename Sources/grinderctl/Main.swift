import Glibc

@main
struct Main {
    static func main() async {
        let bench = Bench.live(arguments: TypedArguments.ofThisProcess)
        let signals = bench.interrupts.listen()
        let status = await Shell.run(at: bench)
        withExtendedLifetime(signals) {}
        exit(status)
    }
}
