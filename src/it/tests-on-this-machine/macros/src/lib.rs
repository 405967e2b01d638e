//! Runs inside the compiler, and so on the machine that compiles.

use proc_macro::TokenStream;

/// Returns a word.
///
/// ```
/// assert_eq!(macros::word!(), "hello");
/// ```
#[proc_macro]
pub fn word(_input: TokenStream) -> TokenStream {
    source().parse().unwrap()
}

fn source() -> String {
    format!("{:?}", "hello")
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_a_literal() {
        assert_eq!(super::source(), "\"hello\"");
    }
}
