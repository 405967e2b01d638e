use smallvec::SmallVec;

/// Panics in the dependency, in the standard library and here, so that the binary names a source file of each.
fn main() {
    let wanted = std::env::args().count();
    let mut numbers: SmallVec<[usize; 4]> = SmallVec::new();
    if wanted > 1 {
        numbers.insert(wanted, 7);
        numbers.try_grow(0).expect("it grows");
    }
    let mut names: std::collections::VecDeque<String> = std::env::args().collect();
    names.swap(0, wanted - 1);
    assert!(names.len() == wanted, "{names:?} {numbers:?}");
    println!("checked");
}
