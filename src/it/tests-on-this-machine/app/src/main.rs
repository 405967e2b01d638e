fn main() {
    println!("{}", greeting());
}

fn greeting() -> &'static str {
    if cfg!(feature = "loud") {
        "HELLO"
    } else {
        macros::word!()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn greets() {
        assert_eq!(super::greeting().to_lowercase(), "hello");
    }

    #[test]
    #[cfg(feature = "loud")]
    fn shouts() {
        assert_eq!(super::greeting(), "HELLO");
    }
}
