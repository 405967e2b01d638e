fn main() {
    println!("hello from serve");
}
