fn main() {
    assert_eq!("ran", env!("BUILD_SCRIPT"));
    println!("{}", greeting::greeting!());
}
