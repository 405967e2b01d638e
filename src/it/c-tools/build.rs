fn main() {
    cc::Build::new().file("c/one.c").compile("one");
    cc::Build::new().cpp(true).cpp_link_stdlib(None).file("c/two.cc").compile("two");
    println!("cargo:rerun-if-changed=c");
}
