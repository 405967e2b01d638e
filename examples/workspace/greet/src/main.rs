//! Greets whom it is told to.

fn main() {
    let name = std::env::args().nth(1).unwrap_or_else(|| "world".into());
    println!("hello, {name}");
}
