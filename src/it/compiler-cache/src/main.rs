fn main() {
    println!("hello {} {}", itoa::Buffer::new().format(42), ryu::Buffer::new().format(1.5));
}
