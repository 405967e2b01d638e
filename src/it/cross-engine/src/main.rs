fn main() {
    let flag = if cfg!(from_pom) { ", flagged" } else { "" };
    println!("hello, {} channel, built in {}{flag}", env!("CHANNEL"), env!("PLACE"));
}
