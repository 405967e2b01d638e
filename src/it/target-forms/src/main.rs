fn main() {
    println!("greeting: {:?}", option_env!("GREETING"));
    println!("nothing: {:?}", option_env!("NOTHING"));
    println!("polite: {}", cfg!(feature = "polite"));
    println!("debug assertions: {}", cfg!(debug_assertions));
}
