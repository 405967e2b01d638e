//! What differs from target to target.

/// Returns the number of bytes of a file name.
///
/// ```
/// assert_eq!(hello::length("greeting"), 8);
/// ```
pub fn length(name: &str) -> usize {
    name.len()
}

/// Returns the separator of a path's folders; wrongly on Windows.
pub fn separator() -> char {
    '/'
}

/// Returns whether C's plain `char` has a sign; wrongly on arm64.
pub fn char_is_signed() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        assert_eq!(length("a"), 1);
    }

    mod on_arm64 {
        #[test]
        fn sign_of_char() {
            println!("a char is {} here", std::any::type_name::<std::ffi::c_char>());
            assert_eq!(super::super::char_is_signed(), std::ffi::c_char::MIN < 0, "<char> & sign");
        }
    }

    mod on_windows {
        #[test]
        fn separator_of_folders() {
            assert_eq!(super::super::separator(), std::path::MAIN_SEPARATOR);
        }
    }

    #[test]
    #[ignore = "asks the network"]
    fn slow() {
        panic!("is not to be run");
    }

    #[test]
    #[should_panic(expected = "out of range")]
    fn panics() {
        panic!("out of range");
    }
}
