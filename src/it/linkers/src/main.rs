fn main() {
    println!("hello from {} on {}", std::env::consts::OS, std::env::consts::ARCH);
}
