fn main() {
    println!("alpha: loud {}, quiet {}", cfg!(feature = "loud"), cfg!(feature = "quiet"));
}
