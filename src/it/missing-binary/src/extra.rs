fn main() {
    println!("something extra");
}
