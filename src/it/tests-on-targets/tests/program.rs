//! Sees the environment that cargo gives tests, and starts the crate's program.

#[test]
fn runs_in_the_folder_of_its_package() {
    let here = std::env::current_dir().unwrap();
    assert!(here.join("Cargo.toml").is_file());
    assert_eq!(std::env::var("CARGO_PKG_NAME").as_deref(), Ok("hello"));
    assert_eq!(std::env::var("GREETING").as_deref(), Ok("of the POM"));
}

#[test]
#[cfg(not(target_arch = "aarch64"))] // qemu does not run what a program under it starts
fn the_program_prints() {
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_hello")).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&program.stdout).trim(), "5");
}
