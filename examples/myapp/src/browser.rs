//! Opens a page with the program that each system keeps for it.

use std::process::{Command, Stdio};

/// Opens the page and waits until the system's opener has taken it.
pub fn open(url: &str) -> Result<(), String> {
    let [program, arguments @ ..] = &command(&checked(url)?)[..] else {
        unreachable!("a command has at least its program");
    };
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{program} could not open {url}: {status}"))
    }
}

/// Lets only web addresses through: an opener runs whatever it is given, programs included.
pub fn checked(url: &str) -> Result<String, String> {
    let lower = url.to_ascii_lowercase();
    let is_page = lower.starts_with("http://") || lower.starts_with("https://");
    if is_page && !url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Ok(url.to_owned())
    } else {
        Err(format!("not an http or https address: {url}"))
    }
}

/// Returns the command that opens the page on the system this binary was built for.
#[cfg(target_os = "linux")]
pub fn command(url: &str) -> Vec<String> {
    vec!["xdg-open".to_owned(), url.to_owned()]
}

/// Returns the command that opens the page on the system this binary was built for.
#[cfg(target_os = "macos")]
pub fn command(url: &str) -> Vec<String> {
    vec!["open".to_owned(), url.to_owned()]
}

/// Returns the command that opens the page on the system this binary was built for.
///
/// Not `cmd /c start`: there a `&` in the address would begin a second command.
#[cfg(target_os = "windows")]
pub fn command(url: &str) -> Vec<String> {
    vec![
        "rundll32.exe".to_owned(),
        "url.dll,FileProtocolHandler".to_owned(),
        url.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_pass() {
        for url in ["https://example.com", "HTTP://example.com/?a=1&b=2"] {
            assert_eq!(checked(url), Ok(url.to_owned()));
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for url in [
            "",
            "example.com",
            "calc.exe",
            "file:///etc/passwd",
            "https://a b",
        ] {
            assert_eq!(
                checked(url),
                Err(format!("not an http or https address: {url}"))
            );
        }
    }

    #[test]
    fn the_address_is_one_argument() {
        let url = "https://example.com/?a=1&b=2";
        assert_eq!(command(url).last().map(String::as_str), Some(url));
    }
}
