fn main() {
    println!("hello from client");
}
