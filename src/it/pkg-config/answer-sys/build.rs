fn main() {
    pkg_config::Config::new().statik(true).probe("answer").unwrap();
}
