mod native {
    extern "C" {
        pub fn answer() -> i32;
    }
}

pub fn answer() -> i32 {
    unsafe { native::answer() }
}
