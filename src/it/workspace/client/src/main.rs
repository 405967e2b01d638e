fn main() {
    println!("{}", greeting::from("client"));
}
