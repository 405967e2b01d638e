use std::ffi::{c_char, CString};

extern "C" {
    fn answer(question: *const c_char) -> i32;
}

fn main() {
    let question = CString::new("question").unwrap();
    println!("C says {}", unsafe { answer(question.as_ptr()) });
    println!("flags of .cargo/config.toml: {}", cfg!(users_own));
}
