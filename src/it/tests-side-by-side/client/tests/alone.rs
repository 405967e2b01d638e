//! No other build may be in the build directory of the workspace while this runs.

use std::path::Path;
use std::time::Duration;

#[test]
fn nothing_is_built_meanwhile() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    std::fs::write(workspace.join("testing"), "").unwrap();
    for _ in 0..40 {
        assert!(!workspace.join("building").exists(), "another build began");
        std::thread::sleep(Duration::from_millis(100));
    }
}
