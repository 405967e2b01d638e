fn main() {
    println!("this harness is my own");
}
