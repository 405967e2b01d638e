#![no_std]
#![no_main]

#[cfg(not(target_feature = "crt-static"))]
compile_error!("the POM's <rustflags> did not arrive");

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[no_mangle]
pub extern "C" fn start() -> u32 {
    0
}
