//! Broken texts: a filter or a problem, never a fault; and what was read prints to itself.

use filters::{Names, parse, print};

#[test]
fn any_text() {
    let seeds: [&[u8]; 6] = [
        "grade in (A, B) and city = \"杭州市\" and last_contact < -30d and not tag = \"禁用\"".as_bytes(),
        "等级 属于（A、B） 且 (城市 = 杭州市 或 非 评分 介于 10 到 20)".as_bytes(),
        b"created >= 2026-03-01 or owner = me or city is not unknown",
        b"name begins \"a \\\" b\" and custom.car != x",
        b"score < 1.2e3 and team in (00000000-0000-0000-0000-000000000001)",
        "标签 不包含 “样品”".as_bytes(),
    ];
    fuzzing::fuzz("filter", &seeds, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        match parse(&text, &Names::default()) {
            Ok(filter) => {
                let printed = print(&filter);
                assert_eq!(parse(&printed, &Names::default()), Ok(filter), "{printed}");
            }
            Err(problem) => assert!(problem.at <= text.chars().count()),
        }
    });
}
