#[test]
fn before() {}

#[test]
fn in_the_middle() {
    eprintln!("last words");
    std::process::abort();
}

#[test]
fn then() {}
