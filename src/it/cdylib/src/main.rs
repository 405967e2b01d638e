fn main() {
    println!("the answer is {}", greeting::answer());
}
