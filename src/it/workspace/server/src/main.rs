fn main() {
    println!("{}", greeting::from("server"));
}
