fn main() {
    println!("hello from server");
}

#[test]
fn is_tested() {}
