pub fn text() -> &'static str {
    "hello from the mirror"
}
