fn main() {
    println!("hello from server");
}
