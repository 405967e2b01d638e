//! Where the configuration lives: each system has its own convention, and `directories` knows them.

use std::path::PathBuf;

use directories::ProjectDirs;

/// Returns the configuration directory of the current user, or nothing where the user has no home.
pub fn directory() -> Option<PathBuf> {
    ProjectDirs::from("com", "Example", "myapp").map(|project| project.config_dir().to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(name: &str) -> Option<PathBuf> {
        std::env::var_os(name).map(PathBuf::from)
    }

    // The convention, system by system: only the function of the system under test is compiled.

    #[cfg(target_os = "linux")]
    fn expected() -> Option<PathBuf> {
        let base = variable("XDG_CONFIG_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| variable("HOME").map(|home| home.join(".config")));
        base.map(|base| base.join("myapp"))
    }

    #[cfg(target_os = "macos")]
    fn expected() -> Option<PathBuf> {
        variable("HOME").map(|home| home.join("Library/Application Support/com.Example.myapp"))
    }

    #[cfg(target_os = "windows")]
    fn expected() -> Option<PathBuf> {
        variable("APPDATA").map(|roaming| roaming.join(r"Example\myapp\config"))
    }

    #[test]
    fn follows_the_convention_of_the_system() {
        assert_eq!(directory(), expected());
    }
}
