extern "C" {
    fn one() -> i32;
    fn two() -> i32;
}

fn main() {
    println!("{} {}", unsafe { one() }, unsafe { two() });
}
