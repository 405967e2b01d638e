use clap::Parser;
#[derive(Parser, serde::Serialize)]
struct Args {
    #[arg(long, default_value = "w.*d")]
    pattern: String,
    #[arg(default_value = "world")]
    name: String,
}
fn main() {
    let a = Args::parse();
    let re = regex::Regex::new(&a.pattern).unwrap();
    println!(
        "{} {} {} {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        re.is_match(&a.name),
        serde_json::to_string(&a).unwrap()
    );
    if let Some(p) = directories::ProjectDirs::from("org", "ex", "myapp") {
        println!("config {}", p.config_dir().display());
    }
}
