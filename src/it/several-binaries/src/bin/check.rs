fn main() {
    println!("hello from check");
}
