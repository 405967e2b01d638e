fn main() {
    println!("{}", rust_cross_greeting::text());
}
