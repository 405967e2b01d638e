/// Greets in the name of a program.
pub fn from(program: &str) -> String {
    format!("hello from {program}")
}
