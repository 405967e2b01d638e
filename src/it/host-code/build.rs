fn main() {
    println!("cargo:rustc-env=BUILD_SCRIPT=ran");
}
