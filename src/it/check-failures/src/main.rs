extern "C" {
    fn answer() -> i32;
}

fn main() {
    // The path of the build directory becomes a part of the binary.
    println!("{} {}", unsafe { answer() }, concat!(env!("OUT_DIR"), "/answer"));
}
