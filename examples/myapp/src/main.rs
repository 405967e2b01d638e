//! A small command line program, built for Linux, macOS and Windows by one `mvn package`.

mod browser;
mod config;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Print the platform this binary was built for
    Platform,
    /// Print the directory that holds the configuration
    ConfigDir,
    /// Open a page in the default browser
    Open {
        /// Address of the page, http or https
        url: String,
        /// Print the command instead of running it
        #[arg(long)]
        dry_run: bool,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command.unwrap_or(Command::Platform)) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("myapp: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<String, String> {
    match command {
        Command::Platform => Ok(platform()),
        Command::ConfigDir => config::directory()
            .map(|directory: PathBuf| directory.display().to_string())
            .ok_or_else(|| "no home directory: set HOME (on Windows: USERPROFILE)".to_owned()),
        Command::Open { url, dry_run: true } => {
            Ok(browser::command(&browser::checked(&url)?).join(" "))
        }
        Command::Open {
            url,
            dry_run: false,
        } => browser::open(&url).map(|()| format!("opened {url}")),
    }
}

fn platform() -> String {
    format!(
        "myapp {} on {} {}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn platform_names_version_system_and_architecture() {
        assert_eq!(
            platform(),
            format!(
                "myapp 1.4.2 on {} {}",
                std::env::consts::OS,
                std::env::consts::ARCH
            )
        );
    }

    #[test]
    fn opening_anything_but_a_page_is_refused() {
        let command = Command::Open {
            url: "file:///etc/passwd".to_owned(),
            dry_run: true,
        };
        assert_eq!(
            run(command),
            Err("not an http or https address: file:///etc/passwd".to_owned())
        );
    }
}
