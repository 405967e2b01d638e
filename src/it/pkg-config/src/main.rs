fn main() {
    println!("the library says {}", answer_sys::answer());
}
