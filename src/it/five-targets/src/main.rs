use std::env::consts::{ARCH, OS};

fn main() {
    println!("hello from {OS} on {ARCH}");
}
