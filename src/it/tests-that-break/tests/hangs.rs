#[test]
fn ends() {}

#[test]
fn waits_for_ever() {
    let mut child = std::process::Command::new("sleep").arg("3600").spawn().unwrap();
    std::fs::write("child.pid", child.id().to_string()).unwrap();
    child.wait().unwrap();
}
