#[cfg(feature = "framework")]
#[link(name = "Greeting", kind = "framework")]
extern "C" {
    fn greet();
}

fn main() {
    #[cfg(feature = "framework")]
    unsafe {
        greet();
    }
    println!("hello");
}
