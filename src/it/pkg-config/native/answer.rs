#![no_std]

#[no_mangle]
pub extern "C" fn answer() -> i32 {
    42
}
