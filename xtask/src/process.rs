//! The memory of a process, as Linux counts it.

use std::fs;
use std::process::{Child, ExitStatus};
use std::time::Duration;

use anyhow::Result;

const LOOKED_EVERY: Duration = Duration::from_millis(50);

/// Bytes a process holds now; none where the system does not tell.
pub fn resident(process: u32) -> Option<u64> {
    counted(process, "VmRSS:")
}

/// Waits for a process to end; answers the most bytes it held as well, where the system tells.
pub fn watch(child: &mut Child) -> Result<(ExitStatus, Option<u64>)> {
    let mut most = None;
    loop {
        // the highest value is kept by the system itself, so that none between two looks is missed but the last
        most = counted(child.id(), "VmHWM:").or(most);
        if let Some(status) = child.try_wait()? {
            return Ok((status, most));
        }
        std::thread::sleep(LOOKED_EVERY);
    }
}

fn counted(process: u32, name: &str) -> Option<u64> {
    kib_of(&fs::read_to_string(format!("/proc/{process}/status")).ok()?, name).map(|kib| kib * 1024)
}

fn kib_of(status: &str, name: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_value_is_not_the_present_one() {
        let status = "VmPeak:\t 9 kB\nVmHWM:\t    1234 kB\nVmRSS:\t     567 kB\n";
        assert_eq!(kib_of(status, "VmHWM:"), Some(1234));
        assert_eq!(kib_of(status, "VmRSS:"), Some(567));
        assert_eq!(kib_of(status, "VmSwap:"), None);
    }
}
