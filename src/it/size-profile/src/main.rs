use std::collections::BTreeMap;

fn main() {
    let words: BTreeMap<usize, String> = std::env::args().enumerate().collect();
    println!("hello from {}", words.len());
}
