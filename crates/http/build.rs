//! Builds this crate anew when the page was built anew, since the page is embedded.

fn main() {
    println!("cargo::rerun-if-changed=../../web/dist");
}
