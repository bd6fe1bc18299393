//! The machine of a measurement, described without names: cores, memory, kernel.

use std::fs;

#[derive(Debug)]
pub struct Machine {
    pub cores: usize,
    pub memory_gib: Option<f64>,
    pub processor: Option<String>,
    pub kernel: Option<String>,
    /// Over the last minute: says whether something else was running.
    pub load: Option<f64>,
}

impl Machine {
    pub fn look() -> Self {
        let read = |path: &str| fs::read_to_string(path).ok();
        Self {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: read("/proc/meminfo").as_deref().and_then(memory),
            processor: read("/proc/cpuinfo").as_deref().and_then(processor),
            kernel: read("/proc/sys/kernel/osrelease").as_deref().and_then(kernel),
            load: read("/proc/loadavg").as_deref().and_then(|averages| averages.split(' ').next()?.parse().ok()),
        }
    }
}

fn memory(meminfo: &str) -> Option<f64> {
    let line = meminfo.lines().find(|line| line.starts_with("MemTotal:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1_048_576.0)
}

fn processor(cpuinfo: &str) -> Option<String> {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Version numbers only: what a distributor appends may name a host.
fn kernel(release: &str) -> Option<String> {
    let version: String = release.trim().chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    (!version.is_empty()).then(|| version.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_numbers_of_the_kernel_are_kept() {
        assert_eq!(kernel("6.1.0-28-somehost\n").as_deref(), Some("6.1.0"));
        assert_eq!(kernel("custom"), None);
    }

    #[test]
    fn memory_is_read_in_gibibytes() {
        let memory = memory("MemFree: 1 kB\nMemTotal:       25165824 kB\n").expect("a size");
        assert!((memory - 24.0).abs() < 1e-9);
    }
}
