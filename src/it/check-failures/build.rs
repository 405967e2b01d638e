use std::{env, path::PathBuf, process::Command};

/// A library in C, linked dynamically.
fn main() {
    let out = PathBuf::from(env::var("OUT_DIR").unwrap());
    let status = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .arg(out.join("libanswer.so"))
        .arg("src/answer.c")
        .status()
        .unwrap();
    assert!(status.success());
    println!("cargo:rustc-link-search=native={}", out.display());
    println!("cargo:rustc-link-lib=dylib=answer");
    println!("cargo:rerun-if-changed=src/answer.c");
}
