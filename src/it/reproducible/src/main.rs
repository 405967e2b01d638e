use base64::prelude::{Engine, BASE64_STANDARD};

fn main() {
    println!("hello from {}", BASE64_STANDARD.encode("hello"));
}
