//! Counts the words of its input.

use std::io::{read_to_string, stdin};

fn main() -> std::io::Result<()> {
    println!("{}", read_to_string(stdin())?.split_whitespace().count());
    Ok(())
}
