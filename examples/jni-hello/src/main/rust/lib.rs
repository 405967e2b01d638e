//! What the Java class `com.example.hello.Native` declares.

use std::ffi::c_void;

/// The greatest common divisor of two numbers.
fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 {
        a.wrapping_abs()
    } else {
        gcd(b, a.wrapping_rem(b))
    }
}

#[no_mangle]
pub extern "system" fn Java_com_example_hello_Native_gcd(
    _environment: *mut c_void,
    _class: *mut c_void,
    a: i64,
    b: i64,
) -> i64 {
    gcd(a, b)
}

#[cfg(test)]
mod tests {
    #[test]
    fn divides_both() {
        assert_eq!(super::gcd(12, 18), 6);
    }
}
