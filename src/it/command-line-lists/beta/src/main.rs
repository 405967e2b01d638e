fn main() {
    println!("beta: loud {}, quiet {}", cfg!(feature = "loud"), cfg!(feature = "quiet"));
}
