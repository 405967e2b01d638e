fn main() {
    println!("{}", hello::length("hello"));
}
