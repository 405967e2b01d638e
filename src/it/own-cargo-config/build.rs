fn main() {
    println!("cargo:rustc-check-cfg=cfg(users_own)");
    println!("cargo:rerun-if-changed=c");
    cc::Build::new().file("c/answer.c").compile("answer");
}
