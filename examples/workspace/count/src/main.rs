//! Counts its arguments.

fn main() {
    println!("{}", std::env::args().count() - 1);
}
